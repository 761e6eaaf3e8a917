import type { AttachmentInfo } from '../../../../shared/contracts/engine.ts';

/** What Retinue can show by itself. */
export type PreviewKind = 'image' | 'text' | 'pdf' | 'message';

const BY_TYPE: Readonly<Record<string, PreviewKind>> = {
  'image/png': 'image',
  'image/jpeg': 'image',
  'image/jpg': 'image',
  'image/gif': 'image',
  'image/webp': 'image',
  'image/bmp': 'image',
  'application/pdf': 'pdf',
  'message/rfc822': 'message',
  'text/plain': 'text',
  'text/csv': 'text',
  'text/markdown': 'text',
  'text/calendar': 'text',
  'text/vcard': 'text',
  'application/json': 'text',
};
const BY_ENDING: Readonly<Record<string, PreviewKind>> = {
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  bmp: 'image',
  pdf: 'pdf',
  eml: 'message',
  txt: 'text',
  csv: 'text',
  md: 'text',
  log: 'text',
  json: 'text',
  ics: 'text',
  vcf: 'text',
};

/** By the ending, which is what people go by, else by the type; null for what cannot be shown, or is not what it says. */
export function previewKind({ name, mimeType, warning }: AttachmentInfo): PreviewKind | null {
  if (warning !== null) return null;
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const type = mimeType.toLowerCase();
  if (Object.hasOwn(BY_ENDING, ending)) return BY_ENDING[ending] ?? null;
  return Object.hasOwn(BY_TYPE, type) ? (BY_TYPE[type] ?? null) : null;
}

/** How much of a file a preview takes, bytes; of text its beginning is enough. */
export const PREVIEW_BYTES: Readonly<Record<PreviewKind, number>> = {
  image: 32 * 2 ** 20,
  pdf: 32 * 2 ** 20,
  message: 0,
  text: 2 ** 20,
};
