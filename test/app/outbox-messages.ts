import type { OutgoingView } from '../../shared/delivery/outgoing.ts';
import { outgoing } from '../helpers/outgoing.ts';
import { MB } from '../helpers/outgoing-story.ts';

const failure = {
  kind: 'too-large',
  sentence:
    'The server refused this message: it takes 10 MB, this is 31 MB (413). Retinue will not try again.',
  status: 413,
} as const;
export const busy = {
  kind: 'throttled',
  sentence: 'The server is busy (503) and asked for 4 minutes.',
  status: 503,
  retryAfterMs: 240_000,
} as const;

/** Seven messages in seven states, as in the picture, of this account; times from the moment that the window thinks it is. */
export function messages(now: number, accountId = 'demo'): readonly OutgoingView[] {
  let place = 0;
  const make: typeof outgoing = (id, state, change) =>
    outgoing(id, state, { accountId, queuedAt: now - 60_000 + place++, ...change });
  return [
    make(
      'site',
      { kind: 'blocked', block: 'too-large', failure },
      {
        subject: 'Site photos, quay 3, all angles',
        recipients: ['"Havnekontoret" <post@havn.example>', '"Ingrid Halvorsen" <i.h@example.com>'],
        bytes: 31 * MB,
        commands: ['take-back', 'try-now'],
      },
    ),
    make(
      'open',
      { kind: 'blocked', block: 'unproven', failure: null },
      {
        subject: 'Fender supplier, second offer',
        recipients: ['innkjop@havn.example'],
        bytes: 212 * 1024,
        commands: ['send-again', 'mark-as-sent', 'take-back'],
      },
    ),
    make(
      'minutes',
      { kind: 'unknown', since: now - 200_000, looks: 1, nextLook: now + 24_000 },
      {
        subject: 'Signed minutes, 20 November',
        recipients: [
          '"Δημήτρης Παπαδόπουλος" <d.p@example.com>',
          '"Zuzana Kováčová" <z@example.com>',
          'a@example.com',
          'b@example.com',
          'c@example.com',
        ],
        messageId: '<7f3a.20261123@halvorsen-lie.example>',
        bytes: 9_122_611,
        commands: ['verify-now', 'send-again', 'take-back'],
      },
    ),
    make(
      'list',
      { kind: 'uploading', sent: 5.7 * MB, total: 9.2 * MB, rate: 0.5 * MB },
      {
        subject: 'Re: Fender list, revision C',
        recipients: ['"Ingrid Halvorsen" <i.h@example.com>', '"Tomás Echeverría" <t@example.com>'],
        bytes: 9.2 * MB,
        commands: ['take-back'],
      },
    ),
    make(
      'arabic',
      { kind: 'queued', sendAt: now + 8000 },
      {
        subject: 'ترجمة العقد النهائى – ملاحظات',
        recipients: ['"مكتب ليلى حداد للترجمة" <l@example.com>'],
        bytes: 64 * 1024,
        commands: ['take-back', 'send-now'],
      },
    ),
    make(
      'weekly',
      { kind: 'waiting', until: now + 240_000, tries: 2, failure: busy },
      {
        subject: 'Weekly report, week 47',
        recipients: ['prosjekt@partner.example'],
        bytes: 1.4 * MB,
        commands: ['try-now', 'take-back'],
      },
    ),
    make(
      'filing',
      { kind: 'filing', submittedAt: now - 540_000, nextTry: now + 300_000 },
      {
        subject: '請求書の件、承知しました',
        recipients: ['"佐藤 由美（北港測量）" <y@example.com>'],
        bytes: 18 * 1024,
        commands: ['file-here'],
      },
    ),
  ];
}
