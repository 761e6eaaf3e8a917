import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../../renderer/features/outbox/notices.ts';
import type { Block } from '../../../shared/delivery/steps.ts';
import { AT, outgoing } from '../../helpers/outgoing.ts';
import { english } from '../../../shared/language/say.ts';

const say = english();

const blocked = (id: string, block: Block) => outgoing(id, { kind: 'blocked', block, failure: null });

describe('notices', () => {
  it('tell each cause once, and again when it comes back', () => {
    const rows = [blocked('1', 'too-large')];
    const first = noticesOf(rows, [], AT, say);
    expect(first.notices.map(({ title }) => title)).toEqual(['Not sent: Subject 1']);
    expect(noticesOf(rows, first.causes, AT, say).notices).toEqual([]);
    const over = noticesOf([], first.causes, AT, say);
    expect(over.causes).toEqual([]);
    expect(noticesOf(rows, over.causes, AT, say).notices).toHaveLength(1);
  });

  it('are one for an account that lost its sign-in, however many messages wait, also later ones', () => {
    const rows = ['1', '2', '3'].map((id) => blocked(id, 'sign-in'));
    const { notices, causes } = noticesOf(rows, [], AT, say);
    expect(notices.map(({ title }) => title)).toEqual(['3 messages need you']);
    expect(causes).toHaveLength(1);
    expect(noticesOf([...rows, blocked('4', 'sign-in')], causes, AT, say).notices).toEqual([]);
  });

  it('are told of another message that is refused for the same reason', () => {
    const { causes } = noticesOf([blocked('1', 'refused')], [], AT, say);
    expect(
      noticesOf([blocked('1', 'refused'), blocked('2', 'refused')], causes, AT, say).notices,
    ).toHaveLength(1);
  });

  it('say what came back, and nothing of retries, doubt and progress', () => {
    const bounce = { recipients: ['a@example.com'], sentence: 'There is no such address (5.1.1).' };
    const { notices } = noticesOf(
      [
        outgoing('1', { kind: 'done', submittedAt: AT }, { bounce }),
        outgoing('2', { kind: 'waiting', until: AT + 1000, tries: 2, failure: null }),
        outgoing('3', { kind: 'unknown', since: AT, looks: 1, nextLook: AT }),
      ],
      [],
      AT,
      say,
    );
    expect(notices).toHaveLength(1);
    expect(notices[0]?.title).toBe('Came back: Subject 1');
    expect(notices[0]?.body).toContain('There is no such address (5.1.1).');
  });
});
