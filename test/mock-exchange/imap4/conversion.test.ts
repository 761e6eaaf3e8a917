import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { SettingsInput } from '../../../electron/mock-exchange/settings/settings.ts';
import { message } from '../support/mail.ts';
import { serverWith } from '../support/server.ts';
import { type ImapClient, literals, selected } from './support.ts';

/** Messages without a MIME stream over IMAP4 (KB 329067). */
const MAILS = [1, 2, 3].map((id) =>
  message(`Moved ${id}`, { id, mapiOnly: true, body: 'some text\r\n'.repeat(3000) }),
);
const SIZE = MAILS[0]?.content.size ?? 0;

const open: { mock?: MockExchange; client?: ImapClient } = {};
afterEach(async () => {
  open.client?.line.close();
  await open.mock?.stop();
});

async function started(settings: SettingsInput = {}) {
  const mock = await serverWith(MAILS, { imap4: {}, settings });
  const client = await selected(mock);
  Object.assign(open, { mock, client });
  const counted = async (command: string) => {
    const before = mock.oracle().conversions.count;
    const state = { isThere: false };
    const answer = client.run(command).finally(() => (state.isThere = true));
    while (!state.isThere) {
      await mock.clock.advance(5);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { answer: await answer, conversions: mock.oracle().conversions.count - before };
  };
  return { mock, counted };
}

describe('IMAP4 and messages without a MIME stream', () => {
  it('converts for exact sizes and keeps nothing of it', async () => {
    const { counted } = await started();
    const { answer, conversions } = await counted('FETCH 1:* (UID RFC822.SIZE)');
    expect(conversions).toBe(3);
    expect(answer).toContain(`RFC822.SIZE ${SIZE})`);
    expect((await counted('FETCH 1:* RFC822.SIZE')).conversions).toBe(3);
    expect((await counted('SEARCH 2:3 LARGER 100')).conversions).toBe(2);
  });

  it.each([{ Imap4Compatibility: 0xffff_fffe }, { Imap4FastMessageRetrieval: true }])(
    'tells approximate sizes without converting with %o',
    async (settings) => {
      const { counted } = await started(settings);
      const { answer, conversions } = await counted('FETCH 1:* RFC822.SIZE');
      expect(conversions).toBe(0);
      expect(answer).not.toContain(`RFC822.SIZE ${SIZE})`);
      const fetched = await counted('FETCH 2 (RFC822.SIZE BODY.PEEK[])');
      expect(fetched.conversions).toBe(1);
      expect(literals(fetched.answer)[0]).toHaveLength(SIZE);
      expect(fetched.answer).not.toContain(`RFC822.SIZE ${SIZE})`);
    },
  );

  it('is not helped by what helps POP3', async () => {
    const { counted } = await started({ Pop3Compatibility: 0xffff_fffe });
    expect((await counted('FETCH 1:* RFC822.SIZE')).conversions).toBe(3);
  });

  it('converts once for all items of one FETCH, and not at all for what properties hold', async () => {
    const { mock, counted } = await started();
    const all = await counted('FETCH 1 (RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER] BODY.PEEK[1]<0.10>)');
    expect(all.conversions).toBe(1);
    expect((await counted('FETCH 1:* (FLAGS UID INTERNALDATE ENVELOPE)')).conversions).toBe(0);
    expect((await counted('SEARCH SUBJECT moved BODY text UNSEEN')).conversions).toBe(0);
    expect(mock.oracle().items[0]).toMatchObject({ conversions: 1, requests: 1 });
  });

  it('converts everything of a server that has no streaming store', async () => {
    const mock = await serverWith([message('Any')], {
      imap4: {},
      personality: '2007',
      settings: { ConversionBaseMs: 0, ConversionMsPerMB: 0 },
    });
    open.mock = mock;
    open.client = await selected(mock);
    const answer = open.client.run('FETCH 1 BODY[]');
    await mock.clock.advance(1);
    expect(await answer).toContain('Subject: Any');
    expect(mock.oracle().conversions.count).toBe(1);
  });
});
