import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { ask, serverWith, texts } from '../support/server.ts';
import { BASE, locked } from './support.ts';

/** Where RFC 4918 and Exchange's own verbs meet. */
const INBOX = `${BASE}/Inbox`;
let mock: MockExchange;
beforeEach(async () => {
  mock = await serverWith([message('One'), message('Two', { id: 2 })]);
});
afterEach(() => mock.stop());

const target = (...names: readonly string[]) =>
  `<D:target>${names.map((name) => `<D:href>${name}</D:href>`).join('')}</D:target>`;

describe('Exchange 2003', () => {
  it('promises both classes, and at each address what can be done there', async () => {
    const allow = async (path: string) => {
      const { headers } = await ask(mock, 'OPTIONS', path);
      expect(headers['dav']).toBe('1, 2');
      return String(headers['allow']).split(', ');
    };
    expect(await allow(INBOX)).toEqual(expect.arrayContaining(['LOCK', 'SEARCH', 'BMOVE', 'POST']));
    const item = await allow(`${INBOX}/One.EML`);
    expect(item).toEqual(expect.arrayContaining(['PUT', 'UNLOCK', 'X-MS-ENUMATTS']));
    expect(item).not.toContain('SEARCH');
    expect(await allow(`${INBOX}/none`)).toEqual(['OPTIONS', 'PUT', 'MKCOL', 'PROPPATCH', 'LOCK']);
    expect(await allow(`${BASE}/%23%23DavMailSubmissionURI%23%23`)).not.toContain('LOCK');
  });

  it('keeps locked messages from the bulk verbs, one by one', async () => {
    const token = await locked(mock, `${INBOX}/One.EML`);
    const body = `<D:delete xmlns:D="DAV:">${target('One.EML', 'Two.EML')}</D:delete>`;
    const { text } = await ask(mock, 'BDELETE', `${INBOX}/`, {}, body);
    expect(texts(text, 'status')).toEqual(['HTTP/1.1 423 Locked', 'HTTP/1.1 200 OK']);
    const again = await ask(mock, 'BDELETE', `${INBOX}/`, { If: `<${INBOX}/One.EML> (<${token}>)` }, body);
    expect(texts(again.text, 'status')).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 404 Resource Not Found']);
  });

  it('keeps a locked folder from new members by POST, and takes no locked draft to be sent', async () => {
    const mail = 'From: alex@example.com\r\nTo: alex@example.com\r\nSubject: Out\r\n\r\nText.\r\n';
    const rfc822 = { 'Content-Type': 'message/rfc822' };
    await ask(mock, 'PUT', `${BASE}/Drafts/out.EML`, rfc822, mail);
    await locked(mock, `${BASE}/Drafts`);
    expect((await ask(mock, 'POST', `${BASE}/Drafts/`, rfc822, mail)).status).toBe(423);
    const Destination = `${BASE}/%23%23DavMailSubmissionURI%23%23/`;
    expect((await ask(mock, 'MOVE', `${BASE}/Drafts/out.EML`, { Destination })).status).toBe(423);
  });

  it('ends the lock of a message that is taken away by its permanent URL', async () => {
    await locked(mock, INBOX, { Depth: '0' });
    const one = await locked(mock, `${INBOX}/One.EML`);
    const found = await ask(mock, 'PROPFIND', `${INBOX}/One.EML`, { Depth: '0' });
    const permanent = new URL(texts(found.text, 'permanenturl')[0] ?? '').pathname;
    expect((await ask(mock, 'DELETE', permanent)).status).toBe(423);
    expect((await ask(mock, 'PROPFIND', permanent, { Depth: '0' })).text).toContain(one);
  });

  it('is free of locks after a reset, and gives out the same tokens again', async () => {
    const first = await locked(mock, `${INBOX}/One.EML`);
    await mock.reset();
    expect(await locked(mock, `${INBOX}/One.EML`)).toBe(first);
  });
});
