/** A package of Outlook's, or a file written into text: what a MIME library does not open. */
const SIGNS = /^(?:begin(?:-base64)? [0-7]{3,4} \S|=ybegin )|application\/(?:vnd\.)?ms-tnef|winmail\.dat/im;

/** True where a message may hold files inside its parts, so that it is worth taking apart; told from its bytes alone. */
export function mayHoldFiles(message: Uint8Array): boolean {
  return SIGNS.test(Buffer.from(message.buffer, message.byteOffset, message.byteLength).toString('latin1'));
}
