import { CASES } from './cases.ts';
import { articleMailbox } from './mailbox.ts';
import { measure } from './measure.ts';
import type { Run } from './table.ts';

/** Noon of a day on which the article was new. */
const NOW = Date.UTC(2006, 2, 1, 12);

/** The article end to end: one server for each case and client, one after the other. The same seed, the same figures. */
export async function runArticle(wish: {
  readonly seed: number;
  readonly messages: number;
  /** Ids of the cases to run; all by default. */
  readonly only?: readonly string[];
}): Promise<readonly Run[]> {
  const { seed, messages, only } = wish;
  const setting = { seed, now: NOW, mailbox: articleMailbox(seed, messages, NOW) };
  const runs: Run[] = [];
  for (const which of CASES.filter(({ id }) => only === undefined || only.includes(id))) {
    const pop3 = await measure(which, 'pop3', setting);
    const imap4 = await measure(which, 'imap4', setting);
    const webdav = await measure(which, 'webdav', setting);
    runs.push({ which, faces: { pop3, imap4, webdav } });
  }
  return runs;
}
