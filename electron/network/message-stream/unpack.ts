import type { StreamedFile } from '../../../shared/contracts/network.ts';
import type { Told } from '../../../shared/language/told.ts';
import { DAMAGE } from './damage.ts';
import { type PackedFile, readTnef } from './tnef/read-tnef.ts';
import { withSource } from './tnef/source.ts';

export interface Unpacked {
  readonly text: string | null;
  readonly html: string | null;
  /** Everything was taken out, so that nobody needs the package any more. */
  readonly isWhole: boolean;
  readonly damage: Told | null;
}
interface Target {
  write(bytes: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

const COPY_BYTES = 256 * 1024;

/** Takes the files out of a winmail.dat at `path`; `begin` begins each. */
export function unpack(
  path: string,
  begin: (named: NonNullable<StreamedFile['named']>) => Promise<Target>,
): Promise<Unpacked> {
  return withSource(path, async (source) => {
    const { files, text, html, rtf, isDamaged } = await readTnef(source);
    for (const file of files) {
      const { name, mimeType, contentId } = file;
      await copy(file, await begin({ name, mimeType, contentId }));
    }
    // Outlook's own text; where there is one for everybody it is the same.
    if (rtf && rtf.length > 0 && html === null && text === null) {
      const target = await begin({ name: 'message.rtf', mimeType: 'application/rtf', contentId: null });
      await target.write(rtf);
      await target.end();
    }
    return { text, html, isWhole: !isDamaged, damage: isDamaged ? DAMAGE.package : null };
  });
}

async function copy({ content }: PackedFile, target: Target): Promise<void> {
  for (let at = 0; at < content.size; ) {
    const bytes = await content.read(at, COPY_BYTES);
    if (bytes.length === 0) break;
    await target.write(bytes);
    at += bytes.length;
  }
  await target.end();
}
