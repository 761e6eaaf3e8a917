/** Decoders whose state Chromium carries from one finished text into the next. */
const STATEFUL = 'iso-2022-jp';

/**
 * Chromium's ISO-2022-JP decoder does not forget that the last text ended in an escape sequence: used a second time it
 * puts U+FFFD before the first character (seen in 130; the Encoding Standard says that a decoder starts afresh). MIME
 * libraries keep one decoder a charset, so Japanese subjects would be damaged. The class made here decodes every whole
 * text with a new decoder; streams are left alone.
 */
export function withFreshDecoders(Native: typeof TextDecoder): typeof TextDecoder {
  return class FreshTextDecoder extends Native {
    #streaming = false;

    override decode(input?: AllowSharedBufferSource, options?: TextDecodeOptions): string {
      const stateful = this.encoding === STATEFUL && !this.#streaming && options?.stream !== true;
      this.#streaming = options?.stream === true;
      if (!stateful) return super.decode(input, options);
      const { fatal, ignoreBOM } = this;
      return new Native(STATEFUL, { fatal, ignoreBOM }).decode(input, options);
    }
  };
}
