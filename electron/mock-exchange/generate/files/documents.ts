import { noise, randomFor } from '../random.ts';
import { zipOf, zipOverhead } from './zip.ts';

/** A table of measurements as CSV, cut to exactly that size. */
export function csvOf(size: number, seed: number): Buffer {
  const random = randomFor(seed, 0x637376);
  const rows = ['point;easting;northing;level\r\n'];
  for (let length = 0; length < size; ) {
    const coordinate = (): string => (random.int(90_000_000) / 1000).toFixed(3);
    const row = `P${1000 + random.int(9000)};${coordinate()};${coordinate()};${(random.next() * 12).toFixed(3)}\r\n`;
    rows.push(row);
    length += row.length;
  }
  return Buffer.from(rows.join('').slice(0, size), 'latin1');
}

/** A ZIP archive with one drawing in it, of exactly that size. */
export function archiveOf(size: number, seed: number): Buffer {
  const name = 'sections/A-301.tif';
  return zipOf([{ name, data: noise(size - zipOverhead([name]), seed) }]);
}

const WORD_PARTS: readonly (readonly [string, string])[] = [
  [
    '[Content_Types].xml',
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  ],
  [
    '_rels/.rels',
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  ],
  [
    'word/document.xml',
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Minutes of the site meeting</w:t></w:r></w:p></w:body></w:document>',
  ],
];
const MEDIA = 'word/media/scan.bin';

/** A Word document of one paragraph, of exactly that size: an embedded file takes up the rest. */
export function wordOf(size: number, seed: number): Buffer {
  const entries = WORD_PARTS.map(([name, text]) => ({ name, data: Buffer.from(text) }));
  const text = entries.reduce((sum, entry) => sum + entry.data.length, 0);
  const fill = size - text - zipOverhead([...entries.map((entry) => entry.name), MEDIA]);
  return zipOf([...entries, { name: MEDIA, data: noise(fill, seed) }]);
}

/** The least size that `wordOf` can make. */
export const LEAST_WORD = 2048;
