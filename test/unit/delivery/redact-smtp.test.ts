import { describe, expect, it } from 'vitest';
import { redactedJournal, redactor } from '../../../shared/delivery/redact-journal.ts';
import { reproScenario } from '../../../shared/delivery/repro-scenario.ts';
import type { Step, StepOf } from '../../../shared/delivery/steps.ts';

const spooled: StepOf<'spooled'> = {
  kind: 'spooled',
  at: 1,
  format: 1,
  account: { id: 'a', url: 'https://dav.secret.example/', user: 'ingrid' },
  messageId: '<1@secret.example>',
  subject: 'Hello',
  from: 'ingrid@secret.example',
  recipients: ['bo@other.example'],
  hidden: [],
  bytes: 10,
  sha256: '',
  sendAt: 1,
};
const SENTENCE =
  'smtp://mail.secret.example:587 does not take the message for bo@other.example: “No” (550). Ask smtp://[2001:db8::7]:25.';
const steps: readonly Step[] = [
  spooled,
  { kind: 'decided', at: 2, decision: 'by-smtp' },
  {
    kind: 'asked',
    at: 3,
    request: 2,
    purpose: 'submit',
    method: 'SMTP',
    path: 'smtp://mail.secret.example:587',
  },
  {
    kind: 'answered',
    at: 4,
    request: 2,
    verdict: 'refused',
    status: 550,
    ms: 1,
    failure: { kind: 'forbidden', sentence: SENTENCE },
  },
];

describe('a journal of a message that SMTP took, made fit to be shown', () => {
  it('names no mail server', () => {
    const text = redactedJournal(steps, redactor(spooled));
    expect(text).not.toMatch(/secret|2001|other\.example/);
    expect(text).toContain('"path":"smtp://server.example"');
    expect(text).toContain('Ask smtp://server.example.');
  });

  it('makes no rule of what another server said', () => {
    expect(reproScenario(steps, 'x'.repeat(32))).toMatchObject({ rules: [] });
  });
});
