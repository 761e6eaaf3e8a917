import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixFinding } from '../../../electron/cli/doctor-fix.ts';
import { visitMailbox } from '../../../electron/cli/doctor-look.ts';
import type { DoctorFix, DoctorOptions } from '../../../electron/cli/doctor-options.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { toFailure } from '../../../shared/errors.ts';
import { openPractice, type Practice } from './house.ts';

let practice: Practice;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-fix-'));
});
afterEach(async () => {
  await practice.stop();
  await rm(folder, { recursive: true, force: true });
});

const FENDER = '<fender-2@halvorsen-lie.example>';
const INVOICE = '<invoice@halvorsen-lie.example>';

/** The scenario, on a clock that runs fast, with a rule. */
async function open(scenario: string, rule?: RuleInput): Promise<void> {
  practice = await openPractice({ scenario });
  practice.mock.clock.setRate(50);
  if (rule) practice.mock.faults.add({ id: 'lost', ...rule });
}

/** As the command does it, in this process: what was said, and whether it was done. */
async function fix(action: DoctorFix, item: string, out: string | null = null): Promise<string> {
  const { mock } = practice;
  const password = mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  const options: DoctorOptions = {
    url: new URL(mock.mailboxUrl('alex')),
    user: 'alex',
    password,
    json: false,
    spool: null,
    fix: null,
  };
  const { signal } = new AbortController();
  const wanted = { action, item, out: out === null ? null : path.join(folder, out) };
  return await visitMailbox(
    options,
    {
      async seen(visit) {
        try {
          return `done: ${await fixFinding(options, wanted, visit, signal)}`;
        } catch (thrown) {
          return `not done: ${toFailure(thrown).sentence}`;
        }
      },
      blind: ({ sentence }) => `blind: ${sentence}`,
    },
    signal,
    mock.clock,
  );
}

function copiesOf(messageId: string) {
  const found = practice.mock.oracle().messages.find((each) => each.messageId === messageId);
  const { deliveries = [], sentCopies = 0, draftsLeft = 0, inOutbox = 0 } = found ?? {};
  return { copies: deliveries.map(({ copies }) => copies), sentCopies, draftsLeft, inOutbox };
}

const SENT_ONCE = { copies: [1], sentCopies: 1, draftsLeft: 0, inOutbox: 0 };
const lost = (where: RuleInput['where'], step: RuleInput['step']): RuleInput => ({
  where,
  step,
  what: { kind: 'reset' },
  howLong: { count: 1 },
});
const SUBMISSION = { method: 'MOVE', destination: 'submission' };
const moves = () => practice.writes().filter((method) => method === 'MOVE').length;

describe('adopt-and-send', () => {
  it('sends the draft once, and keeps it and a journal', async () => {
    await open('foreign-drafts');
    expect(await fix('adopt-and-send', FENDER, 'fender')).toMatch(/^done: The message was submitted, once\./);
    expect(copiesOf(FENDER)).toEqual(SENT_ONCE);
    expect((await readdir(path.join(folder, 'fender'))).toSorted()).toEqual([
      'journal.ndjson',
      'message.eml',
    ]);
    expect(await readFile(path.join(folder, 'fender', 'message.eml'), 'utf8')).toContain(FENDER);
    expect(await fix('adopt-and-send', FENDER, 'fender')).toMatch(/^done: /);
    expect(moves()).toBe(1);
  }, 30_000);

  it('settles by looking what an answer that was lost had said', async () => {
    await open('foreign-drafts', lost(SUBMISSION, 'after-commit-before-reply'));
    expect(await fix('adopt-and-send', FENDER, 'fender')).toMatch(/^done: /);
    expect(copiesOf(FENDER)).toEqual(SENT_ONCE);
    expect(moves()).toBe(1);
  }, 30_000);

  it('says that nothing was sent where that is proven, and sends it when it is run again', async () => {
    await open('foreign-drafts', lost(SUBMISSION, 'after-headers'));
    expect(await fix('adopt-and-send', FENDER, 'fender')).toMatch(/^not done: .*It was not sent/);
    expect(copiesOf(FENDER)).toMatchObject({ copies: [], draftsLeft: 1 });
    expect(await fix('adopt-and-send', FENDER, 'fender')).toMatch(/^done: /);
    expect(copiesOf(FENDER)).toEqual(SENT_ONCE);
  }, 30_000);

  it('does not send again while nobody can look, and looks on when it is run again', async () => {
    await open('foreign-drafts', lost(SUBMISSION, 'after-commit-before-reply'));
    const blind = {
      where: { method: 'SEARCH', folder: 'sentitems', after: 3 },
      step: 'after-headers',
    } as const;
    practice.mock.faults.add({ id: 'blind', ...blind, what: { kind: 'status', status: 500 } });
    expect(await fix('adopt-and-send', FENDER, 'fender')).toMatch(/^not done: .*is not known yet/);
    practice.mock.faults.remove('blind');
    expect(await fix('adopt-and-send', FENDER, 'fender')).toMatch(/^done: /);
    expect(copiesOf(FENDER)).toEqual(SENT_ONCE);
    expect(moves()).toBe(1);
  }, 30_000);

  it('refuses what was sent before, and what is no draft of another program', async () => {
    await open('foreign-drafts');
    const { mock } = practice;
    await mock.load({
      ...mock.scenario(),
      mailboxes: mock.scenario().mailboxes?.map((mailbox) =>
        mailbox.user === 'alex'
          ? {
              ...mailbox,
              items: [...mailbox.items, { ...mailbox.items[0]!, folder: 'sentitems', draft: false }],
            }
          : mailbox,
      ),
    });
    expect(await fix('adopt-and-send', FENDER, 'fender')).toContain('not done: A copy is in Sent Items');
    await mock.load('half-created');
    expect(await fix('adopt-and-send', '<half@halvorsen-lie.example>', 'half')).toContain(
      'not done: Only a draft',
    );
    expect(practice.writes()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  }, 30_000);
});

describe('a change whose answer is lost is settled by looking, and not made twice', () => {
  it.each<[RuleInput['step'], RegExp, number]>([
    ['after-commit-before-reply', /^done: The message is in .*Drafts/, 0],
    ['after-headers', /^not done: No answer came, and looking shows that nothing was changed/, 1],
  ])(
    'move-to-drafts, lost %s',
    async (step, says, left) => {
      await open('queued-not-spooled', lost({ method: 'MOVE' }, step));
      expect(await fix('move-to-drafts', INVOICE)).toMatch(says);
      expect(moves()).toBe(1);
      expect(
        practice.mock
          .oracle()
          .stuck.filter(({ messageId, href }) => messageId === INVOICE && href.includes('/Outbox/')),
      ).toHaveLength(left);
    },
    30_000,
  );

  it('delete of a draft of another program: saved before, and looked for after', async () => {
    await open('foreign-drafts', lost({ method: 'DELETE' }, 'after-commit-before-reply'));
    expect(await fix('delete', FENDER)).toContain('not done: A whole message is saved before');
    expect(practice.writes()).toEqual([]);
    expect(await fix('delete', FENDER, 'fender.eml')).toMatch(
      /^done: The draft is gone\. .*fender\.eml holds/,
    );
    expect(practice.writes()).toEqual(['DELETE']);
    expect(copiesOf(FENDER).draftsLeft).toBe(0);
    expect(await readFile(path.join(folder, 'fender.eml'), 'utf8')).toContain(`Message-ID: ${FENDER}`);
  }, 30_000);
});
