import * as v from 'valibot';
import { told, type Told } from '../../../shared/language/told.ts';
import { type FollowUp, followUpSchema } from '../../../shared/mail/follow-up.ts';
import { putAside, readSidecar, writeSidecar } from './sidecar.ts';

const SIDECAR = {
  file: '.retinue-follow-ups.json',
  schema: v.object({ version: v.literal(1), followUps: v.record(v.string(), followUpSchema) }),
};

/** By what the file names of messages begin with. */
export type FollowUps = ReadonlyMap<string, FollowUp>;

/** What the flags of a folder's messages say besides that they are set, which the letter F says. */
export async function readFollowUps(
  directory: string,
  onUnreadable: (file: string) => void | Promise<void>,
): Promise<FollowUps> {
  const said = await readSidecar(directory, SIDECAR, onUnreadable);
  return new Map(Object.entries(said?.followUps ?? {}));
}

/** Puts a file that cannot be read aside, so that nothing is ever written over it, and says so. */
export function putFollowUpsAside(onProblem: (problem: Told) => void): (file: string) => Promise<void> {
  return putAside(onProblem, (file) =>
    told(
      'The dates of flags on this computer could not be read. Retinue kept them as {file} and began a new file; the messages and their flags are not touched.',
      { file },
    ),
  );
}

/** Sets one of them, or takes it away. */
export async function setFollowUp(
  directory: string,
  name: string,
  followUp: FollowUp | undefined,
  onUnreadable: (file: string) => void | Promise<void>,
): Promise<void> {
  const before = await readFollowUps(directory, onUnreadable);
  if (JSON.stringify(followUp) === JSON.stringify(before.get(name))) return;
  const after = new Map(before);
  if (followUp) after.set(name, followUp);
  else after.delete(name);
  await writeSidecar(directory, SIDECAR, { version: 1, followUps: Object.fromEntries(after) });
}
