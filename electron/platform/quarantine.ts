import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Says "this came from elsewhere" the way each system understands it; Linux has no such mark. */
export async function markAsForeign(file: string, platform: NodeJS.Platform, now: number): Promise<void> {
  if (platform === 'win32') await writeFile(`${file}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n');
  if (platform === 'darwin') {
    const mark = `0083;${Math.floor(now / 1000).toString(16)};Retinue;`;
    await promisify(execFile)('/usr/bin/xattr', ['-w', 'com.apple.quarantine', mark, file]);
  }
}
