import { noise } from '../random.ts';

const PAGE =
  'BT /F1 24 Tf 72 760 Td (Halvorsen & Lie) Tj 0 -36 Td /F1 14 Tf (Drawing register, for information only) Tj ET';

/** Digits that lengths and offsets are padded to, so that their place does not depend on their value. */
const DIGITS = 10;

function fixed(value: number): string {
  return String(value).padStart(DIGITS, '0');
}

function object(number: number, body: string): string {
  return `${number} 0 obj\n${body}\nendobj\n`;
}

/** The cross-reference table (PDF 1.4 section 3.4.3); entries are 20 bytes each. */
function crossReferences(offsets: readonly number[], start: number): string {
  const rows = offsets.map((offset) => `${fixed(offset)} 00000 n \n`).join('');
  const count = offsets.length + 1;
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${fixed(start)}\n%%EOF\n`;
  return `xref\n0 ${count}\n0000000000 65535 f \n${rows}${trailer}`;
}

/** The least size that `pdfOf` can make. */
export const LEAST_PDF = 1536;

/** A PDF of one page with a line of text, of exactly that size: an unused stream takes up the rest. */
export function pdfOf(size: number, seed: number): Buffer {
  const objects = [
    object(1, '<< /Type /Catalog /Pages 2 0 R >>'),
    object(2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    object(
      3,
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    ),
    object(4, `<< /Length ${PAGE.length} >>\nstream\n${PAGE}\nendstream`),
    object(5, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
  ];
  const offsets: number[] = [];
  let head = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
  for (const text of objects) {
    offsets.push(head.length);
    head += text;
  }
  offsets.push(head.length);
  const open = (length: number): string => `6 0 obj\n<< /Length ${fixed(length)} >>\nstream\n`;
  const close = '\nendstream\nendobj\n';
  const fill = size - head.length - open(0).length - close.length - crossReferences(offsets, 0).length;
  const table = crossReferences(offsets, head.length + open(0).length + fill + close.length);
  const text = (part: string): Buffer => Buffer.from(part, 'latin1');
  return Buffer.concat([text(head + open(fill)), noise(fill, seed), text(close + table)]);
}
