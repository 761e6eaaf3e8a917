import { afterEach, describe, expect, it } from 'vitest';
import { type Letter, type Office, openOffice, told, truth } from './house.ts';

const TIMEOUT = { timeout: 60_000 };
let office: Office;
afterEach(() => office.stop());

const ONCE = { deliveries: { bo: 1 }, sent: 1, drafts: 0 };
const NOTHING = { deliveries: {}, sent: 0 };

async function send(scenario: string, letter: Letter = {}) {
  office = await openOffice({ scenario });
  const id = await office.spool(letter);
  const view = await office.until(id, 'done', 'blocked');
  return { id, view, steps: office.outbox().steps(id), truth: truth(office, view.messageId) };
}
const methods = () => office.mock.journal.map(({ method }) => method);
const count = (method: string) => methods().filter((each) => each === method).length;

describe('a healthy server', () => {
  it('gets the message once, keeps one copy in Sent Items and no draft', TIMEOUT, async () => {
    const { view, truth: found, steps } = await send('healthy', { bcc: 'cy' });
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual({ deliveries: { bo: 1, cy: 1 }, sent: 1, drafts: 0 });
    expect(methods()).toEqual(['PROPFIND', 'PROPPATCH', 'PUT', 'PROPPATCH', 'PROPFIND', 'MOVE', 'SEARCH']);
  });

  it('shows nobody who was hidden', TIMEOUT, async () => {
    const { view } = await send('healthy', { bcc: 'cy' });
    for (const user of ['bo', 'cy']) {
      const raw = await delivered(user, view.messageId);
      expect(raw).toContain(view.messageId);
      expect(raw).not.toMatch(/^bcc:/im);
      expect(raw.replace(/^(?:received|delivered-to):.*(?:\r\n[ \t].*)*/gim, '')).not.toContain('cy@');
    }
  });
});

/** The message as it lies in somebody's Inbox. */
async function delivered(user: string, messageId: string): Promise<string> {
  const account = office.mock.accounts.find((each) => each.user === user);
  const authorization = `Basic ${Buffer.from(`${user}:${account?.password}`).toString('base64')}`;
  const url = `${office.mock.mailboxUrl(user)}Inbox`;
  const sql = `SELECT "DAV:displayname" FROM SCOPE('shallow traversal of ""') WHERE "urn:schemas:mailheader:message-id" = '${messageId}'`;
  const body = `<D:searchrequest xmlns:D="DAV:"><D:sql>${sql.replaceAll('<', '&lt;')}</D:sql></D:searchrequest>`;
  const found = await fetch(url, {
    method: 'SEARCH',
    headers: { authorization, 'content-type': 'text/xml' },
    body,
  });
  const href = /<a:href>([^<]*)<\/a:href>/.exec(await found.text())?.[1] ?? '';
  const answer = await fetch(href, { headers: { authorization, translate: 'f' } });
  return await answer.text();
}

describe('S4, S6, S18: the answer is lost, late, or the server falls over', () => {
  it('reply-lost: looks, finds the copy, and sends nothing again', TIMEOUT, async () => {
    const { view, truth: found, steps } = await send('reply-lost');
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(count('MOVE')).toBe(1);
    expect(steps.filter(({ kind }) => kind === 'looked')).toMatchObject([
      { draft: 'gone', sent: 1, conclusion: 'submitted', rule: 'copy in Sent Items' },
    ]);
  });

  it('reply-lost-before-commit: looks twice, some time apart, before it sends again', TIMEOUT, async () => {
    const { view, truth: found, steps } = await send('reply-lost-before-commit');
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(count('MOVE')).toBe(2);
    const looks = steps.filter(({ kind }) => kind === 'looked');
    expect(looks).toMatchObject([
      { conclusion: 'open' },
      { draft: 'there', sent: 0, conclusion: 'not-submitted' },
    ]);
  });

  it('slow-commit: waits for as long as the server works', TIMEOUT, async () => {
    const { view, truth: found, steps } = await send('slow-commit');
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(count('MOVE')).toBe(1);
    expect(steps.find(({ kind }) => kind === 'looked')).toBeUndefined();
  });

  it('worker-recycle: rests while the server comes back, and finishes', TIMEOUT, async () => {
    const { view, truth: found, steps } = await send('worker-recycle');
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(office.mock.journal.length).toBeLessThan(40);
  });
});

describe('S5: the copy in Sent Items', () => {
  it('sent-copy-fails: files it itself, tries that again, and sends nothing again', TIMEOUT, async () => {
    const { view, truth: found, steps } = await send('sent-copy-fails', { bcc: 'cy' });
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual({ deliveries: { bo: 1, cy: 1 }, sent: 1, drafts: 0 });
    expect(count('MOVE')).toBe(1);
    const filings = office.mock.journal.filter(
      ({ method, path }) => method === 'PUT' && path.includes('/Sent%20Items/'),
    );
    expect(filings.map(({ status }) => status)).toEqual([423, 423, 201]);
    expect(steps.at(-1)).toMatchObject({ kind: 'filed', by: 'retinue' });
  });

  it('stays unfiled for good: it says so, and is never sent again', TIMEOUT, async () => {
    const rule = {
      id: 'sent-locked',
      where: { method: 'PUT', folder: 'sentitems' },
      step: 'after-headers',
      what: { kind: 'status', status: 423 },
    } as const;
    office = await openOffice({
      scenario: 'healthy',
      settings: { KeepSentCopies: false },
      rules: [rule],
    });
    const id = await office.spool();
    const view = await office.until(id, 'blocked');
    expect(view.state).toMatchObject({ block: 'locked', failure: { status: 423 } });
    expect(truth(office, view.messageId)).toEqual({ deliveries: { bo: 1 }, sent: 0, drafts: 0 });
    expect(view.commands).toEqual(['try-now', 'file-here']);
    office.mock.faults.remove('sent-locked');
    await office.outbox().command(id, 'try-now');
    await office.until(id, 'done');
    expect(truth(office, view.messageId)).toEqual(ONCE);
    expect(count('MOVE')).toBe(1);
  });
});

describe('S12 to S17: sign-in, locks, names, senders, bodies', () => {
  it.each(['auth-lost', 'locked-draft', 'bad-name', 'half-created'])(
    '%s: gets through',
    TIMEOUT,
    async (name) => {
      const { view, truth: found, steps } = await send(name, { subject: 'a + b % c # d & e / f' });
      expect(view.state.kind, told(steps)).toBe('done');
      expect(found).toMatchObject({ deliveries: { bo: 1 }, sent: 1 });
    },
  );

  it('from-refused: goes without its From, which the server fills', TIMEOUT, async () => {
    const { view, truth: found, steps } = await send('from-refused');
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(steps).toContainEqual(expect.objectContaining({ kind: 'decided', decision: 'without-from' }));
    expect(await delivered('bo', view.messageId)).toMatch(/^from:.*alex@/im);
  });

  it('put-406: stops and says so; nothing is sent in a lesser form', TIMEOUT, async () => {
    const { view, truth: found } = await send('put-406');
    expect(view.state).toMatchObject({ kind: 'blocked', block: 'no-mime', failure: { status: 406 } });
    expect(found).toMatchObject(NOTHING);
    expect(count('MOVE')).toBe(0);
    expect(view.commands).toContain('take-back');
  });
});

describe('S1 to S3: too large, or no room', () => {
  it('conversion-500: parked after two tries, and the next message goes out', TIMEOUT, async () => {
    const { view, truth: found } = await send('conversion-500', { bytes: 5_000_000 });
    expect(view.state).toMatchObject({ kind: 'blocked', block: 'conversion', failure: { status: 500 } });
    expect(found).toMatchObject(NOTHING);
    expect(count('MOVE')).toBe(2);
    const small = await office.spool({ subject: 'Small' });
    expect((await office.until(small, 'done', 'blocked')).state.kind).toBe('done');
  });

  it(
    'over-send-limit: a refused size is learnt, and not uploaded a second time unless a person says so',
    TIMEOUT,
    async () => {
      const { id, view } = await send('over-send-limit', { bytes: 5_000_000 });
      expect(view.state).toMatchObject({ kind: 'blocked', block: 'too-large', failure: { status: 413 } });
      const puts = count('PUT');
      await office.restart();
      const again = await office.spool({ bytes: 5_000_000 });
      const second = await office.until(again, 'blocked');
      expect(second.state).toMatchObject({ block: 'too-large', failure: { kind: 'too-large' } });
      expect(count('PUT')).toBe(puts);
      expect(view.commands).toContain('try-now');
      await office.outbox().command(id, 'try-now');
      await office.until(id, 'uploading', 'checking', 'on-server', 'submitting');
      await office.until(id, 'blocked');
      expect(count('PUT')).toBe(puts + 1);
    },
  );

  it('quota-full: no other upload of the account is tried', TIMEOUT, async () => {
    const { view } = await send('quota-full');
    expect(view.state).toMatchObject({ kind: 'blocked', block: 'mailbox-full' });
    const requests = office.mock.journal.length;
    const second = await office.spool({ subject: 'Second' });
    await office.pass(3_600_000);
    expect(office.view(second).state.kind).toBe('queued');
    expect(office.mock.journal.length).toBe(requests);
  });
});

describe('S7, S8, S10: one sick message, a long outage, one account', () => {
  it('poison-first: the others go out while it is tried again', TIMEOUT, async () => {
    office = await openOffice({ scenario: 'poison-first' });
    const poison = await office.spool({ subject: 'Poison' });
    const others = await Promise.all(['One', 'Two', 'Three'].map((subject) => office.spool({ subject })));
    for (const id of others) {
      const view = await office.until(id, 'done', 'blocked');
      expect(truth(office, view.messageId)).toEqual(ONCE);
    }
    const view = await office.until(poison, 'blocked');
    expect(view.state).toMatchObject({ block: 'tries-spent', failure: { status: 500 } });
    expect(truth(office, view.messageId).deliveries).toEqual({});
  });

  it('retry-cap: automatic tries end, and a manual one works when the server is back', TIMEOUT, async () => {
    const { id, view } = await send('retry-cap');
    expect(view.state).toMatchObject({ kind: 'blocked', block: 'tries-spent', failure: { status: 503 } });
    expect(count('MOVE')).toBeLessThanOrEqual(20);
    await office.pass(6 * 3_600_000);
    await office.outbox().command(id, 'try-now');
    const done = await office.until(id, 'done');
    expect(truth(office, done.messageId)).toEqual(ONCE);
  });

  it('one-account-down: the others are not held up', TIMEOUT, async () => {
    office = await openOffice({ scenario: 'one-account-down' });
    const sick = await office.spool();
    const sound = await office.spool({ user: 'bo', to: 'cy' });
    const view = await office.until(sound, 'done', 'blocked');
    expect(truth(office, view.messageId)).toMatchObject({ deliveries: { cy: 1 }, sent: 1 });
    expect(['waiting', 'checking', 'queued']).toContain(office.view(sick).state.kind);
  });

  it('stuck-outbox: every submission fails, and the message says why it stays', TIMEOUT, async () => {
    const { view, truth: found } = await send('stuck-outbox');
    expect(view.state).toMatchObject({ kind: 'blocked', failure: { status: 500 } });
    expect(found.deliveries).toEqual({});
    expect(view.commands.length).toBeGreaterThan(0);
  });
});
