import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { FromMock, ToMock } from '../../shared/contracts/control.ts';
import { toFailure } from '../../shared/errors.ts';
import { generatedContacts } from './generate/contacts.ts';
import { generateMailbox } from './generate/mailbox.ts';
import { startMockExchange } from './index.ts';
import { publicFolders } from './public/folders.ts';

/** What the demo account shows: enough to scroll and search in, made in well under a second. */
const DEMO = { seed: '1', messages: '1500' };
const FOLDERS = 12;
/** The colleague whose mailbox the demo account may read and change. */
const COLLEAGUE = { user: 'ingrid', displayName: 'Ingrid Moen', address: 'ingrid@halvorsen-lie.example' };
const COLLEAGUES_MESSAGES = 60;

/** The port to the parent, as Electron's utility process has it; named here so that nothing imports electron. */
interface ParentPort {
  postMessage(message: FromMock): void;
  on(event: 'message', listener: (event: { readonly data: ToMock }) => void): void;
}

const found = (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
if (found) await serveDemo(found);
else {
  process.stderr.write('mock: this file is the demo account of the application; run cli.ts instead.\n');
  process.exitCode = 2;
}

/** Serves the demo mailbox until the parent says stop; whatever goes wrong is told in a sentence first. */
async function serveDemo(port: ParentPort): Promise<void> {
  const crash = (thrown: unknown) => {
    port.postMessage({ type: 'failed', sentence: sentenceOf(thrown) });
    setTimeout(() => process.exit(1), 50);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  try {
    const password = randomBytes(12).toString('base64url');
    const { seed, messages } = demoArguments();
    const now = Date.now();
    const mailbox = generateMailbox({ seed, messages, folders: FOLDERS, now });
    const shared = generateMailbox({
      seed: seed + 1,
      messages: COLLEAGUES_MESSAGES,
      folders: 2,
      now,
      owner: COLLEAGUE,
    });
    const mock = await startMockExchange({
      mailboxes: [
        { ...mailbox, folders: [...mailbox.folders, generatedContacts(seed, now)], password },
        { ...shared, password: randomBytes(12).toString('base64url'), grants: { [mailbox.user]: 'editor' } },
      ],
      publicFolders: publicFolders({ seed, now, domain: 'halvorsen-lie.example' }),
    });
    port.on('message', ({ data }) => {
      if (data.type === 'stop') void mock.stop().then(() => process.exit(0));
    });
    port.postMessage({ type: 'ready', url: mock.mailboxUrl(mailbox.user), user: mailbox.user, password });
  } catch (thrown) {
    crash(thrown);
  }
}

/** `--messages=N` and `--seed=N`: whole numbers, checked by the application's main process. */
function demoArguments(): { readonly seed: number; readonly messages: number } {
  const options = {
    seed: { type: 'string', default: DEMO.seed },
    messages: { type: 'string', default: DEMO.messages },
  } as const;
  const { values } = parseArgs({ args: process.argv.slice(2), options, strict: false });
  return { seed: Number(values.seed), messages: Number(values.messages) };
}

function sentenceOf(thrown: unknown): string {
  const { sentence, detail, kind } = toFailure(thrown);
  const words =
    kind === 'bug' ? 'The demo mail server stopped. Start Retinue again to bring it back.' : sentence;
  return detail === undefined ? words : `${words} (${detail})`;
}
