import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry, MockExchange, MockState } from '../../../electron/mock-exchange/api.ts';
import type { RuleStatus } from '../../../electron/mock-exchange/faults/engine.ts';
import { message } from '../support/mail.ts';
import { ask as askMock, NOW, serverWith } from '../support/server.ts';
import { type Administered, administered } from './admin.ts';

const ONE = '/exchange/alex/Inbox/One.EML';
const BUSY = {
  id: 'busy',
  where: { method: 'GET' },
  step: 'before-read',
  what: { kind: 'status', status: 503 },
};

let mock: MockExchange;
let api: Administered;
beforeEach(async () => {
  mock = await serverWith([message('One')]);
  api = await administered(mock);
});
afterEach(async () => {
  await api.admin.stop();
  await mock.stop();
});

const statusOfOne = async () => (await askMock(mock, 'GET', ONE, { Translate: 'f' })).status;

describe('rules', () => {
  it('are added, switched off and on, counted and removed', async () => {
    const added = await api.ask<{ rules: RuleStatus[] }>('POST', '/rules', BUSY);
    expect(added.status).toBe(201);
    expect(added.body.rules.map(({ rule }) => rule.id)).toEqual(['busy']);
    expect(await statusOfOne()).toBe(503);
    expect((await api.ask<{ rules: RuleStatus[] }>('GET', '/rules')).body.rules[0]?.hits).toBe(1);
    expect((await api.ask<RuleStatus>('PUT', '/rules/busy', { enabled: false })).body.rule.enabled).toBe(
      false,
    );
    expect(await statusOfOne()).toBe(200);
    expect((await api.ask('PUT', '/rules/busy', { enabled: true })).status).toBe(200);
    expect((await api.ask('DELETE', '/rules/busy')).body).toEqual({ rules: [] });
    expect(await statusOfOne()).toBe(200);
  });

  it('of a list are all added or none', async () => {
    const list = [BUSY, { ...BUSY, id: 'other', step: 'never' }];
    const refused = await api.ask<{ error: string }>('POST', '/rules', list);
    expect(refused.status).toBe(400);
    expect(refused.body.error).toMatch(/^\[1\]\.step: expected one of/);
    expect((await api.ask('GET', '/rules')).body).toEqual({ rules: [] });
    expect((await api.ask('POST', '/rules', [BUSY, { ...BUSY, id: 'other' }])).status).toBe(201);
    expect((await api.ask('DELETE', '/rules')).body).toEqual({ rules: [] });
  });

  it.each(['PUT', 'DELETE'])('that are not there: %s answers 404', async (method) => {
    const answer = await api.ask<{ error: string }>(method, '/rules/nobody', { enabled: true });
    expect(answer).toMatchObject({ status: 404, body: { error: expect.stringContaining('"nobody"') } });
  });
});

describe('settings', () => {
  it('change in part, take the older spelling, and go back to their defaults', async () => {
    const changed = await api.ask<Record<string, unknown>>('PUT', '/settings', { MaxResponseSizeInBytes: 5 });
    expect(changed.body).toMatchObject({ MaximumResponseSizeInBytes: 5, MessageSizeLimit: 10_240 });
    expect((await api.ask('GET', '/settings')).body).toEqual(changed.body);
    expect((await api.ask('DELETE', '/settings')).body).toMatchObject({
      MaximumResponseSizeInBytes: 20_971_520,
    });
    const refused = await api.ask<{ error: string }>('PUT', '/settings', { MessageSizeLimit: 'big' });
    expect(refused.status).toBe(400);
    expect(refused.body.error).toContain('MessageSizeLimit');
  });
});

describe('scenarios', () => {
  it('are listed with titles and loaded by name', async () => {
    const { body } = await api.ask<{ scenarios: { name: string; title: string }[] }>('GET', '/scenarios');
    expect(body.scenarios.find(({ name }) => name === 'healthy')?.title).toBe('Healthy server');
    const loaded = await api.ask<MockState>('POST', '/scenario', { name: 'after-mailbox-move' });
    expect(loaded.body).toMatchObject({ scenario: { name: 'after-mailbox-move' }, run: 2 });
    expect((await api.ask<MockState>('GET', '/state')).body).toEqual(loaded.body);
    const unknown = await api.ask<{ error: string }>('POST', '/scenario', { name: 'healthier' });
    expect(unknown).toMatchObject({ status: 404, body: { error: expect.stringContaining('healthy') } });
  });

  it('are saved and loaded as documents', async () => {
    await api.ask('POST', '/rules', BUSY);
    const saved = (await api.ask<object>('GET', '/scenario')).body;
    await api.ask('POST', '/scenario', { name: 'healthy' });
    expect(await statusOfOne()).toBe(200);
    expect((await api.ask('POST', '/scenario', saved)).status).toBe(200);
    expect(await statusOfOne()).toBe(503);
    const refused = await api.ask<{ error: string }>('POST', '/scenario', { ...saved, seed: -1 });
    expect(refused).toEqual({ status: 400, body: { error: 'seed: expected >=0, not -1' } });
    expect((await api.ask('POST', '/scenario', '{"name":')).status).toBe(400);
  });
});

describe('the clock', () => {
  it('moves on, to a moment, and at another rate, and never back', async () => {
    expect((await api.ask('GET', '/clock')).body).toEqual({
      now: NOW,
      iso: new Date(NOW).toISOString(),
      rate: 0,
    });
    expect((await api.ask('POST', '/clock', { advanceMs: 600_000 })).body).toMatchObject({
      now: NOW + 600_000,
    });
    const later = new Date(NOW + 86_400_000).toISOString();
    expect((await api.ask('POST', '/clock', { set: later })).body).toMatchObject({ iso: later });
    const back = await api.ask<{ error: string }>('POST', '/clock', { set: NOW });
    expect(back).toMatchObject({ status: 400, body: { error: expect.stringContaining('never goes back') } });
    expect((await api.ask<{ rate: number }>('POST', '/clock', { rate: 60 })).body.rate).toBe(60);
  });
});

describe('the journal', () => {
  it('is asked for by what came after an entry, and emptied', async () => {
    for (let step = 0; step < 3; step++) await statusOfOne();
    const read = async (query: string) =>
      (await api.ask<{ entries: JournalEntry[] }>('GET', `/journal${query}`)).body.entries;
    const [first, second, third] = await read('');
    expect(await read(`?after=${first?.id}`)).toEqual([second, third]);
    expect(await read(`?after=${first?.id}&limit=1`)).toEqual([second]);
    expect((await api.ask('GET', '/journal?after=x')).status).toBe(400);
    expect((await api.ask('DELETE', '/journal')).body).toEqual({ entries: [], run: 1 });
    expect(await read('')).toEqual([]);
  });
});

describe('the rest', () => {
  it('moves mailboxes, delivers, resets and tells who can sign in', async () => {
    expect((await api.ask('POST', '/move-mailbox')).body).toEqual({ moved: 1 });
    expect((await api.ask('POST', '/move-mailbox', { mailbox: 'alex' })).body).toEqual({ moved: 0 });
    expect((await api.ask('POST', '/move-mailbox', { mailbox: 'nobody' })).status).toBe(404);
    const events = (await api.ask<{ events: { source: string }[] }>('GET', '/events')).body.events;
    expect(events.map(({ source }) => source)).toContain('MSExchangeAdmin');
    expect((await api.ask('GET', '/accounts')).body).toEqual({
      accounts: [
        { user: 'alex', address: 'alex@example.com', password: 'secret', url: mock.mailboxUrl('alex') },
      ],
    });
    expect((await api.ask('POST', '/reset')).body).toEqual({ reset: true });
    expect((await api.ask<{ events: unknown[] }>('GET', '/events')).body.events).toEqual([]);
    const oracle = (await api.ask<object>('GET', '/oracle')).body;
    expect(Object.keys(oracle)).toEqual(['messages', 'items', 'stuck', 'conversions', 'workerCrashes']);
  });

  it('hands out the console under a strict policy, and no other file', async () => {
    const index = await fetch(`${api.admin.origin}/`);
    expect(index.status).toBe(200);
    expect(index.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(index.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    for (const path of ['/main.js', '/views/header.js', '/tokens.css', '/lit-html/lit-html.js']) {
      expect((await fetch(api.admin.origin + path)).status, path).toBe(200);
    }
    for (const path of ['/../world.ts', '/%2e%2e/world.ts', '/package.json', '/.env', '/a/b.js']) {
      expect((await fetch(api.admin.origin + path)).status, path).toBe(404);
    }
    expect((await fetch(`${api.admin.origin}/`, { method: 'POST' })).status).toBe(405);
  });

  it('takes no body that is too large', async () => {
    const answer = await api.ask<{ error: string }>('POST', '/rules', ' '.repeat(65 * 1024 * 1024));
    expect(answer).toMatchObject({ status: 413, body: { error: expect.stringContaining('bytes at most') } });
  });
});
