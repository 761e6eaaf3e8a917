import type { Random } from '../../../electron/mock-exchange/generate/random.ts';
import { isForServer } from '../../../renderer/store/placed.ts';
import { nowhereOf } from '../../../renderer/store/rows.ts';
import type { MessageRow } from '../../../renderer/store/tables.ts';
import { context } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, letter, USER } from '../engine/house.ts';
import { drawFault } from './draw-fault.ts';
import { type Ledger, letterOf } from './ledger.ts';
import type { Office } from './office.ts';
import type { OtherClient, SeenMessage } from './other-client.ts';

/** What the operations work with. */
export interface Hands {
  readonly house: House;
  readonly office: Office;
  readonly other: OtherClient;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly trace: (line: string) => void;
  /** The number of the next letter, and of the next folder. */
  next: number;
  folders: number;
  /** Moves that can be taken back. */
  steps: { readonly step: number; readonly rows: readonly MessageRow[] }[];
}
export interface Operation {
  /** How often it is drawn, against the others. */
  readonly weight: number;
  readonly act: (hands: Hands) => Promise<void>;
}

const MAILBOX = `/exchange/${USER}/`;
const NOWHERE = nowhereOf(ACCOUNT);
const subjects = (rows: readonly MessageRow[]) => rows.map(({ subject }) => subject).join(', ');
const folderOf = (folderId: string) => folderId.slice(`${ACCOUNT}|${MAILBOX}`.length);
/** Folders that nobody may remove, or that hold what is none of ours. */
const FIXED =
  /^(?:Inbox|Deleted Items|Drafts|Sent Items|Outbox|Junk E-mail|Calendar|Contacts|Tasks|Notes|Journal)$/;

/** Messages that the person sees, up to `most` of them, of one folder. */
async function chosenRows({ office, random }: Hands, most: number): Promise<readonly MessageRow[]> {
  const rows = (await office.database.messages.toArray()).filter(({ folderId }) => folderId !== NOWHERE);
  if (rows.length === 0) return [];
  const { folderId } = random.pick(rows);
  const here = rows.filter((row) => row.folderId === folderId);
  const from = random.int(here.length);
  return here.slice(from, from + 1 + random.int(most));
}
const folderPaths = ({ house }: Hands) => house.mock.folders(USER).map(({ path }) => path);
function chosenFolder(hands: Hands, wanted: (path: string) => boolean): string | null {
  const { random } = hands;
  const paths = folderPaths(hands).filter(wanted);
  return paths.length === 0 ? null : random.pick(paths);
}
const holdsMail = (path: string) => !FIXED.test(path) || /^(?:Inbox|Deleted Items)$/.test(path);

async function chosenMessage(hands: Hands): Promise<SeenMessage | null> {
  const folder = chosenFolder(hands, holdsMail);
  const messages = folder === null ? [] : await hands.other.messages(folder);
  return messages.length === 0 ? null : hands.random.pick(messages);
}

async function move(hands: Hands): Promise<void> {
  const { office, ledger, random } = hands;
  const rows = await chosenRows(hands, 5);
  const folders = (await office.database.folders.toArray()).filter(({ path }) =>
    holdsMail(path.slice(MAILBOX.length)),
  );
  if (rows.length === 0 || folders.length === 0) return;
  const { id } = random.pick(folders);
  const moved = await office
    .calls()
    ['messages.move']({ messageIds: rows.map((row) => row.id), folderId: id }, context())
    .catch(() => null); // the folder went in this moment
  const step = moved?.step ?? null;
  if (step === null) return;
  for (const { subject } of rows) ledger.person(letterOf(subject), { kind: 'place', to: folderOf(id) });
  hands.steps.push({ step, rows });
  hands.trace(`  ${subjects(rows)} to ${folderOf(id)}`);
}

async function undo(hands: Hands): Promise<void> {
  const { office, ledger, steps } = hands;
  const last = steps.pop();
  if (!last) return;
  const done = await office
    .calls()
    ['messages.undo']({ step: last.step }, context())
    .then(
      () => true,
      () => false,
    );
  for (const { subject, folderId } of last.rows)
    if (done) ledger.person(letterOf(subject), { kind: 'place', to: folderOf(folderId) });
    else ledger.unsure(letterOf(subject));
  hands.trace(`  ${subjects(last.rows)} ${done ? 'back' : 'not found'}`);
}

async function mark(hands: Hands): Promise<void> {
  const { office, ledger, random } = hands;
  const rows = await chosenRows(hands, 5);
  const read = random.chance(0.5);
  await office.calls()['message.read']({ messageIds: rows.map(({ id }) => id), read }, context());
  for (const { subject } of rows) ledger.person(letterOf(subject), { kind: 'read', read });
  hands.trace(`  ${subjects(rows)} ${read ? 'read' : 'unread'}`);
}

async function remove(hands: Hands): Promise<void> {
  const rows = await chosenRows(hands, 3);
  await hands.office.calls()['messages.remove']({ messageIds: rows.map(({ id }) => id) }, context());
  for (const { subject } of rows) hands.ledger.person(letterOf(subject), { kind: 'place', to: null });
  hands.trace(`  ${subjects(rows)}`);
}

/** Changes that certainly still wait when the other client makes them impossible have to be told. */
async function doom({ office, ledger }: Hands, letter: number): Promise<void> {
  if (!office.isOffline()) return;
  const row = (await office.database.messages.toArray()).find(({ subject }) => letterOf(subject) === letter);
  if (!row) return;
  const tasks = (await office.database.tasks.where('messageId').equals(row.id).toArray()).filter(isForServer);
  if (tasks.length > 0 && tasks.every((task) => task.kind !== 'remove' && task.tried !== true))
    ledger.doomed(letter);
}

async function deliver(
  { house, ledger, random, ...hands }: Hands,
  numbers: readonly number[],
): Promise<void> {
  for (const n of numbers) {
    const message = await letter(n, false);
    // Some are older than what is there, and some of the same moment as others.
    const received = random.chance(0.3) ? Date.UTC(2026, 0, 1) + random.int(40) * 60_000 : message.received;
    await house.mock.deliver(USER, { ...message, received });
    ledger.born(n, 'Inbox', false);
    hands.trace(`  Letter ${n}`);
  }
}

async function renameFolder(hands: Hands, to: string | null): Promise<void> {
  const { other, ledger, office } = hands;
  const folder = chosenFolder(hands, (path) => !FIXED.test(path));
  if (folder === null) return;
  // What is under way could land there in between, and nobody could say what was in it.
  await office.settle();
  const inside = folderPaths(hands).filter((path) => path === folder || path.startsWith(`${folder}/`));
  const messages = (await Promise.all(inside.map((path) => other.messages(path)))).flat();
  const target = to === null ? null : folder.replace(/[^/]*$/, to);
  hands.trace(`  ${folder} -> ${target}`);
  if (target === null) for (const { subject } of messages) await doom(hands, letterOf(subject));
  const done = target === null ? await other.removeFolder(folder) : await other.renameFolder(folder, target);
  if (!done) return;
  for (const { subject, folder: at } of messages)
    ledger.other(letterOf(subject), {
      kind: 'place',
      to: target === null ? null : target + at.slice(folder.length),
    });
  ledger.folderGone(folder);
}

/** Everything that happens, by its name. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'person: read or unread': { weight: 16, act: mark },
  'person: move': { weight: 14, act: move },
  'person: remove': { weight: 3, act: remove },
  'person: undo': { weight: 4, act: undo },
  'other: deliver': {
    weight: 10,
    act: (hands) =>
      deliver(
        hands,
        Array.from({ length: 1 + hands.random.int(2) }, () => (hands.next += 1)),
      ),
  },
  'other: read or unread': {
    weight: 8,
    async act(hands) {
      const message = await chosenMessage(hands);
      if (!message) return;
      const read = hands.random.chance(0.5);
      const done = await hands.other.mark(message.href, read);
      if (done) hands.ledger.other(letterOf(message.subject), { kind: 'read', read });
      hands.trace(`  ${message.subject} ${read} ${done}`);
    },
  },
  'other: move': {
    weight: 7,
    async act(hands) {
      const message = await chosenMessage(hands);
      const folder = chosenFolder(hands, (path) => holdsMail(path) && path !== message?.folder);
      if (!message || folder === null) return;
      const done = await hands.other.move(message.href, folder);
      if (done) hands.ledger.other(letterOf(message.subject), { kind: 'place', to: folder });
      hands.trace(`  ${message.subject} to ${folder} ${done}`);
    },
  },
  'other: copy': {
    weight: 2,
    async act(hands) {
      const message = await chosenMessage(hands);
      const folder = chosenFolder(hands, holdsMail);
      if (!message || folder === null) return;
      hands.ledger.copied(letterOf(message.subject));
      await hands.other.copy(message.href, folder);
      hands.trace(`  ${message.subject} to ${folder}`);
    },
  },
  'other: remove': {
    weight: 5,
    async act(hands) {
      const message = await chosenMessage(hands);
      if (!message) return;
      await doom(hands, letterOf(message.subject));
      const done = await hands.other.remove(message.href);
      if (done) hands.ledger.other(letterOf(message.subject), { kind: 'place', to: null });
      hands.trace(`  ${message.subject} ${done}`);
    },
  },
  'other: new folder': {
    weight: 2,
    async act(hands) {
      const parent = hands.random.chance(0.4) ? chosenFolder(hands, (path) => !FIXED.test(path)) : null;
      hands.folders += 1;
      const name =
        `Ordner ${hands.folders} ${hands.random.pick(['', 'a&b', '+', '#1', '50%', 'ü;x'])}`.trim();
      await hands.other.createFolder(parent === null ? name : `${parent}/${name}`);
      hands.trace(`  ${parent}/${name}`);
    },
  },
  'other: rename folder': {
    weight: 1,
    act: (hands) => renameFolder(hands, `Renamed ${(hands.folders += 1)}`),
  },
  'other: remove folder': { weight: 1, act: (hands) => renameFolder(hands, null) },
  offline: { weight: 3, act: ({ office }) => office.offline() },
  online: { weight: 5, act: ({ office }) => office.online() },
  restart: {
    weight: 1,
    async act(hands) {
      hands.steps.length = 0;
      await hands.office.restart(hands.random.chance(0.5));
    },
  },
  'a fault': {
    weight: 8,
    async act({ house, random, trace }) {
      const rule = drawFault(random);
      house.mock.faults.add(rule);
      trace(`  ${JSON.stringify(rule)}`);
    },
  },
  'time passes': {
    weight: 12,
    async act({ office, random }) {
      office.clock.pass(5000 + random.int(60_000));
    },
  },
  'in step': {
    weight: 3,
    async act({ office, ledger, house }) {
      house.mock.faults.clear();
      await office.quiet();
      ledger.inStep();
    },
  },
};
