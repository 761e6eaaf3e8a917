import type { Reply } from '../http/reply.ts';

/** Thrown by a fault that answers in place of the server. */
export class Instead extends Error {
  override readonly name = 'Instead';
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('A fault answers.');
    this.reply = reply;
  }
}
