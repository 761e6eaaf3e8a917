import { afterEach, describe, expect, it } from 'vitest';
import { byCode, openPractice, type Practice, type Report } from './house.ts';

let practice: Practice | null = null;
afterEach(async () => {
  await practice?.stop();
  practice = null;
});

function hrefsOf({ findings }: Report): readonly string[] {
  return findings.flatMap(({ item }) => item?.href ?? []).toSorted(byCode);
}

describe('doctor on the scenarios of stuck mail', () => {
  it.each<[string, readonly string[]]>([
    ['half-created', ['half-created']],
    ['queued-not-spooled', ['queued-not-spooled', 'queued-not-spooled']],
    ['foreign-drafts', ['foreign-drafts', 'foreign-drafts']],
    ['quota-full', ['quota-full']],
    ['healthy', []],
  ])(
    '%s',
    async (scenario, expected) => {
      practice = await openPractice({ scenario });
      const { status, report } = await practice.look();
      expect(report.findings.map(({ mechanism }) => mechanism)).toEqual(expected);
      expect(status).toBe(expected.length === 0 ? 0 : 1);
      expect(practice.writes()).toEqual([]);
      expect(practice.mock.journal.length).toBeLessThanOrEqual(8);
      const stuck = practice.mock
        .oracle()
        .stuck.map(({ href }) => href)
        .toSorted(byCode);
      expect(hrefsOf(report)).toEqual(stuck);
    },
    60_000,
  );

  it('names the facts of a message that the server does not send', async () => {
    practice = await openPractice({ scenario: 'queued-not-spooled' });
    const { report } = await practice.look();
    const found = report.findings.find(({ item }) => item?.subject === 'Invoice 2026-118');
    expect(found).toMatchObject({
      severity: 'trouble',
      item: { messageId: '<invoice@halvorsen-lie.example>' },
    });
    expect(found?.item?.href).toContain('/Outbox/');
    const facts = found?.evidence.join(' ') ?? '';
    expect(facts).toContain('flagged as submitted (message flags 0xd)');
    expect(facts).toContain('29 hours');
    expect(facts).toContain('No message with its Message-ID is in Sent Items');
    expect(found?.actions).toContain('move-to-drafts');
    expect(Date.now() - Date.parse(found?.since ?? '')).toBeGreaterThan(28 * 3_600_000);
  }, 60_000);

  it('lists all of 500', async () => {
    practice = await openPractice({ scenario: 'many-items' });
    const { status, report } = await practice.look();
    const queued = report.findings.filter(({ mechanism }) => mechanism === 'queued-not-spooled');
    expect(new Set(queued.map(({ item }) => item?.href)).size).toBe(500);
    expect(report.findings.filter(({ mechanism }) => mechanism === 'many-items')).toHaveLength(1);
    expect(report.findings).toHaveLength(501);
    expect(status).toBe(1);
    expect(practice.writes()).toEqual([]);
    expect(practice.mock.journal.length).toBeLessThanOrEqual(20);
  }, 60_000);

  it('finds nothing in a healthy mailbox of 50,000, with few requests', async () => {
    const writing = {
      folder: 'drafts',
      draft: true,
      ageHours: 0.1,
      to: ['bo@halvorsen-lie.example'],
      subject: 'Being written',
    };
    practice = await openPractice({
      scenario: {
        name: 'large',
        title: 'Large',
        description: 'A large mailbox in which nothing is stuck, with drafts in it.',
        seed: 329067,
        mailboxes: [{ user: 'alex', messages: 50_000, folders: 20, items: [writing] }],
      },
    });
    const drafts = practice.mock.folders('alex').find(({ path }) => path === 'Drafts');
    expect(drafts?.total).toBeGreaterThan(100);
    const { status, report } = await practice.look();
    expect(report.findings).toEqual([]);
    expect(status).toBe(0);
    expect(practice.mock.journal.length).toBeLessThanOrEqual(8);
    expect(new Set(practice.mock.journal.map(({ method }) => method))).toEqual(
      new Set(['PROPFIND', 'SEARCH']),
    );
  }, 60_000);

  it('agrees with the server on what is stuck in a generated mailbox', async () => {
    const to = ['bo@halvorsen-lie.example'];
    const left = {
      folder: 'drafts',
      draft: true,
      ageHours: 50,
      to,
      subject: 'Left',
      text: 'Hi.',
      copies: 60,
    };
    practice = await openPractice({
      scenario: {
        name: 'generated',
        title: 'Generated',
        description: 'Old drafts of another program among much else.',
        seed: 1,
        mailboxes: [{ user: 'alex', messages: 2000, folders: 5, items: [left] }],
      },
    });
    const { report } = await practice.look();
    const stuck = practice.mock
      .oracle()
      .stuck.map(({ href }) => href)
      .toSorted(byCode);
    expect(stuck).toHaveLength(60);
    expect(hrefsOf(report)).toEqual(stuck);
  }, 60_000);
});
