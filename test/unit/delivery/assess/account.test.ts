import { describe, expect, it } from 'vitest';
import { assessMailbox } from '../../../../shared/delivery/assess/assess-mailbox.ts';
import type { Evidence } from '../../../../shared/delivery/evidence.ts';
import { draft, evidence, factsOf, mechanisms, NOW } from './made.ts';

type Request = Evidence['requests'][number];
const SICK = '/exchange/alex/Inbox/Drawings.EML';

function request(
  status: number | null,
  at: number,
  path = '/exchange/alex/',
  broke: string | null = null,
): Request {
  const origin = 'https://mail.example.com';
  return { at: NOW + at, origin, method: 'GET', path, to: null, status, broke, sent: 0, bytes: 0, ms: 5 };
}

describe('how the server answered', () => {
  it.each<[string, readonly Request[], readonly string[]]>([
    ['all is well', [request(207, 0), request(207, 1)], []],
    ['the last answer refused the sign-in', [request(207, 0), request(401, 1)], ['auth-lost']],
    ['a session ended and was renewed', [request(440, 0), request(207, 1)], []],
    ['a reset, then 503', [request(null, 0, '/', 'reset'), request(503, 1)], ['worker-recycle']],
    ['one 500', [request(500, 0, SICK), request(207, 1)], []],
    ['500 again and again', [request(500, 0, SICK), request(207, 1), request(500, 2, SICK)], ['hot-spot']],
  ])('%s', (_, requests, expected) => {
    expect(mechanisms(assessMailbox(evidence({ requests })))).toEqual(expected);
  });

  it.each<[string, readonly Request[], string]>([
    [
      'the item, where others were answered',
      [request(500, 0, SICK), request(207, 1), request(500, 2, SICK)],
      'item',
    ],
    ['the server, where nothing else was', [request(500, 0, SICK), request(500, 2, SICK)], 'server'],
    [
      'the network, where lines only broke',
      [request(null, 0, SICK, 'reset'), request(null, 1, SICK, 'reset')],
      'network',
    ],
  ])('blames %s', (_, requests, blame) => {
    const [finding] = assessMailbox(evidence({ requests }));
    expect(finding).toMatchObject({ mechanism: 'hot-spot', blame, item: { href: SICK } });
  });

  it('adds a hot spot to the finding of its item', () => {
    const requests = [request(500, 0, SICK), request(207, 1), request(500, 2, SICK)];
    const findings = assessMailbox(evidence({ items: [draft({ href: SICK })], requests }));
    expect(mechanisms(findings)).toEqual(['foreign-drafts']);
    expect(factsOf(findings[0])).toContain('2 requests for it failed (500).');
  });
});
