/** The part of js-md4 (which brings no types) that NTLM needs. */
declare module 'js-md4' {
  interface Md4 {
    /** MD4 of bytes. The plain call would ask Node's own OpenSSL, which does not offer it any more. */
    arrayBuffer(message: Uint8Array): ArrayBuffer;
  }
  const md4: Md4;
  export = md4;
}
