import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequestHistory } from '../../../electron/network/health/request-log.ts';
import { LIMITS } from '../../../electron/network/limits.ts';
import { harOf } from '../../../shared/health/har.ts';
import type { RequestFacts } from '../../../shared/health/request.ts';
import { readRequestFilter } from '../../../shared/health/request-filter.ts';
import { serverHealth } from '../../../shared/health/servers.ts';

const NOW = new Date(2026, 10, 27, 14, 28).getTime();
const ORIGIN = 'https://mail.example.test';

function record(more: Partial<RequestFacts> = {}): RequestFacts {
  return {
    id: 1,
    at: NOW - 60_000,
    origin: ORIGIN,
    method: 'PROPFIND',
    path: '/exchange/dagny/Inbox/',
    to: null,
    status: 207,
    broke: null,
    sent: 200,
    bytes: 900,
    ms: 80,
    ...more,
  };
}
const MOVE = record({
  method: 'MOVE',
  path: '/exchange/dagny/Drafts/7f3a.EML',
  to: '/exchange/dagny/%23%23DavMailSubmissionURI%23%23/',
  status: 500,
  ms: 2100,
});
const RESET = record({ method: 'MOVE', status: null, broke: 'reset', at: NOW - 1000 });
const LARGE = record({ method: 'PUT', status: 201, sent: 9 * 2 ** 20, at: NOW - 3 * 3_600_000 });
const ALL = [record(), MOVE, RESET, LARGE];

describe('the filter of the request log', () => {
  it.each([
    ['', ALL],
    ['status:5xx', [MOVE]],
    ['status:500', [MOVE]],
    ['status:0', [RESET]],
    ['status:reset', [RESET]],
    ['method:move', [MOVE, RESET]],
    ['method:MOVE status:5xx', [MOVE]],
    ['path:Drafts', [MOVE]],
    ['##davmail', [MOVE]],
    ['size:>5M', [LARGE]],
    ['size:<1k status:207', [record()]],
    ['took:>1s', [MOVE]],
    ['took:>1500ms', [MOVE]],
    ['since:14:00', [record(), MOVE, RESET]],
    ['put', [LARGE]],
    // Later than now: yesterday's.
    ['since:15:00', ALL],
  ])('%j', (text, expected) => {
    const filter = readRequestFilter(text, NOW);
    expect(filter.unread).toEqual([]);
    expect(ALL.filter(filter.matches)).toEqual(expected);
  });

  it.each(['status:sick!', 'size:many', 'since:25:00', 'took:5x', 'path:'])(
    'says that %j means nothing',
    (text) => {
      expect(readRequestFilter(`method:MOVE ${text}`, NOW)).toMatchObject({ unread: [text] });
    },
  );

  it('reads anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, path) => {
        expect(typeof readRequestFilter(text, NOW).matches(record({ path }))).toBe('boolean');
      }),
    );
  });
});

describe('the health of servers', () => {
  it('counts the last hour, and what failed of it', () => {
    const mood = { origin: ORIGIN, circuit: 'half-open', until: null, retriesLeft: 4 } as const;
    expect(serverHealth(ALL, [mood], NOW)).toMatchObject([
      { ...mood, requests: 3, failed: 2, failedInARow: 1, typicalMs: 80, slowestMs: 2100 },
    ]);
  });

  it('puts each request into one bar of the chart', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_599_999 })), (ages) => {
        const [server] = serverHealth(
          ages.map((age) => record({ at: NOW - age })),
          [],
          NOW,
        );
        expect(server?.chart.reduce((sum, { requests }) => sum + requests, 0) ?? 0).toBe(ages.length);
      }),
    );
  });

  it('knows servers that were not asked yet, and those nothing is known of', () => {
    const quiet = { origin: 'https://quiet.test', circuit: 'open', until: NOW, retriesLeft: 0 } as const;
    const found = serverHealth([record()], [quiet], NOW);
    expect(found).toMatchObject([
      { ...quiet, requests: 0, typicalMs: null, slowestMs: null },
      { origin: ORIGIN, circuit: 'closed', retriesLeft: null, requests: 1 },
    ]);
  });
});

describe('the requests as an archive', () => {
  it('says what the log says and no more', () => {
    const archive = harOf([MOVE, RESET], '1.2.3') as { log: { entries: unknown[] } };
    expect(archive).toMatchObject({
      log: { version: '1.2', creator: { name: 'Retinue', version: '1.2.3' } },
    });
    expect(archive.log.entries).toMatchObject([
      {
        request: { method: 'MOVE', url: ORIGIN + MOVE.path, bodySize: 200 },
        response: { status: 500 },
        time: 2100,
      },
      { response: { status: 0 }, _broke: 'reset' },
    ]);
  });
});

describe('the history of requests', () => {
  it('gives what came after the last one that is known, and keeps the newest', () => {
    const history = createRequestHistory();
    const { id: _, ...facts } = record();
    for (let nth = 0; nth < 5 * LIMITS.requestsKept; nth += 1) history.note({ ...facts, bytes: nth });
    const all = history.after(0);
    expect(all).toHaveLength(LIMITS.requestsKept);
    expect(all.at(-1)).toMatchObject({ id: 5 * LIMITS.requestsKept, bytes: 5 * LIMITS.requestsKept - 1 });
    expect(history.after(5 * LIMITS.requestsKept - 2).map(({ id }) => id)).toEqual([
      5 * LIMITS.requestsKept - 1,
      5 * LIMITS.requestsKept,
    ]);
  });
});
