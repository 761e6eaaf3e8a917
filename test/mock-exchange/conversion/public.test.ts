import { afterEach, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { ask, serverWith } from '../support/server.ts';
import { INBOX } from './support/moved.ts';

let mock: MockExchange;
afterEach(() => mock.stop());

const GET = () => ask(mock, 'GET', `${INBOX}Hello.EML`, { Translate: 'f' });

it('what users of the server see: the move, its price on the clock, the oracle and the event log', async () => {
  mock = await serverWith([message('Hello')], { clock: { rate: 1 } });
  expect(mock.moveMailbox('alex')).toBe(1);
  expect((await GET()).status).toBe(200);
  const { conversions, items } = mock.oracle();
  expect(conversions.count).toBe(1);
  expect(items).toMatchObject([{ href: `${INBOX}Hello.EML`, conversions: 1 }]);
  expect(mock.events.entries.map(({ id }) => id)).toEqual([9354]);
});
