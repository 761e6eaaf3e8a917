import { type Told, told } from '../language/told.ts';
import { splitName } from './attachment-name.ts';

/** Endings that run something when opened on some system: programs, scripts, installers, shortcuts, disk images. */
const PROGRAMS = new Set(
  (
    'app appimage applescript bat chm cmd com command cpl deb desktop dll dmg exe gadget hta img inf iso jar jnlp js jse ' +
    'lnk mht mhtml msc msi msix msp mst pif pkg ps1 psm1 py rb reg rpm run scf scr sct settingcontent-ms sh shs svg ' +
    'swf sys url vb vbe vbs vhd vhdx ws wsc wsf wsh xbap xhtml xll xpi'
  ).split(' '),
);
/** Documents that carry programs of their own. */
const MACROS = new Set('docm dotm pptm potm ppam ppsm sldm xlsm xltm xlam xlsb'.split(' '));

/** What an ending promises, for the few kinds that attacks imitate. */
const FAMILIES: Readonly<Record<string, string>> = {
  pdf: 'pdf',
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  gif: 'image',
  webp: 'image',
  bmp: 'image',
  tif: 'image',
  tiff: 'image',
  txt: 'text',
  csv: 'text',
  doc: 'document',
  docx: 'document',
  xls: 'document',
  xlsx: 'document',
  ppt: 'document',
  pptx: 'document',
  odt: 'document',
  ods: 'document',
  rtf: 'document',
  zip: 'archive',
  mp3: 'audio',
  wav: 'audio',
  mp4: 'video',
  mov: 'video',
};

/** An attachment as it can be judged before anybody opens it. */
export interface JudgedAttachment {
  /** Cleaned (`cleanAttachmentName`). */
  readonly name: string;
  readonly mimeType: string;
  /** The first bytes where they are here, else null. */
  readonly start: Uint8Array | null;
}

/** A sentence that warns of an attachment, or null when there is nothing to warn of. */
export function attachmentWarning({ name, mimeType, start }: JudgedAttachment): Told | null {
  const { stem, extension } = splitName(name);
  const ending = extension.slice(1).toLowerCase();
  const inner = splitName(stem).extension.slice(1).toLowerCase();
  const program = PROGRAMS.has(ending);
  if (program && isKnown(inner)) {
    return told(
      'This name looks like a .{inner} file, but it is a program (.{ending}). Retinue does not open it. Save it only if you expected it.',
      { inner, ending },
    );
  }
  if (program) {
    return told(
      'This is a program or script (.{ending}). Retinue does not open it. Save it only if you know who sent it and why.',
      { ending },
    );
  }
  if (MACROS.has(ending)) {
    return told(
      'This document can carry programs (.{ending}). Open it only if you know who sent it and why.',
      { ending },
    );
  }
  const family = Object.hasOwn(FAMILIES, ending) ? FAMILIES[ending] : undefined;
  if (isExecutable(start) || isProgramType(mimeType)) {
    return extension === ''
      ? told(
          'This file has no ending, but it is a program. Retinue does not open it. Save it only if you expected it.',
        )
      : told(
          'This file is called .{ending}, but it is a program. Retinue does not open it. Save it only if you expected it.',
          { ending },
        );
  }
  return mismatch(family, ending, start, mimeType);
}

/** The first bytes, where they are here, speak louder than the declared type, which many programs set carelessly. */
function mismatch(
  family: string | undefined,
  ending: string,
  start: Uint8Array | null,
  mimeType: string,
): Told | null {
  if (family === undefined) return null;
  const real = start && start.byteLength > 0 ? sniff(start) : declared(mimeType);
  if (real === null || real === family) return null;
  if (family === 'document' && real === 'archive') return null; // docx, xlsx and odt are zip archives
  return told(
    'This file is called .{ending}, but its content is of another kind ({real, select, pdf {a PDF document} image {an image} html {a web page} other {an archive}}). Open it only if you know who sent it and why.',
    { ending, real },
  );
}

type Kind = 'pdf' | 'image' | 'html' | 'archive';

function declared(mimeType: string): Kind | null {
  if (mimeType === 'application/pdf') return 'pdf';
  if (mimeType.startsWith('image/')) return 'image';
  if (mimeType === 'text/html') return 'html';
  return mimeType === 'application/zip' ? 'archive' : null;
}

function sniff(start: Uint8Array): Kind | null {
  const head = ascii(start, 256);
  if (head.startsWith('%PDF-')) return 'pdf';
  if (/^(?:\u0089PNG|GIF8|\u00ff\u00d8\u00ff|BM|RIFF....WEBP|II\*|MM)/s.test(head)) return 'image';
  if (/^\s*<(?:!doctype html|html|head|script|body)/i.test(head)) return 'html';
  if (/^(?:PK|Rar!|7z\u00bc\u00af)/.test(head)) return 'archive';
  return head.charCodeAt(0) === 0x1f && head.charCodeAt(1) === 0x8b ? 'archive' : null;
}

/** Windows, Linux and macOS programs and scripts with an interpreter line. */
function isExecutable(start: Uint8Array | null): boolean {
  if (!start) return false;
  const head = ascii(start, 4);
  return (
    (head.startsWith('MZ') && start.byteLength > 64) ||
    /^(?:\u007fELF|#!\/|\u00cf\u00fa\u00ed\u00fe|\u00ce\u00fa\u00ed\u00fe)/.test(head)
  );
}

function isProgramType(mimeType: string): boolean {
  return /^application\/(?:x-msdownload|x-msdos-program|x-dosexec|x-executable|x-sh|hta|x-ms-installer)$/.test(
    mimeType,
  );
}

function isKnown(ending: string): boolean {
  return Object.hasOwn(FAMILIES, ending);
}

function ascii(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}
