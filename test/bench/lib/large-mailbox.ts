import { generateMailbox } from '../../../electron/mock-exchange/generate/mailbox.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { NewFolder, NewMessage } from '../../../electron/mock-exchange/store/content.ts';
import type { TestServer } from '../../app/launch.ts';

const SEED = 7;
const PASSWORD = 'correct horse';
export const LARGE = 'Inbox';
/** Where the server has it. */
export const LARGE_PATH = '/exchange/alex/Inbox';
export const SMALL = 'Small';
const SMALL_MESSAGES = 40;

/** A mock in this process whose Inbox holds so many believable messages, and another folder a few. */
export async function largeServer(messages: number): Promise<TestServer> {
  const large = generateMailbox({
    seed: SEED,
    messages,
    folders: 0,
    now: Date.now(),
    attachmentSize: 100_000,
  });
  const small = generateMailbox({ seed: SEED + 1, messages: SMALL_MESSAGES, folders: 0, now: Date.now() });
  const mailbox = {
    ...large,
    password: PASSWORD,
    folders: [
      { name: LARGE, role: 'inbox', messages: allOf(large.folders) },
      { name: SMALL, messages: allOf(small.folders) },
    ] satisfies NewFolder[],
  };
  const mock = await startMockExchange({ mailboxes: [mailbox], imap4: {} });
  return { mock, user: mailbox.user, password: PASSWORD, url: mock.mailboxUrl(mailbox.user) };
}

/** The messages of all folders, as received mail. */
function allOf(folders: readonly NewFolder[]): Iterable<NewMessage> {
  return {
    *[Symbol.iterator]() {
      for (const { messages, folders: inner } of folders) {
        for (const message of messages) yield { ...message, draft: false };
        if (inner) yield* allOf(inner);
      }
    },
  };
}
