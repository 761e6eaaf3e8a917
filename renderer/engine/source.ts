/**
 * A message's bytes as text for a person: UTF-8, or Latin-1 where they are not (it shows every byte as something).
 * Cut at `limit` bytes.
 */
export function decodeSource(
  bytes: Uint8Array,
  limit: number,
): { readonly text: string; readonly cut: boolean } {
  const cut = bytes.byteLength > limit;
  const shown = cut ? bytes.subarray(0, limit) : bytes;
  return { text: decodeText(shown), cut };
}

/** UTF-8 where the bytes are that, else Latin-1. */
export function decodeText(bytes: Uint8Array): string {
  try {
    // A cut may fall inside a character: up to three bytes at the end do not speak against UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
