import { describe, expect, it } from 'vitest';
import { assessMailbox } from '../../../../shared/delivery/assess/assess-mailbox.ts';
import type { Evidence, WaitingItem } from '../../../../shared/delivery/evidence.ts';
import { draft, evidence, factsOf, HOUR, mechanisms, NOW, queued } from './made.ts';

function assessOne(item: WaitingItem, more: Partial<Evidence> = {}) {
  return assessMailbox(evidence({ items: [item], ...more }));
}
const fresh = { created: NOW - 60_000, modified: NOW - 60_000 };

describe('what lies in Drafts and Outbox', () => {
  it.each<[string, WaitingItem, readonly string[]]>([
    ['a complete draft left for a day', draft(), ['foreign-drafts']],
    ['a complete draft of a minute ago', draft(fresh), []],
    ['an old draft that was changed a minute ago', draft({ modified: NOW - 60_000 }), []],
    ['an old draft without recipients', draft({ hasRecipients: false }), []],
    ['a draft without a body', draft({ hasBody: false, size: 400 }), ['half-created']],
    ['a draft that gets its body now', draft({ hasBody: false, ...fresh }), []],
    ['a received message that somebody moved to Drafts', draft({ flags: 1 }), []],
    ['a draft of a server that tells no flags', draft({ flags: null }), ['foreign-drafts']],
    ['a submitted message', queued(), ['queued-not-spooled']],
    [
      'a submitted message that is flagged by its flags only',
      queued({ submitted: false }),
      ['queued-not-spooled'],
    ],
    ['a submitted message that lies in Drafts', draft({ submitted: true }), ['queued-not-spooled']],
    [
      'a message in the Outbox that nobody submitted',
      queued({ submitted: false, flags: 9 }),
      ['queued-not-spooled'],
    ],
    ['a message submitted a minute ago', queued(fresh), []],
    ['a message that is to leave tomorrow', queued({ deferredUntil: NOW + 24 * HOUR }), []],
    [
      'a message that was to leave an hour ago',
      queued({ deferredUntil: NOW - HOUR }),
      ['queued-not-spooled'],
    ],
    ['a message without any date', queued({ created: null, modified: null }), ['queued-not-spooled']],
  ])('%s', (_, item, expected) => {
    expect(mechanisms(assessOne(item))).toEqual(expected);
  });

  it('names the facts', () => {
    const [finding] = assessOne(queued());
    expect(factsOf(finding)).toEqual([
      "It is in the server's Outbox since 2026-03-04 04:00 UTC.",
      'It is flagged as submitted (message flags 0xd), and transport has not taken it.',
      'No message with its Message-ID is in Sent Items.',
      'It has been there for 5 hours.',
    ]);
    expect(finding).toMatchObject({ severity: 'trouble', blame: 'server', since: NOW - 5 * HOUR });
  });

  it.each<[string, Partial<Evidence>]>([
    ['is in Sent Items', { sent: { messageIds: ['<offer@example.com>'], unasked: [] } }],
    ['could not be asked for', { sent: { messageIds: [], unasked: ['<offer@example.com>'] } }],
    ['was not looked for, because Sent Items could not be searched', { sent: null }],
  ])('offers nothing that could send twice where its Message-ID %s', (_, more) => {
    for (const item of [draft(), queued(), draft({ hasBody: false })])
      for (const { actions } of assessOne(item, more)) {
        expect(actions).not.toContain('adopt-and-send');
        expect(actions).not.toContain('move-to-drafts');
        expect(actions.length).toBeGreaterThan(0);
      }
  });

  it('says that a draft is larger than the server takes', () => {
    const findings = assessOne(draft({ size: 12 * 2 ** 20 }), { limits: { sendBytes: 10 * 2 ** 20 } });
    expect(mechanisms(findings)).toEqual(['over-send-limit']);
    expect(factsOf(findings[0])).toContain('Its size is 12 MB; the server takes 10 MB at most.');
  });

  it('lists each of many, and says that they are many', () => {
    const items = Array.from({ length: 2000 }, (_, at) =>
      queued({ href: `/exchange/alex/Outbox/${at}.EML` }),
    );
    const [many, ...each] = assessMailbox(evidence({ items }));
    expect(many).toMatchObject({ mechanism: 'many-items', item: null });
    expect(factsOf(many)[0]).toContain('2000 messages');
    expect(new Set(each.map(({ id }) => id)).size).toBe(2000);
  });
});
