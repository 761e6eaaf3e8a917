import { readFile, rename, writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { StreamedBody } from '../../../shared/contracts/network.ts';
import { toldSchema } from '../../../shared/language/said-schema.ts';
import { codeOf, diskFailure } from '../transfer/part/disk-faults.ts';

/** What a whole message was found to hold, kept beside its files so that it need not be read a second time. */
const schema = v.object({
  skeleton: v.string(),
  marker: v.string(),
  files: v.array(
    v.object({
      fileId: v.string(),
      size: v.nullable(v.number()),
      damage: v.nullable(toldSchema),
      unpacked: v.boolean(),
      named: v.nullable(
        v.object({
          name: v.nullable(v.string()),
          mimeType: v.nullable(v.string()),
          contentId: v.nullable(v.string()),
        }),
      ),
    }),
  ),
  notes: v.array(toldSchema),
  html: v.nullable(v.string()),
  text: v.nullable(v.string()),
});

/** Writes it in one step. Rejects with a FailureError. */
export async function writeIndex(path: string, body: StreamedBody): Promise<void> {
  const skeleton = Buffer.from(body.skeleton).toString('base64');
  try {
    await writeFile(`${path}.new`, JSON.stringify({ ...body, skeleton }), { mode: 0o600 });
    await rename(`${path}.new`, path);
  } catch (thrown) {
    throw diskFailure(thrown, path);
  }
}

/** Null where there is none, or one that cannot be read: then the message is gone through again. */
export async function readIndex(path: string): Promise<StreamedBody | null> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if (codeOf(thrown) === 'ENOENT') return '';
    throw diskFailure(thrown, path);
  });
  const found = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (!found.success) return null;
  return {
    ...found.output,
    skeleton: new Uint8Array(Buffer.from(found.output.skeleton, 'base64')),
    complete: true,
  };
}
