import {
  File,
  FileArchive,
  FileCode,
  FileImage,
  FileMusic,
  FileSpreadsheet,
  FileText,
  FileVideo,
  type LucideIcon,
  Mail,
} from 'lucide-react';

const BY_TYPE: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^image\//, FileImage],
  [/^audio\//, FileMusic],
  [/^video\//, FileVideo],
  [/^message\//, Mail],
  [/zip|compressed|x-tar|x-7z|x-rar|gzip/, FileArchive],
  [/excel|spreadsheet|csv/, FileSpreadsheet],
  [/word|opendocument\.text|pdf|rtf|^text\/plain/, FileText],
  [/\/(?:javascript|json|xml|html)/, FileCode],
  [/^text\//, FileText],
];

/** The picture of an attachment, by its declared type. */
export function attachmentIcon(mimeType: string): LucideIcon {
  const type = mimeType.toLowerCase();
  return BY_TYPE.find(([pattern]) => pattern.test(type))?.[1] ?? File;
}
