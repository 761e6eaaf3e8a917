import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import type { PersonalityName } from '../../electron/mock-exchange/personality/personality.ts';
import type { SignInName } from '../../electron/mock-exchange/sign-in/sign-in.ts';
import type { DialectName } from '../../shared/mail/dialects.ts';
import { letter, letters } from '../integration/engine/house.ts';
import { startNetwork } from '../integration/network/network.ts';
import { DAV_PROGRAMS, type DavProgram, isThere, PASSWORD, USER } from './dav-servers.ts';
import { ACCOUNT, type Cell, cellOf, type EveryServer, folderNamed, OPERATIONS } from './every-operation.ts';

/** What a kind of server lacks, by operation; all else passes. */
type Lacks = Readonly<Record<string, Cell>>;
const PLAIN: Lacks = {
  search: 'told: no search',
  notifications: 'told: no notifications',
  send: 'told: no sending',
};
const NO_PROPERTIES: Lacks = {
  ...PLAIN,
  'mark read': 'kept here, no properties',
  flag: 'kept here, no properties',
  categories: 'kept here, no properties',
};
/** Apache keeps dead properties; nginx has no PROPPATCH, and rclone answers it and keeps nothing. */
const LACKS_OF: Readonly<Record<string, Lacks>> = { 'Apache mod_dav': PLAIN };

interface Kind {
  readonly name: string;
  readonly lacks: Lacks;
  readonly isThere: boolean;
  /** What has to be ended goes onto `closing`. */
  readonly start: (closing: Closing) => Promise<EveryServer>;
}
type Closing = (() => Promise<unknown>)[];

/** Two programs with the same account. */
async function onServer(closing: Closing, url: string, dialect: DialectName): Promise<EveryServer> {
  const account = { id: ACCOUNT, url, user: USER, password: PASSWORD, demo: false, dialect };
  const [net, other] = [await startNetwork(), await startNetwork()];
  for (const each of [net, other]) {
    closing.push(() => each.stop());
    each.service.setAccounts([account]);
  }
  const form = { name: 'Alex', url, user: USER, password: PASSWORD };
  const check = async () => (await net.service.check(form, new AbortController().signal)).failure;
  const [inbox, projects] = [await folderNamed(net, 'Inbox'), await folderNamed(net, 'Projects')];
  return { net, other, check, inbox, projects };
}

const MOCKS: readonly (readonly [PersonalityName, readonly SignInName[]])[] = [
  ['2000', ['basic', 'ntlm', 'none']],
  ['2003', ['basic', 'ntlm', 'forms', 'none']],
  ['2007', ['basic', 'ntlm', 'forms', 'none']],
  ['rfc4918', ['basic', 'ntlm', 'none']],
];

function mock(personality: PersonalityName, auth: SignInName): Kind {
  const dialect = personality === 'rfc4918' ? 'plain' : 'exchange';
  return {
    name: dialect === 'plain' ? `RFC 4918, ${auth}` : `Exchange ${personality}, ${auth}`,
    lacks: dialect === 'plain' ? PLAIN : {},
    isThere: true,
    async start(closing) {
      const folders = [
        { name: 'Inbox', role: 'inbox' as const, messages: await letters(3) },
        { name: 'Projects', messages: await letters(1, 100) },
      ];
      const alex = {
        user: USER,
        displayName: 'Alex',
        address: 'alex@example.com',
        password: PASSWORD,
        folders,
      };
      const server = await startMockExchange({ mailboxes: [alex], personality, auth });
      closing.push(() => server.stop());
      return await onServer(closing, server.mailboxUrl(USER), dialect);
    },
  };
}

function program(of: DavProgram): Kind {
  return {
    name: of.name,
    lacks: LACKS_OF[of.name] ?? NO_PROPERTIES,
    isThere: isThere(of),
    async start(closing) {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-every-'));
      closing.push(() => rm(folder, { recursive: true, force: true }));
      const server = await of.start(folder);
      closing.push(() => server.stop());
      for (const [place, n] of [
        ['Inbox', 0],
        ['Inbox', 1],
        ['Inbox', 2],
        ['Projects', 100],
      ] as const) {
        await mkdir(path.join(server.files, place), { recursive: true });
        const file = path.join(server.files, place, `${n}.eml`);
        const { content, received } = await letter(n);
        await writeFile(file, content.bytes());
        await utimes(file, received / 1000, received / 1000);
      }
      server.own();
      return await onServer(closing, `${server.origin}/`, 'plain');
    },
  };
}

const KINDS: readonly Kind[] = [
  ...MOCKS.flatMap(([personality, auths]) => auths.map((auth) => mock(personality, auth))),
  ...DAV_PROGRAMS.map(program),
];
/** They run beside each other, on a machine that may have other work. */
const CASE_MS = 120_000;
const table = new Map<string, readonly Cell[]>();

/** One line a server: how much passes, and what does not, with the reason. */
function printed(): string {
  const names = OPERATIONS.map(({ name }) => name);
  const lines = KINDS.flatMap(({ name }) => {
    const cells = table.get(name);
    if (!cells) return [`  ${name.padEnd(24)} not run`];
    const passed = cells.filter((cell) => cell === 'passes').length;
    const rest = cells.flatMap((cell, nth) => (cell === 'passes' ? [] : [`${names[nth]}: ${cell}`]));
    return [[`  ${name.padEnd(24)} ${passed}/${cells.length} pass`, ...rest].join('; ')];
  });
  return [`every server × ${names.join(', ')}`, ...lines].join('\n');
}

describe('every server', () => {
  afterAll(() => console.log(printed()));

  for (const kind of KINDS)
    it.skipIf(!kind.isThere).concurrent(
      `${kind.name} does everything, or Retinue says what it lacks`,
      async () => {
        const cells: Cell[] = [];
        const closing: Closing = [];
        try {
          const server = await kind.start(closing);
          for (const operation of OPERATIONS) cells.push(await cellOf(operation, server));
        } finally {
          for (const close of closing.reverse()) await close();
        }
        table.set(kind.name, cells);
        const due = OPERATIONS.map(({ name }): Cell => kind.lacks[name] ?? 'passes');
        const named = (all: readonly Cell[]) => OPERATIONS.map(({ name }, nth) => `${name}: ${all[nth]}`);
        expect(named(cells)).toEqual(named(due));
      },
      CASE_MS,
    );
});
