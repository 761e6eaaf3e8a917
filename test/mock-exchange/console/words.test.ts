import { describe, expect, it } from 'vitest';
import { curlOf } from '../../../electron/mock-exchange/console/copy-as-curl.js';
import { journalFilter } from '../../../electron/mock-exchange/console/filter.js';
import { shownPath, sizeOf } from '../../../electron/mock-exchange/console/format.js';
import { withFresh } from '../../../electron/mock-exchange/console/model.js';
import { whatLine, whereLine } from '../../../electron/mock-exchange/console/rule-words.js';
import { verdictOf } from '../../../electron/mock-exchange/console/verdict.js';
import type { Claim } from '../../../electron/mock-exchange/oracle/claims.ts';
import type { JournalEntry } from '../../../electron/mock-exchange/journal/entry.ts';

function entry(more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: 1,
    at: 0,
    mailbox: 'alex',
    method: 'MOVE',
    path: '/exchange/alex/Drafts/a%20b.EML',
    status: 200,
    requestBytes: 0,
    responseBytes: 0,
    durationMs: 1,
    rule: null,
    committed: true,
    step: null,
    client: 'Retinue',
    truth: 'Delivered to 2',
    before: null,
    after: null,
    wire: {
      host: 'localhost',
      requestHeaders: [],
      responseHeaders: [],
      requestText: null,
      responseText: null,
      requestType: null,
      responseType: null,
    },
    ...more,
  };
}

describe('the journal filter', () => {
  const struck = entry({ rule: 'reply-lost', step: 'after-commit-before-reply', status: 0 });
  it.each([
    ['fault:*', true, false],
    ['method:MOVE', true, true],
    ['method:GET', false, false],
    ['status:cut', true, false],
    ['status:2*', false, true],
    ['fault:* method:move', true, false],
    ['delivered', true, true],
    ['nothing', false, false],
    ['client:Ret*', true, true],
    ['odd:word', false, false],
    ['', true, true],
  ])('%s', (text, onStruck, onPlain) => {
    const holds = journalFilter(text);
    expect([holds(struck), holds(entry())]).toEqual([onStruck, onPlain]);
  });
});

describe('the words of the console', () => {
  it('shows paths below the mailbox, decoded where they can be', () => {
    expect(shownPath('/exchange/alex/Drafts/a%20b.EML')).toBe('Drafts/a b.EML');
    expect(shownPath('/exchange/alex/')).toBe('/');
    expect(shownPath('/exchange/alex/%ff')).toBe('%ff');
    expect(shownPath('/exchange/alex/%23%23DavMailSubmissionURI%23%23/')).toBe('submit/');
  });

  it('shows sizes with one unit', () => {
    expect([0, 999, 1000, 999_949, 12_000_000, 10_000_000_000].map(sizeOf)).toEqual([
      '0',
      '999',
      '1.0 KB',
      '999.9 KB',
      '12.0 MB',
      '10.0 GB',
    ]);
  });

  it('reads a rule out', () => {
    const rule = {
      id: 'r',
      enabled: true,
      where: { method: ['MOVE', 'COPY'], destination: 'submission', size: { above: 5 } },
      step: 'mid-download',
      byte: 512,
      what: { kind: 'status', status: 503 },
      howLong: { count: 1 },
    };
    expect(whereLine(rule)).toBe('MOVE, COPY, destination submission, size above 5');
    expect(whatLine(rule)).toBe('mid-download@512: status status 503; count 1');
  });

  it('judges by what lies in mailboxes', () => {
    const message = { messageId: '<1>', subject: '', sentCopies: 1, draftsLeft: 0, inOutbox: 0 };
    const to = (...copies: number[]) => copies.map((each, at) => ({ recipient: `r${at}`, copies: each }));
    expect(verdictOf({ ...message, deliveries: to(1, 1) })).toBe('delivered');
    expect(verdictOf({ ...message, deliveries: to(1, 2) })).toBe('duplicate');
    expect(verdictOf({ ...message, deliveries: to(1), sentCopies: 2 })).toBe('duplicate');
    expect(verdictOf({ ...message, deliveries: [], draftsLeft: 1 })).toBe('stuck-in-drafts');
    expect(verdictOf({ ...message, deliveries: [], inOutbox: 1 })).toBe('in-outbox');
    expect(verdictOf({ ...message, deliveries: to(0, 1) })).toBe('open');
  });

  it('judges what a client says by what is true', () => {
    const message = { messageId: '<1>', subject: '', sentCopies: 0, draftsLeft: 0, inOutbox: 0 };
    const claim = (means: Claim['means']): Claim => ({
      messageId: '<1>',
      client: 'Probe',
      says: means,
      means,
    });
    const once = { ...message, deliveries: [{ recipient: 'bo', copies: 1 }] };
    const nobody = { ...message, deliveries: [] };
    expect(verdictOf(once, claim('sent'))).toBe('honest');
    expect(verdictOf(nobody, claim('sent'))).toBe('lost');
    expect(verdictOf({ ...nobody, draftsLeft: 1 }, claim('sent'))).toBe('stuck-in-drafts');
    expect(verdictOf(once, claim('not-sent'))).toBe('untrue');
    expect(verdictOf(nobody, claim('not-sent'))).toBe('honest');
    expect(verdictOf(once, claim('unknown'))).toBe('honest');
    expect(verdictOf(nobody, claim('working'))).toBe('open');
    const twice = { ...message, deliveries: [{ recipient: 'bo', copies: 2 }] };
    expect(verdictOf(twice, claim('unknown'))).toBe('duplicate');
  });

  it('makes a command that a shell reads as it was meant', () => {
    const wire = {
      ...entry().wire,
      requestHeaders: [
        ['Destination', "/exchange/alex/it's"],
        ['Authorization', '(redacted)'],
      ] as const,
      requestText: '<a/>',
    };
    expect(curlOf(entry({ wire }), 'http://127.0.0.1:1', 'alex')).toBe(
      "curl -i -X MOVE -u alex -H 'Destination: /exchange/alex/it'\\''s' --data-binary '<a/>' 'http://127.0.0.1:1/exchange/alex/Drafts/a%20b.EML'",
    );
  });

  it('keeps each line once when lines come again', () => {
    const lines = [1, 2, 3].map((id) => entry({ id }));
    expect(withFresh(lines, [entry({ id: 3 }), entry({ id: 4 })]).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(withFresh(lines, [])).toHaveLength(3);
  });
});
