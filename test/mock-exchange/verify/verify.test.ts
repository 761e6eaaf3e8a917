import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { type Administered, administered } from '../admin/admin.ts';
import { message } from '../support/mail.ts';
import { ask, serverWith } from '../support/server.ts';

describe('verification of the journal', () => {
  let mock: MockExchange;
  let api: Administered;
  beforeAll(async () => {
    mock = await serverWith([message('One two')]);
    api = await administered(mock);
    mock.faults.add({
      id: 'busy',
      where: { method: 'DELETE' },
      step: 'after-headers',
      what: { kind: 'status', status: 503 },
    });
    await ask(mock, 'PROPFIND', '/exchange/alex/Inbox/', { Depth: '1' });
    await ask(mock, 'GET', '/exchange/alex/Inbox/One%20two.EML', { Translate: 'f' });
    await ask(mock, 'GET', '/exchange/alex/Inbox/One%20two.EML', { Translate: 'f', Range: 'bytes=0-9' });
    await ask(mock, 'DELETE', '/exchange/alex/Inbox/One%20two.EML');
  });
  afterAll(async () => {
    await api.admin.stop();
    await mock.stop();
  });

  it('counts the requests that match everything given', () => {
    expect(mock.verify({ method: 'GET', path: '*.EML' })).toMatchObject({ ok: true, matched: [2, 3] });
    expect(mock.verify({ method: 'GET', times: 2 }).ok).toBe(true);
    expect(mock.verify({ method: 'GET', times: { atMost: 1 } })).toMatchObject({
      ok: false,
      sentence: '2 requests match, at least 0 and at most 1 were expected.',
    });
    expect(mock.verify({ headers: { range: 'bytes=*' }, status: 206, times: 1 }).ok).toBe(true);
    expect(mock.verify({ rule: 'busy', committed: false, step: 'after-headers' }).matched).toEqual([4]);
    expect(mock.verify({ rule: null, times: 3 }).ok).toBe(true);
    expect(mock.verify({ method: 'PUT', times: 0 })).toMatchObject({ ok: true, nearest: [] });
  });

  it('names what came nearest, and in what it differs', () => {
    const result = mock.verify({ method: 'GET', path: '/exchange/{user}/Inbox/One two.EML', status: 404 });
    expect(result).toMatchObject({
      ok: false,
      matched: [],
      sentence: '0 requests match, at least 1 were expected.',
    });
    expect(result.nearest[0]).toEqual({
      id: 3,
      method: 'GET',
      path: '/exchange/alex/Inbox/One%20two.EML',
      mismatches: ['status was 206, expected 404'],
    });
    expect(result.nearest).toHaveLength(4);
    expect(result.nearest.at(-1)?.mismatches).toHaveLength(3);
  });

  it('is asked over the admin API, which names what is wrong with a question', async () => {
    const answer = await api.ask<{ ok: boolean; matched: number[] }>('POST', '/verify', { method: 'DELETE' });
    expect(answer).toMatchObject({ status: 200, body: { ok: true, matched: [4] } });
    const wrong = await api.ask<{ error: string }>('POST', '/verify', { metod: 'DELETE' });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error).toContain('metod');
  });
});

describe('sending a request of the journal again', () => {
  it('is a request like any other: rules see it, the journal has it', async () => {
    const mock = await serverWith([message('One')]);
    const api = await administered(mock);
    await ask(
      mock,
      'PUT',
      '/exchange/alex/Inbox/new.EML',
      { 'X-Probe': 'yes', 'Content-Type': 'message/rfc822' },
      'Subject: new\r\n\r\nnew\r\n',
    );
    const again = await api.ask('POST', '/replay', { id: 1 });
    expect(again).toMatchObject({ status: 200, body: { status: 200 } });
    expect(mock.journal[1]).toMatchObject({
      method: 'PUT',
      path: '/exchange/alex/Inbox/new.EML',
      status: 200,
    });
    expect(mock.verify({ headers: { 'x-probe': 'yes' }, times: 2 }).ok).toBe(true);
    mock.faults.add({ where: { method: 'PUT' }, step: 'before-read', what: { kind: 'reset' } });
    expect((await api.ask('POST', '/replay', { id: 1 })).body).toEqual({ status: 0, bytes: 0 });
    expect((await api.ask('POST', '/replay', { id: 99 })).status).toBe(404);
    await api.admin.stop();
    await mock.stop();
  });

  it('says when the journal does not hold what it takes', async () => {
    const mock = await serverWith([]);
    await ask(mock, 'PUT', '/exchange/alex/Inbox/big.EML', {}, Buffer.alloc(200_000, 120));
    await expect(mock.replay(1)).rejects.toThrow(/not in the journal/);
    await mock.stop();
  });
});

describe('what clients say', () => {
  it('is kept, the last word of each client for each message, until the next run', async () => {
    const mock = await serverWith([]);
    const api = await administered(mock);
    const claim = (client: string, says: string) =>
      api.ask('POST', '/claims', { messageId: '<1@x>', client, says, means: 'unknown' });
    await claim('Probe A', 'uploading');
    await claim('Probe B', 'waiting');
    expect((await claim('Probe A', 'unknown, verifying')).status).toBe(201);
    const { body } = await api.ask<{ claims: { client: string; says: string }[] }>('GET', '/claims');
    expect(body.claims.map(({ client, says }) => [client, says])).toEqual([
      ['Probe A', 'unknown, verifying'],
      ['Probe B', 'waiting'],
    ]);
    const bad = await api.ask<{ error: string }>('POST', '/claims', {
      messageId: '<1@x>',
      client: 'A',
      says: '',
      means: 'perhaps',
    });
    expect(bad.status).toBe(400);
    expect(bad.body.error).toContain('means');
    await mock.reset();
    expect(mock.claims.all).toEqual([]);
    await api.admin.stop();
    await mock.stop();
  });
});
