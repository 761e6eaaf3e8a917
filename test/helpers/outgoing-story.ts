import type { OutgoingState } from '../../shared/delivery/outgoing.ts';
import type { Step } from '../../shared/delivery/steps.ts';
import { AT } from './outgoing.ts';

export const MB = 2 ** 20;
const clock = (hour: number, minute: number, second: number) =>
  new Date(2026, 10, 23, hour, minute, second).getTime();

export const UNKNOWN_STATE: OutgoingState = {
  kind: 'unknown',
  since: clock(14, 25, 14),
  looks: 1,
  nextLook: AT + 24_000,
};
export const WAITING: OutgoingState = {
  kind: 'waiting',
  until: clock(14, 32, 0),
  tries: 2,
  failure: {
    kind: 'throttled',
    sentence: 'The server is busy (503) and asked for 4 minutes.',
    status: 503,
    retryAfterMs: 240_000,
  },
};

/** One of each kind; the two blocks differ in what is known. */
export const STATES: readonly OutgoingState[] = [
  { kind: 'queued', sendAt: AT + 8000 },
  { kind: 'checking' },
  { kind: 'uploading', sent: 5.7 * MB, total: 9.2 * MB, rate: 0.5 * MB },
  { kind: 'on-server' },
  { kind: 'submitting', since: AT - 14_000 },
  UNKNOWN_STATE,
  WAITING,
  { kind: 'blocked', block: 'too-large', failure: null },
  { kind: 'blocked', block: 'unproven', failure: null },
  { kind: 'filing', submittedAt: AT - 540_000, nextTry: null },
  { kind: 'done', submittedAt: AT - 540_000 },
  { kind: 'taken-back', discarded: false },
];

const DRAFT = '/exchange/dagny/Drafts/7f3a.EML';
const asked = (
  at: number,
  request: number,
  purpose: 'draft' | 'upload' | 'submit',
  method: string,
): Step => ({
  kind: 'asked',
  at,
  request,
  purpose,
  method,
  path: purpose === 'submit' ? `${DRAFT} to ##DavMailSubmissionURI##` : DRAFT,
});
const answered = (
  at: number,
  request: number,
  verdict: 'done' | 'refused' | 'unknown',
  status: number | null,
  ms: number,
): Step => ({
  kind: 'answered',
  at,
  request,
  verdict,
  status,
  ms,
  failure:
    verdict === 'unknown'
      ? { kind: 'interrupted', sentence: 'The line broke after the whole message was uploaded.' }
      : null,
});

/** A server that fails once while it takes over, then loses its answer. */
export function lostReply(): readonly Step[] {
  const notFound = { sent: 0, outbox: 0 } as const;
  return [
    {
      kind: 'spooled',
      at: clock(14, 23, 51),
      format: 1,
      account: { id: 'a', url: 'https://mail.halvorsen-lie.example/', user: 'HL\\dagny' },
      messageId: '<7f3a.20261123@halvorsen-lie.example>',
      subject: 'Signed minutes, 20 November',
      from: 'dagny@halvorsen-lie.example',
      recipients: ['d.p@example.com'],
      hidden: [],
      bytes: 9_122_611,
      sha256: '00',
      sendAt: clock(14, 24, 1),
    },
    asked(clock(14, 24, 1), 1, 'draft', 'PROPPATCH'),
    answered(clock(14, 24, 1), 1, 'done', 207, 61),
    asked(clock(14, 24, 2), 2, 'upload', 'PUT'),
    answered(clock(14, 24, 9), 2, 'done', 201, 7900),
    asked(clock(14, 24, 10), 3, 'submit', 'MOVE'),
    answered(clock(14, 24, 12), 3, 'refused', 500, 2100),
    {
      kind: 'looked',
      at: clock(14, 24, 12),
      draft: 'there',
      ...notFound,
      conclusion: 'not-submitted',
      rule: 'draft still there',
    },
    asked(clock(14, 24, 43), 4, 'submit', 'MOVE'),
    answered(clock(14, 25, 14), 4, 'unknown', null, 31_000),
    {
      kind: 'looked',
      at: clock(14, 25, 17),
      draft: 'gone',
      ...notFound,
      conclusion: 'open',
      rule: 'reply lost',
    },
  ];
}

/** The server said yes, and filed a copy. */
export const CONFIRMED: readonly Step[] = [
  asked(clock(14, 19, 0), 1, 'submit', 'MOVE'),
  answered(clock(14, 19, 1), 1, 'done', 201, 400),
  { kind: 'filed', at: clock(14, 19, 2), by: 'server' },
];
