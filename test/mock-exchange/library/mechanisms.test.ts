import { afterEach, describe, expect, it } from 'vitest';
import { clientOn, copiesOf, logOn, message, type Outcome, type PlainClient } from './plain-client.ts';

const BO = 'bo@halvorsen-lie.example';
const DRAFT = 'one.EML';

let client: PlainClient;
afterEach(() => client.stop());

/** A message in Drafts and its submission. */
async function sent(
  id = 'one',
  more: { readonly body?: string; readonly from?: string } = {},
): Promise<Outcome> {
  const put = await client.draft(`${id}.EML`, message(id, `Subject of ${id}`, more));
  expect([200, 201]).toContain(put.status);
  return client.submit(`${id}.EML`);
}

/** Waits in real time until the server has begun to work on a request, so that the clock can be moved past its wait. */
async function begun(count: number): Promise<void> {
  for (let tries = 0; tries < 200 && client.mock.state.requests < count; tries++)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the scenarios S1 to S20, seen with a plain HTTP client', () => {
  it('S1 conversion-500: a large item answers 500 and an event, its attachment comes in pieces', async () => {
    client = await clientOn('conversion-500');
    client.mock.clock.setRate(1000);
    const item = 'Inbox/Drawing%20set,%20all%20sheets.EML';
    const whole = await client.send('GET', `/exchange/alex/${item}`, { Translate: 'f' });
    expect(whole.status).toBe(500);
    expect(client.mock.events.entries.map(({ id }) => id)).toContain(1000);
    const path = await client.attachment(item);
    const piece = await client.send('GET', path, { Range: 'bytes=0-999999' });
    expect(piece.status).toBe(206);
    expect(piece.bytes).toHaveLength(1_000_000);
    expect((await sent('small')).status).toBe(200);
    expect(client.mock.oracle().workerCrashes).toBe(0);
    const archive = '/exchange/alex/Inbox/Every%20sheet%20since%201999.EML';
    expect(await client.send('GET', archive, { Translate: 'f' })).toMatchObject({ status: 0, cut: true });
    expect(client.mock.oracle().workerCrashes).toBe(1);
    await client.mock.clock.advance(60_000);
    const large = await sent('large', { body: 'x'.repeat(5_000_000) });
    expect(large.status).toBe(500);
    expect(copiesOf(client.mock, 'large@')).toEqual({});
  });

  it('S2 over-send-limit: 500 over the message limit, 413 before the store sees very large ones', async () => {
    client = await clientOn('over-send-limit');
    expect((await sent('fits')).status).toBe(200);
    expect((await sent('over', { body: 'x'.repeat(2_000_000) })).status).toBe(500);
    expect(copiesOf(client.mock, 'over@')).toEqual({});
    expect((await client.draft('huge.EML', Buffer.alloc(5_000_000, 120))).status).toBe(413);
  });

  it('S3 quota-full: PUT 507, submission 500, reading works', async () => {
    client = await clientOn('quota-full');
    expect((await client.draft(DRAFT, message('one', 'Over'))).status).toBe(507);
    const put = await client.send(
      'PUT',
      '/exchange/alex/%23%23DavMailSubmissionURI%23%23/',
      { 'Content-Type': 'message/rfc822' },
      message('direct', 'Over'),
    );
    expect(put.status).toBe(500);
    expect(copiesOf(client.mock, 'direct@')).toEqual({});
    expect(await client.list('Inbox')).not.toHaveLength(0);
  });

  it('S4 reply-lost: delivered once, no answer; the next message is cut once as well', async () => {
    client = await clientOn('reply-lost');
    expect(await sent()).toMatchObject({ status: 0, cut: true });
    expect(copiesOf(client.mock, 'one@')).toEqual({ [BO]: 1 });
    expect(await client.list('Drafts')).not.toContain(DRAFT);
    expect(await sent('two')).toMatchObject({ status: 0, cut: true });
    const last = client.mock.journal.at(-1);
    expect(last).toMatchObject({ status: 0, rule: 'reply-lost', committed: true });
  });

  it('S4 reply-lost-before-commit: no answer, nothing done, the second try goes through', async () => {
    client = await clientOn('reply-lost-before-commit');
    expect(await sent()).toMatchObject({ status: 0, cut: true });
    expect(copiesOf(client.mock, 'one@')).toEqual({});
    expect(await client.list('Drafts')).toContain(DRAFT);
    expect((await client.submit(DRAFT)).status).toBe(200);
    expect(copiesOf(client.mock, 'one@')).toEqual({ [BO]: 1 });
  });

  it('S5 sent-copy-fails: submission 200, filing 423 twice and then 201', async () => {
    client = await clientOn('sent-copy-fails');
    expect((await sent()).status).toBe(200);
    const file = () =>
      client.send('PUT', '/exchange/alex/Sent%20Items/copy.EML', {}, message('one', 'Subject of one'));
    expect([(await file()).status, (await file()).status, (await file()).status]).toEqual([423, 423, 201]);
    expect(copiesOf(client.mock, 'one@')).toEqual({ [BO]: 1 });
  });

  it('S6 slow-commit: 95 seconds, then 200', async () => {
    client = await clientOn('slow-commit');
    await client.draft(DRAFT, message('one', 'Slow'));
    const requests = client.mock.state.requests;
    const answer = client.submit(DRAFT);
    await begun(requests + 1);
    const before = client.mock.clock.now();
    let status = 0;
    void answer.then((outcome) => (status = outcome.status));
    while (status === 0) {
      await client.mock.clock.advance(5000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(status).toBe(200);
    expect(client.mock.clock.now() - before).toBeGreaterThanOrEqual(95_000);
    expect(client.mock.journal.at(-1)?.durationMs).toBeGreaterThanOrEqual(95_000);
  });

  it('S7 poison-first: the first item never goes, the others do', async () => {
    client = await clientOn('poison-first');
    const names = await client.list('Drafts');
    const poison = names.find((name) => name.startsWith('Poison')) ?? '';
    for (let tries = 0; tries < 3; tries++)
      expect((await client.submit(encodeURIComponent(poison))).status).toBe(500);
    expect((await client.submit('Offer%2056.EML')).status).toBe(200);
    expect(copiesOf(client.mock, 'offer-56@')).toEqual({ [BO]: 1 });
    expect(copiesOf(client.mock, 'poison@')).toEqual({});
  });

  it('S8 retry-cap: 503 for six hours, then 200', async () => {
    client = await clientOn('retry-cap');
    expect((await sent()).status).toBe(503);
    await client.mock.clock.advance(3 * 3_600_000);
    expect((await client.submit(DRAFT)).status).toBe(503);
    await client.mock.clock.advance(3 * 3_600_000 + 1000);
    expect((await client.submit(DRAFT)).status).toBe(200);
    expect(copiesOf(client.mock, 'one@')).toEqual({ [BO]: 1 });
  });

  it('S9 draft-opened: looking at a queued draft changes nothing', async () => {
    client = await clientOn('draft-opened');
    const path = '/exchange/alex/Drafts/Minutes%20of%2020%20November.EML';
    expect((await client.submit('Minutes%20of%2020%20November.EML')).status).toBe(503);
    const first = await client.send('GET', path, { Translate: 'f' });
    const second = await client.send('GET', path, { Translate: 'f' });
    expect(first.status).toBe(200);
    expect(second.headers['etag']).toBe(first.headers['etag']);
    expect(client.mock.journal.filter(({ committed }) => committed)).toEqual([]);
    await client.mock.clock.advance(600_001);
    expect((await client.submit('Minutes%20of%2020%20November.EML')).status).toBe(200);
  });

  it('S10 one-account-down: alex is reset, bo is served', async () => {
    client = await clientOn('one-account-down');
    expect(await client.send('PROPFIND', '/exchange/alex/', { Depth: '0' })).toMatchObject({ status: 0 });
    const bo = client.mock.accounts.find(({ user }) => user === 'bo');
    const basic = `Basic ${Buffer.from(`bo:${bo?.password}`).toString('base64')}`;
    const other = await client.send('PROPFIND', '/exchange/bo/', { Depth: '0', Authorization: basic });
    expect(other.status).toBe(207);
  });

  it('S11 many-items: 500 queued items, each listed and each stuck', async () => {
    client = await clientOn('many-items');
    expect(await client.list('Outbox')).toHaveLength(500);
    const stuck = client.mock.oracle().stuck.filter(({ mechanism }) => mechanism === 'queued-not-spooled');
    expect(stuck).toHaveLength(500);
  });

  it('S12 auth-lost: a session ends once; a PUT to the submission URI without one answers 404', async () => {
    client = await clientOn('auth-lost');
    let cookie = await logOn(client);
    const look = () => client.send('PROPFIND', '/exchange/alex/', { Depth: '0', Cookie: cookie });
    const statuses: number[] = [];
    for (let nth = 0; nth < 9; nth++) statuses.push((await look()).status);
    expect(statuses).toEqual([207, 207, 207, 207, 207, 207, 207, 207, 440]);
    const submission = '/exchange/alex/%23%23DavMailSubmissionURI%23%23';
    const type = { 'Content-Type': 'message/rfc822' };
    expect((await client.send('PUT', submission, type, message('one', 'One'))).status).toBe(404);
    cookie = await logOn(client);
    expect((await look()).status).toBe(207);
    const put = await client.send('PUT', submission, { ...type, Cookie: cookie }, message('one', 'One'));
    expect(put.status).toBe(200);
    expect(copiesOf(client.mock, 'one@')).toEqual({ [BO]: 1 });
  });

  it('S13 locked-draft: 423 twice and UNLOCK 424, then it goes', async () => {
    client = await clientOn('locked-draft');
    const name = 'Fender%20list,%20revision%20C.EML';
    expect([(await client.submit(name)).status, (await client.submit(name)).status]).toEqual([423, 423]);
    const unlock = await client.send('UNLOCK', `/exchange/alex/Drafts/${name}`, {
      'Lock-Token': '<opaquelocktoken:0>',
    });
    expect(unlock.status).toBe(424);
    expect((await client.submit(name)).status).toBe(200);
  });

  it('S14 bad-name: + ends in 404, the permanent URL does not; equal names are numbered', async () => {
    client = await clientOn('bad-name');
    const names = await client.list('Inbox');
    expect(names).toEqual(expect.arrayContaining(['C++ notes.EML', 'Same name.EML', 'Same name-2.EML']));
    expect((await client.send('GET', '/exchange/alex/Inbox/C++%20notes.EML')).status).toBe(404);
    const body = `<D:propfind xmlns:D="DAV:"><D:prop><p:permanenturl xmlns:p="http://schemas.microsoft.com/exchange/"/></D:prop></D:propfind>`;
    const { text } = await client.send('PROPFIND', '/exchange/alex/Inbox/', { Depth: '1,noroot' }, body);
    const row = text.split('<a:response>').find((each) => each.includes('C++')) ?? '';
    const permanent = /permanenturl[^>]*>https?:\/\/[^/]*([^<]*)</.exec(row)?.[1] ?? '';
    client.mock.clock.setRate(1000);
    const byId = await client.send('GET', permanent, { Translate: 'f' });
    expect(byId.status).toBe(200);
    expect(byId.text).toContain('C++ notes');
  });

  it('S15 from-refused: 403 with a From, 200 without', async () => {
    client = await clientOn('from-refused');
    expect((await sent('own', { from: 'alex@halvorsen-lie.example' })).status).toBe(403);
    expect(copiesOf(client.mock, 'own@')).toEqual({});
    expect((await sent('none')).status).toBe(200);
    expect(copiesOf(client.mock, 'none@')).toEqual({ [BO]: 1 });
  });

  it('S16 put-406: no message can be put', async () => {
    client = await clientOn('put-406');
    expect((await client.draft(DRAFT, message('one', 'No'))).status).toBe(406);
    expect(await client.list('Drafts')).not.toContain(DRAFT);
  });

  it('S17 half-created: a draft of properties only, and an upload that is cut once', async () => {
    client = await clientOn('half-created');
    const stuck = client.mock.oracle().stuck.map(({ mechanism }) => mechanism);
    expect(stuck).toContain('half-created');
    const eml = message('one', 'Whole', { body: 'x'.repeat(4000) });
    expect(await client.draft(DRAFT, eml)).toMatchObject({ status: 0, cut: true });
    expect(await client.list('Drafts')).not.toContain(DRAFT);
    expect((await client.draft(DRAFT, eml)).status).toBe(201);
  });

  it('S18 worker-recycle: reset, 503 for eight seconds, then 200 and one delivery', async () => {
    client = await clientOn('worker-recycle');
    expect(await sent()).toMatchObject({ status: 0, cut: true });
    expect((await client.submit(DRAFT)).status).toBe(503);
    await client.mock.clock.advance(8001);
    expect((await client.submit(DRAFT)).status).toBe(200);
    expect(copiesOf(client.mock, 'one@')).toEqual({ [BO]: 1 });
    expect(client.mock.oracle().workerCrashes).toBe(1);
  });

  it('S19 queued-not-spooled: submitted items in the Outbox, with their flags', async () => {
    client = await clientOn('queued-not-spooled');
    const body = `<D:propfind xmlns:D="DAV:"><D:prop><p:x0e070003 xmlns:p="http://schemas.microsoft.com/mapi/proptag/"/></D:prop></D:propfind>`;
    const { text } = await client.send('PROPFIND', '/exchange/alex/Outbox/', { Depth: '1,noroot' }, body);
    const flags = [...text.matchAll(/x0e070003[^>]*>(\d+)</g)].map((found) => Number(found[1]));
    expect(flags).toHaveLength(2);
    for (const each of flags) expect(each & 0x4).toBe(0x4);
    const stuck = client.mock.oracle().stuck.map(({ mechanism }) => mechanism);
    expect(stuck).toEqual(['queued-not-spooled', 'queued-not-spooled']);
  });

  it('S20 foreign-drafts: complete unsent messages that are days old', async () => {
    client = await clientOn('foreign-drafts');
    const stuck = client.mock.oracle().stuck.filter(({ mechanism }) => mechanism === 'foreign-drafts');
    expect(stuck.map(({ messageId }) => messageId)).toEqual(
      expect.arrayContaining(['<fender-2@halvorsen-lie.example>', '<signed@halvorsen-lie.example>']),
    );
    expect((await client.submit('Signed%20minutes.EML')).status).toBe(200);
    expect(copiesOf(client.mock, 'signed@')).toEqual({ [BO]: 1, 'cy@halvorsen-lie.example': 1 });
  });

  it('stuck-outbox: the draft stays, every submission fails, nothing is delivered', async () => {
    client = await clientOn('stuck-outbox');
    for (let tries = 0; tries < 3; tries++) expect((await sent()).status).toBe(500);
    const left = client.mock.oracle().messages.find(({ messageId }) => messageId.includes('one@'));
    expect(left).toMatchObject({ deliveries: [], draftsLeft: 1, sentCopies: 0 });
    expect(await client.list('Drafts')).toContain(DRAFT);
    expect(copiesOf(client.mock, 'one@')).toEqual({});
  });

  it('accepted-then-lost: 200, and nobody has it', async () => {
    client = await clientOn('accepted-then-lost');
    expect((await sent()).status).toBe(200);
    expect(copiesOf(client.mock, 'one@')).toEqual({});
  });

  it('busy-at-nine: three times 503 with Retry-After, then answers', async () => {
    client = await clientOn('busy-at-nine');
    client.mock.clock.setRate(1000);
    const statuses: number[] = [];
    for (let nth = 0; nth < 5; nth++)
      statuses.push((await client.send('PROPFIND', '/exchange/alex/', { Depth: '0' })).status);
    expect(statuses).toEqual([207, 503, 503, 503, 207]);
  });

  it('healthy: everything is served, no rule fires', async () => {
    client = await clientOn('healthy');
    expect((await sent()).status).toBe(200);
    expect(client.mock.journal.filter(({ rule }) => rule !== null)).toEqual([]);
  });
});
