import * as v from 'valibot';
import { type Said, type Told, toldFrom } from './told.ts';

/** What a sentence was made of, where it comes over a port or from a disk. What an earlier version wrote has none. */
export const saidSchema: v.GenericSchema<unknown, Said> = v.object({
  text: v.string(),
  values: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number(), v.lazy(() => saidSchema)]))),
});

/** The fields of a sentence, for the object that carries it. */
export const toldFields = { sentence: v.string(), said: v.exactOptional(saidSchema) };

/** A sentence by itself. */
export const toldSchema: v.GenericSchema<unknown, Told> = v.pipe(
  v.union([v.object(toldFields), v.string()]),
  v.transform(toldFrom),
);
