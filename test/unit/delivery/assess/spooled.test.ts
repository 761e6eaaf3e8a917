import { describe, expect, it } from 'vitest';
import { assessMailbox } from '../../../../shared/delivery/assess/assess-mailbox.ts';
import type { Step } from '../../../../shared/delivery/steps.ts';
import { asked, blocked, delivered, failure, spooled, tried, waits } from './journals.ts';
import { draft, evidence, factsOf, HOUR, mechanisms, NOW } from './made.ts';

const reset = failure('interrupted');
const busy = failure('throttled', 503);
const fault = failure('server-fault', 500);

describe('what the journal of a message tells', () => {
  it.each<[string, readonly Step[], readonly string[]]>([
    ['delivered', delivered('a'), []],
    ['too large for the server', [blocked('too-large', failure('too-large', 413))], ['over-send-limit']],
    ['a large item that broke conversion', [blocked('conversion', fault)], ['conversion-500']],
    ['a full mailbox', [blocked('mailbox-full', failure('storage-full', 507))], ['quota-full']],
    ['a refused sender', [blocked('from-refused', failure('forbidden', 403))], ['from-refused']],
    ['a server without MIME', [blocked('no-mime', failure('unsupported', 406))], ['put-406']],
    ['a lost sign-in', [blocked('sign-in', failure('unauthorized', 401))], ['auth-lost']],
    ['a locked draft', [blocked('locked', failure('conflict', 423))], ['locked-draft']],
    ['a name that the server has no place for', [waits(failure('conflict', 409))], ['bad-name']],
    ['a lost reply', tried('submit', 'unknown', reset), ['reply-lost']],
    [
      'a lost reply that looking could not settle',
      [...tried('submit', 'unknown', reset), blocked('unproven')],
      ['reply-lost'],
    ],
    [
      'a server that works on it longer than the clock',
      tried('submit', 'unknown', failure('timeout')),
      ['slow-commit'],
    ],
    [
      'a copy that was not filed',
      [...tried('submit', 'done', null, 1), ...tried('file', 'refused', fault, 2)],
      ['sent-copy-fails'],
    ],
    [
      'a worker that starts anew',
      [...tried('upload', 'not-sent', reset), waits(failure('throttled', 503))],
      ['worker-recycle'],
    ],
    ['an outage that outlasted all tries', [blocked('tries-spent', busy)], ['retry-cap']],
    [
      'an outage that outlasted its pause',
      [...tried('upload', 'refused', busy), waits(busy, NOW - HOUR)],
      ['worker-recycle'],
    ],
    ['a submission that has no answer yet', [spooled(), asked('submit', NOW - 60_000)], ['slow-commit']],
    ['a submission that ended with its program', [spooled(), asked('submit', NOW - HOUR)], ['reply-lost']],
    ['a submission that was answered and decides nothing', tried('submit', 'unknown', fault), ['hot-spot']],
    ['a long outage', [blocked('tries-spent', failure('offline'))], ['retry-cap']],
    [
      'a small item that the server fails on',
      [...tried('upload', 'refused', fault), waits(fault)],
      ['hot-spot'],
    ],
    ['a program that was closed in the undo time', [blocked('not-sent')], ['left-unsent']],
    ['a message that no program is at work on', [], ['left-unsent']],
    ['damage on the disk', [blocked('damaged')], ['damaged-spool']],
    ['taken back', [{ kind: 'told', at: NOW - HOUR, command: 'take-back' }], []],
  ])('%s', (_, steps, expected) => {
    const journal = steps[0]?.kind === 'spooled' ? steps : [spooled(), ...steps];
    const findings = assessMailbox(evidence({ journals: [journal] }));
    expect(mechanisms(findings)).toEqual(expected);
    for (const { actions } of findings) expect(actions).not.toEqual([]);
  });

  it('blames the first item that fails while later ones go out', () => {
    const first = [spooled('first'), ...tried('upload', 'refused', fault), waits(fault)];
    const findings = assessMailbox(evidence({ journals: [first, delivered('second')] }));
    expect(findings).toMatchObject([
      { mechanism: 'poison-first', blame: 'item', item: { subject: 'first' } },
    ]);
    expect(factsOf(findings[0])).toContain('Other messages went out meanwhile, so the server works.');
  });

  it('does not blame an item for what went out before it failed or after it was given up', () => {
    const given = [
      spooled('first'),
      ...tried('upload', 'refused', fault),
      { ...blocked('tries-spent', fault), at: NOW - 2.5 * HOUR },
    ];
    const findings = assessMailbox(evidence({ journals: [given, delivered('second')] }));
    expect(mechanisms(findings)).toEqual(['hot-spot']);
  });

  it('tells an account that is alone in its trouble from a network that is down', () => {
    const offline = failure('offline');
    const journals = [[spooled(), waits(offline)]];
    expect(mechanisms(assessMailbox(evidence({ journals })))).toEqual(['retry-cap']);
    const alone = assessMailbox(evidence({ journals, elsewhere: [NOW - HOUR] }));
    expect(mechanisms(alone)).toEqual(['one-account-down']);
    expect(factsOf(alone[0])).toContain(
      'Messages of other accounts went out meanwhile, so the network works.',
    );
  });

  it('knows a worker that ended in the middle of a submission by what others of the account met', () => {
    const journals = [
      [spooled('first'), ...tried('submit', 'unknown', reset)],
      [spooled('second'), ...tried('draft', 'refused', busy, 2), waits(busy)],
    ];
    const findings = assessMailbox(evidence({ journals }));
    expect(findings).toMatchObject([{ mechanism: 'worker-recycle', item: null }]);
    expect(findings[0]?.actions).toEqual(['verify-now', 'leave']);
  });

  it('sees that the draft of a message that waits was opened', () => {
    const journals = [
      [spooled(), ...tried('upload', 'done', null), ...tried('submit', 'refused', busy, 2), waits(busy)],
    ];
    const opened = (modified: number) => {
      const item = draft({ href: '/exchange/alex/Drafts/offer.EML', created: NOW - HOUR, modified });
      return mechanisms(assessMailbox(evidence({ items: [item], journals })));
    };
    expect(opened(NOW - HOUR + 90_000)).toEqual(['worker-recycle']);
    expect(opened(NOW - HOUR + 600_000)).toEqual(['draft-opened']);
  });

  it('needs somebody where no program is at work', () => {
    const at = (until: number) =>
      assessMailbox(evidence({ journals: [[spooled(), waits(fault, until)]] }))[0];
    expect(at(NOW + 1000)).toMatchObject({ severity: 'notice' });
    expect(at(NOW - HOUR)).toMatchObject({ severity: 'trouble', mechanism: 'hot-spot' });
    expect(factsOf(at(NOW - HOUR)).at(-1)).toContain('No program has been at work on it since');
  });

  it('never offers to send again what may have been sent', () => {
    const journals = [[spooled(), ...tried('submit', 'unknown', reset)]];
    expect(assessMailbox(evidence({ journals }))[0]?.actions).not.toContain('send-again');
  });

  it('makes one finding of the full mailbox of many messages', () => {
    const full = blocked('mailbox-full', failure('storage-full', 507));
    const journals = [
      [spooled('one'), full],
      [spooled('two'), full],
    ];
    const quota = { usedBytes: 1_000_000, availableBytes: 0 };
    const findings = assessMailbox(evidence({ journals, quota }));
    expect(findings).toMatchObject([{ mechanism: 'quota-full', item: null }]);
    const told = factsOf(findings[0]).join(' ');
    expect(told).toContain('"one"');
    expect(told).toContain('"two"');
  });

  it('takes the draft of a message in the spool for evidence of it, not for one that was left behind', () => {
    const item = draft({ messageId: '<offer@example.com>', hasBody: false });
    const journals = [[spooled(), blocked('conversion', fault)]];
    const findings = assessMailbox(evidence({ items: [item], journals }));
    expect(findings).toMatchObject([{ mechanism: 'conversion-500', item: { href: item.href } }]);
    expect(factsOf(findings[0]).at(-1)).toContain("server's Drafts");
  });
});
