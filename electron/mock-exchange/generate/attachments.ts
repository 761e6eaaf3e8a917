import { archiveOf, csvOf, LEAST_WORD, wordOf } from './files/documents.ts';
import { LEAST_PDF, pdfOf } from './files/pdf.ts';
import { LEAST_PNG, pngOf } from './files/png.ts';
import type { Piece } from './pieces.ts';
import { wholeOf } from '../store/bytes.ts';
import { type Random, randomFor } from './random.ts';
import { scanSource } from './scan.ts';

type Kind = 'pdf' | 'png' | 'zip' | 'csv' | 'docx';

/** A larger file is noise that is made while it is read; up to here it is a real archive. */
const MOST_HELD_BYTES = 64 * 1024 * 1024;

/** A file in a message. Its size is known at once, its bytes are made when asked for. */
export interface GeneratedFile extends Piece {
  readonly name: string;
  readonly mimeType: string;
  readonly contentId: string | null;
}

const TYPES: Readonly<Record<Kind, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  zip: 'application/zip',
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};
const LEAST: Readonly<Record<Kind, number>> = {
  pdf: LEAST_PDF,
  png: LEAST_PNG,
  zip: 512,
  csv: 64,
  docx: LEAST_WORD,
};
const MAKERS: Readonly<Record<Kind, (size: number, seed: number) => Buffer>> = {
  pdf: pdfOf,
  png: pngOf,
  zip: archiveOf,
  csv: csvOf,
  docx: wordOf,
};

/** Names without extension, by language; the rest of the world names files in English. */
const STEMS: Readonly<Record<string, readonly string[]>> = {
  en: ['Cover letter', 'Quay 3 east', 'A-301–A-340 set C sections', 'levels', 'Minutes "final"', 'IMG_2041'],
  nb: ['Følgebrev', 'Brattøra kai øst', 'Målebrev', 'Referat byggemøte'],
  de: ['Prüfbericht', 'Angebot Nr. 7', 'Schweißplan'],
  fr: ['Relevé', 'Plan d’exécution', 'Procès-verbal'],
  es: ['Secciones del muelle', 'Medición', 'Año 2026'],
  uk: ['Кошторис', 'Креслення'],
  ja: ['請求書', '測量データ'],
  zh: ['报价单', '检验报告'],
  ar: ['ترجمة العقد'],
  he: ['סיכום פגישה'],
  el: ['Πρακτικά'],
};

/** What is needed to make a file: drawn once, so that size and bytes agree. */
function fileOf(
  kind: Kind,
  stem: string,
  wantedSize: number,
  seed: number,
  contentId: string | null,
): GeneratedFile {
  const size = Math.max(LEAST[kind], wantedSize);
  return {
    name: `${stem}.${kind}`,
    mimeType: TYPES[kind],
    contentId,
    size,
    bytes: () => MAKERS[kind](size, seed),
  };
}

/** A laser scan: a file of any size that costs neither memory nor disk. */
export function scanFile(
  name: string,
  size: number,
  seed: number,
  mimeType = 'application/octet-stream',
): GeneratedFile {
  const source = scanSource(size, seed);
  return { name, mimeType, contentId: null, size, source, bytes: () => wholeOf(source) };
}

/** Mostly 2 KB to 300 KB, one in twenty-five up to 8 MB. */
function drawnSize(random: Random, most: number): number {
  const [low, high] = random.chance(0.04) ? [1_000_000, 8_000_000] : [2_000, 300_000];
  return Math.min(most, Math.round(low * (high / low) ** random.next()));
}

/** How much a message carries. */
export interface FileWish {
  readonly seed: number;
  readonly index: number;
  readonly language: string;
  /** No file is larger, in bytes. */
  readonly most: number;
  /** Set for the few messages that carry one very large archive, in bytes. */
  readonly giant: number | null;
}

/** The files of a message that has some: one to three, and first the very large one where there is one. */
export function filesFor(wish: FileWish): readonly GeneratedFile[] {
  const random = randomFor(wish.seed, wish.index, 5);
  const seedOf = (place: number): number => wish.seed ^ Math.imul(wish.index * 8 + place + 1, 0x9e3779b1);
  const stem = (): string => random.pick(STEMS[wish.language] ?? STEMS['en'] ?? ['file']);
  const kinds: readonly Kind[] = ['pdf', 'pdf', 'png', 'zip', 'csv', 'docx'];
  const files = Array.from({ length: 1 + random.int(3) }, (_, place) =>
    fileOf(random.pick(kinds), stem(), drawnSize(random, wish.most), seedOf(place), null),
  );
  if (wish.giant === null) return files;
  const name = 'A-301–A-340 set C sections';
  if (wish.giant > MOST_HELD_BYTES) return [scanFile(`${name}.e57`, wish.giant, seedOf(7)), ...files];
  return [fileOf('zip', name, wish.giant, seedOf(7), null), ...files];
}

/** The picture that an HTML message shows from within itself. */
export function logoFor(seed: number, index: number, contentId: string): GeneratedFile {
  const random = randomFor(seed, index, 6);
  return fileOf('png', 'logo', 1500 + random.int(6000), seed ^ index, contentId);
}
