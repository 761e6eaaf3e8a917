import { LIMITS } from '../limits.ts';

/** What a server says to one command (RFC 5321 section 4.2). */
export interface Reply {
  readonly code: number;
  /** Its words, a string a line, as they came. */
  readonly lines: readonly string[];
}
export interface Replies {
  /** False: this is no SMTP, or without end. */
  take(bytes: Uint8Array): boolean;
  next(): Reply | null;
  forget(): void;
}

const LINE = /^([2-5][0-9]{2})(?:([ -])(.*))?$/s;

/** Puts replies together from what comes. */
export function createReplies(): Replies {
  let rest = '';
  let lines: string[] = [];
  let bytesOfReply = 0;
  const whole: Reply[] = [];
  return {
    take(bytes) {
      rest += Buffer.from(bytes).toString('latin1');
      bytesOfReply += bytes.byteLength;
      if (bytesOfReply > LIMITS.smtpReplyBytes) return false;
      const found = rest.split('\n');
      rest = found.pop() ?? '';
      for (const each of found) {
        const match = LINE.exec(each.replace(/\r$/, ''));
        if (!match) return false;
        const [, code = '', mark = ' ', words = ''] = match;
        lines.push(Buffer.from(words, 'latin1').toString('utf8'));
        if (mark === '-') continue;
        whole.push({ code: Number(code), lines });
        lines = [];
        bytesOfReply = rest.length;
      }
      return true;
    },
    next: () => whole.shift() ?? null,
    forget() {
      rest = '';
      lines = [];
      bytesOfReply = 0;
      whole.length = 0;
    },
  };
}

/** The server's own words in one line, short and without anything that could steer a screen. */
export function wordsOf({ lines }: Reply): string {
  const words = lines
    .join(' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return words.length > 160 ? `${words.slice(0, 160)}…` : words;
}
