import { afterEach, expect, it } from 'vitest';
import * as v from 'valibot';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { ask, BASIC, propfindBody, serverWith } from '../support/server.ts';

const whole = v.pipe(v.number(), v.integer());
const pairs = v.array(v.looseObject({ name: v.string(), value: v.string() }));

/** What HTTP Archive 1.2 requires, by its specification. */
const HAR = v.object({
  log: v.object({
    version: v.literal('1.2'),
    creator: v.object({ name: v.string(), version: v.string() }),
    entries: v.array(
      v.object({
        startedDateTime: v.pipe(v.string(), v.isoTimestamp()),
        time: v.pipe(v.number(), v.minValue(0)),
        request: v.object({
          method: v.string(),
          url: v.pipe(v.string(), v.url()),
          httpVersion: v.string(),
          cookies: pairs,
          headers: pairs,
          queryString: pairs,
          postData: v.optional(v.object({ mimeType: v.string(), text: v.string() })),
          headersSize: whole,
          bodySize: whole,
        }),
        response: v.object({
          status: whole,
          statusText: v.string(),
          httpVersion: v.string(),
          cookies: pairs,
          headers: pairs,
          content: v.object({ size: whole, mimeType: v.string(), text: v.optional(v.string()) }),
          redirectURL: v.string(),
          headersSize: whole,
          bodySize: whole,
        }),
        cache: v.object({}),
        timings: v.object({ send: v.number(), wait: v.number(), receive: v.number() }),
      }),
    ),
  }),
});

let mock: MockExchange;
afterEach(() => mock.stop());

it('has what HAR 1.2 requires, and no secret', async () => {
  mock = await serverWith([message('One')]);
  mock.faults.add({
    id: 'cut',
    where: { method: 'OPTIONS' },
    step: 'after-headers',
    what: { kind: 'reset' },
  });
  await ask(
    mock,
    'PROPFIND',
    '/exchange/alex/Inbox/?Cmd=a&b',
    { Depth: '0', Cookie: 'sessionid=deadbeef; x=y' },
    propfindBody('D:displayname'),
  );
  await ask(mock, 'GET', '/exchange/alex/Inbox/One.EML', { Translate: 'f' });
  await ask(mock, 'GET', '/exchange/alex/Inbox/', {
    Authorization: `Basic ${Buffer.from('alex:other').toString('base64')}`,
  });
  await ask(
    mock,
    'POST',
    '/form',
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    'username=alex&password=secret',
  );
  await expect(ask(mock, 'OPTIONS', '/exchange/alex/')).rejects.toThrow();
  const har = mock.har();
  expect(v.safeParse(HAR, har).issues ?? []).toEqual([]);
  const [listed, read, , , cut] = har.log.entries;
  expect(listed?.request).toMatchObject({
    method: 'PROPFIND',
    url: `${mock.origin}/exchange/alex/Inbox/?Cmd=a&b`,
    queryString: [
      { name: 'Cmd', value: 'a' },
      { name: 'b', value: '' },
    ],
  });
  expect(listed?.response).toMatchObject({ status: 207, statusText: 'Multi-Status' });
  expect(read?.response.content).toMatchObject({ mimeType: expect.stringContaining('message/rfc822') });
  expect(cut).toMatchObject({ response: { status: 0 }, _rule: 'cut', _step: 'after-headers' });
  const text = JSON.stringify(har);
  for (const secret of [
    BASIC.slice(6),
    'alex:other',
    Buffer.from('alex:other').toString('base64'),
    'deadbeef',
    'password=secret',
  ])
    expect(text).not.toContain(secret);
});
