import { randomBytes } from 'node:crypto';
import type { BodyResult } from '../../shared/contracts/network.ts';
import { FailureError } from '../../shared/errors.ts';
import { NONE_REFUSED } from '../../shared/mail/compose/kept-draft.ts';
import { FIRST_PAGE, type Folder, type MessageHeader } from '../../shared/mail/types.ts';
import { collect, failureOf, type TestNetwork } from '../integration/network/network.ts';
import { DRAFT } from '../unit/compose/drafts.ts';

export const ACCOUNT = 'a';
const accountId = ACCOUNT;

/** An account on a server, with three letters in Inbox and one in Projects, and another program that knows it too. */
export interface EveryServer {
  readonly net: TestNetwork;
  /** The same account in another program, which shares nothing with this one but the server. */
  readonly other: TestNetwork;
  readonly check: () => Promise<unknown>;
  /** Where they are: to list all folders costs a plain server a question for each. */
  readonly inbox: Folder;
  readonly projects: Folder;
}

/** What a server does: the operation itself, or (a capability that it lacks) what Retinue does in its place. */
export type Cell = 'passes' | `kept here, no ${string}` | `told: no ${string}` | `FAILED: ${string}`;
interface Operation {
  readonly name: string;
  readonly run: (server: EveryServer) => Promise<Cell>;
}

async function folders({ network }: TestNetwork): Promise<readonly Folder[]> {
  return (await collect(network.stream('folders.list', { accountId }))).items;
}
/** A folder as the server lists it now. */
export async function folderNamed(net: TestNetwork, name: string): Promise<Folder> {
  const found = (await folders(net)).find((each) => each.name === name);
  if (!found) throw new Error(`no folder ${name}`);
  return found;
}
async function rows({ network }: TestNetwork, { href }: Folder): Promise<readonly MessageHeader[]> {
  const page = { accountId, folder: href, from: FIRST_PAGE, rows: 50 };
  return (await collect(network.stream('messages.page', page))).items;
}
async function first(net: TestNetwork, folder: Folder): Promise<MessageHeader> {
  const [row] = await rows(net, folder);
  if (!row) throw new Error(`no message in ${folder.name}`);
  return row;
}
function sound(is: boolean, what: string): Cell {
  return is ? 'passes' : `FAILED: ${what}`;
}
/** Where the server says that it cannot, that is in the sentence; anything else is a failure. */
async function unless(capability: string, work: () => Promise<Cell>): Promise<Cell> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof FailureError && thrown.failure.kind === 'unsupported')
      return `told: no ${capability}`;
    throw thrown;
  }
}

type MarkCheck = (row: MessageHeader) => boolean;
/** A mark that this program sees again, and the other one too where the server keeps it. */
async function marked(
  { net, other, inbox }: EveryServer,
  set: (folder: Folder, row: MessageHeader) => Promise<readonly { readonly failure: unknown }[]>,
  isSet: MarkCheck,
): Promise<Cell> {
  const row = await first(net, inbox);
  const results = await set(inbox, row);
  if (results.some(({ failure }) => failure !== null)) return `FAILED: ${JSON.stringify(results)}`;
  // What a plain server keeps beside a message is learnt as its folders are walked through.
  for (const each of [net, other]) await folders(each);
  if (!isSet(await first(net, inbox))) return 'FAILED: the mark is not seen again';
  return isSet(await first(other, inbox)) ? 'passes' : 'kept here, no properties';
}

const textOf = (body: BodyResult) =>
  body.kind === 'mime' ? new TextDecoder().decode(body.bytes) : JSON.stringify(body);
const NEW = { name: 'Ærend & #2', again: 'Bestilling ø' };

/** In this order: each leaves the mailbox so that the next one finds what it needs. */
export const OPERATIONS: readonly Operation[] = [
  {
    name: 'sign in',
    run: async ({ check }) => sound((await check()) === null, 'the check found something'),
  },
  {
    name: 'list folders',
    async run({ inbox, projects }) {
      const isRight = inbox.role === 'inbox' && inbox.total === 3 && projects.total === 1;
      return sound(isRight, JSON.stringify([inbox, projects]));
    },
  },
  {
    name: 'list messages',
    async run({ net, inbox }) {
      const subjects = (await rows(net, inbox)).map(({ subject }) => subject);
      return sound(subjects.join() === 'Letter 2,Letter 1,Letter 0', subjects.join());
    },
  },
  {
    name: 'read',
    async run({ net, inbox }) {
      const item = await first(net, inbox);
      const body = await net.network.call('message.body', { accountId, item, size: item.size });
      return sound(textOf(body).includes('This is letter 2.'), 'another text');
    },
  },
  {
    name: 'mark read',
    run: (server) => {
      let wanted = true;
      return marked(
        server,
        (folder, row) => {
          wanted = !row.read;
          const args = { accountId, folder: folder.href, items: [row] };
          return server.net.network.call('flags.mark', { ...args, mark: { kind: 'read', read: wanted } });
        },
        ({ read }) => read === wanted,
      );
    },
  },
  {
    name: 'flag',
    run: (server) =>
      marked(
        server,
        (folder, row) =>
          server.net.network.call('flags.mark', {
            accountId,
            folder: folder.href,
            items: [row],
            mark: { kind: 'flag', flagged: true, followUp: { due: 20_000, reminder: 1_728_030_000_000 } },
          }),
        ({ flagged, followUp }) =>
          flagged && followUp?.due === 20_000 && followUp.reminder === 1_728_030_000_000,
      ),
  },
  {
    name: 'categories',
    run: (server) =>
      marked(
        server,
        (folder, row) =>
          server.net.network.call('flags.mark', {
            accountId,
            folder: folder.href,
            items: [row],
            mark: { kind: 'categories', categories: ['Ærend & <b>'] },
          }),
        ({ categories }) => categories.join() === 'Ærend & <b>',
      ),
  },
  {
    name: 'changes found',
    async run({ net, other, inbox, projects: before }) {
      const items = [await first(other, before)];
      const args = { accountId, folder: before.href, items, target: inbox.href };
      await other.network.call('messages.move', args);
      const after = await folderNamed(net, 'Projects');
      const isSeen =
        after.total === 0 && (after.contentTag === null || after.contentTag !== before.contentTag);
      return sound(isSeen, JSON.stringify(after));
    },
  },
  {
    name: 'move',
    async run({ net, other, inbox, projects }) {
      const items = (await rows(net, inbox)).filter(({ subject }) => subject !== 'Letter 2');
      const args = { accountId, folder: inbox.href, items, target: projects.href };
      const results = await net.network.call('messages.move', args);
      const there = await rows(other, projects);
      return sound(
        results.every(({ failure }) => failure === null) && there.length === items.length,
        JSON.stringify(results),
      );
    },
  },
  {
    name: 'delete',
    async run({ net, other, projects }) {
      const items = (await rows(net, projects)).slice(0, 2);
      const results = await net.network.call('messages.remove', { accountId, folder: projects.href, items });
      const left = await rows(other, projects);
      return sound(
        results.every(({ failure }) => failure === null) && left.length === 1,
        JSON.stringify(results),
      );
    },
  },
  {
    name: 'make folder',
    async run({ net, other }) {
      await net.network.call('folder.create', {
        accountId,
        parent: null,
        name: NEW.name,
        again: false,
        path: '/new',
      });
      return sound((await folderNamed(other, NEW.name)).total === 0, 'it is not empty');
    },
  },
  {
    name: 'rename folder',
    async run({ net, other }) {
      const { href } = await folderNamed(net, NEW.name);
      const move = { accountId, folder: href, parent: null, name: NEW.again, anyName: false };
      await net.network.call('folder.move', move);
      const names = (await folders(other)).map(({ name }) => name);
      return sound(names.includes(NEW.again) && !names.includes(NEW.name), names.join());
    },
  },
  {
    name: 'remove folder',
    async run({ net, other }) {
      const { href } = await folderNamed(net, NEW.again);
      await net.network.call('folder.remove', { accountId, folder: href });
      const names = (await folders(other)).map(({ name }) => name);
      return sound(!names.includes(NEW.again), names.join());
    },
  },
  {
    name: 'search',
    run: ({ net }) =>
      unless('search', async () => {
        const term = { kind: 'words', where: 'subject', text: 'Letter 2', phrase: true } as const;
        const query = { accountId, folder: null, clauses: [{ term, not: false }], rows: 50 };
        const { items } = await collect(net.network.stream('messages.search', query));
        return sound(items.length === 1, `${items.length} found`);
      }),
  },
  {
    name: 'notifications',
    async run({ net, inbox }) {
      const abort = new AbortController();
      const folder = inbox.href;
      return await unless('notifications', async () => {
        const news = net.network.stream('folders.news', { accountId, folder }, { signal: abort.signal });
        const heard = await news.next();
        abort.abort();
        await failureOf(news.next()).catch(() => undefined); // it ends one way or the other
        return sound(!heard.done && heard.value[0]?.what === 'watched', JSON.stringify(heard));
      });
    },
  },
  { name: 'send', run: ({ net }) => sent(net) },
];

/** Exchange sends; a plain server cannot, and without an SMTP server beside it the message waits and says so. */
async function sent({ network }: TestNetwork): Promise<Cell> {
  const id = randomBytes(16).toString('hex');
  const ended = new Promise<Cell>((resolve) => {
    network.onEvent('outgoing', ({ list }) => {
      const state = list.find((each) => each.id === id)?.state;
      if (state?.kind === 'done') resolve('passes');
      if (state?.kind !== 'blocked') return;
      const { failure } = state;
      const told = failure?.sentence ?? 'blocked without a word';
      resolve(failure?.kind === 'unsupported' ? 'told: no sending' : `FAILED: ${told}`);
    });
  });
  const draft = { ...DRAFT, id, accountId, to: [{ name: 'Alex', address: 'alex@example.com' }] };
  await network.call('draft.save', { draft, refused: NONE_REFUSED, open: true, touched: true });
  await network.call('draft.send', { id, sendAt: Date.now(), anyway: false });
  return await ended;
}

/** Runs an operation; what it throws is its cell. */
export async function cellOf({ run }: Operation, server: EveryServer): Promise<Cell> {
  try {
    return await run(server);
  } catch (thrown) {
    const words = thrown instanceof FailureError ? thrown.failure.sentence : String(thrown);
    return `FAILED: ${words}`;
  }
}
