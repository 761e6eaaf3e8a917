/** File types that run when opened: saved on request, never opened from here. */
const RISKY = new Set(
  (
    'ade adp apk app appimage appref-ms application bat bin bash chm cmd com command cpl csh deb desktop dll dmg exe ' +
    'fish gadget hlp hta htm html inf ins iso jar jnlp js jse ksh lnk mad maf mam mde msc msi msix msp mst ocx osx ' +
    'perl pif pkg pl prg ps1 ps1xml ps2 psc1 psd1 psm1 py pyw rb reg rgs rpm run scf scpt scr sct settingcontent-ms ' +
    'sh shb shs svg swf sys term url vb vbe vbs vhd vhdx workflow ws wsc wsf wsh xbap xhtml xll xml xpi zsh'
  ).split(' '),
);
/** Documents that carry programs. */
const MACRO = /^(?:doc|xls|ppt|dot|xlt|pot|xla|ppa|sld)m$/;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Control characters, bidi controls (they turn "exe.pdf" around), separators and what Windows refuses. */
const UNWANTED = /[\p{Cc}\p{Bidi_Control}\ufeff/\\:*?"<>|]/gu;
/** Most file systems take 255 bytes; the rest is left for ".part" and the like. */
const MOST_BYTES = 200;

/** A name that is safe in any folder: one component, no tricks, at most 200 bytes, its extension kept. */
export function safeName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    .replace(UNWANTED, '_')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  const named = cleaned === '' ? 'attachment' : RESERVED.test(cleaned) ? `_${cleaned}` : cleaned;
  return cut(named);
}

/** True for a file that must not be opened from a mail program. */
export function isRisky(name: string): boolean {
  const extension = safeName(name).toLowerCase().split('.').slice(1).at(-1) ?? '';
  return extension === '' || RISKY.has(extension) || MACRO.test(extension);
}

function cut(name: string): string {
  if (Buffer.byteLength(name) <= MOST_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && Buffer.byteLength(name.slice(dot)) <= 32 ? name.slice(dot) : '';
  let stem = '';
  for (const character of name.slice(0, name.length - extension.length)) {
    if (Buffer.byteLength(stem + character + extension) > MOST_BYTES) break;
    stem += character;
  }
  return stem + extension;
}
