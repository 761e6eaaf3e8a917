import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../renderer/features/outbox/facts.ts';
import { timelineOf } from '../../../renderer/features/outbox/timeline.ts';
import { verdictOf } from '../../../renderer/features/outbox/verdict.ts';
import type { Step, StepOf } from '../../../shared/delivery/steps.ts';
import { AT, outgoing } from '../../helpers/outgoing.ts';
import { MB, UNKNOWN_STATE } from '../../helpers/outgoing-story.ts';
import { english } from '../../../shared/language/say.ts';

const say = english();

const asked = (request: number, purpose: StepOf<'asked'>['purpose'], method: string): Step => ({
  kind: 'asked',
  at: AT,
  request,
  purpose,
  method,
  path: '/x',
});
const answered = (request: number, verdict: StepOf<'answered'>['verdict'], status: number | null): Step => ({
  kind: 'answered',
  at: AT,
  request,
  verdict,
  status,
  ms: 5,
  failure: null,
});
const decided = (decision: StepOf<'decided'>['decision'], status?: number): Step => ({
  kind: 'decided',
  at: AT,
  decision,
  ...(status === undefined ? {} : { status }),
});
const looked = (draft: StepOf<'looked'>['draft'], conclusion: StepOf<'looked'>['conclusion']): Step => ({
  kind: 'looked',
  at: AT,
  draft,
  sent: 0,
  outbox: 0,
  conclusion,
  rule: 'r',
});
const sentences = (steps: readonly Step[]) =>
  timelineOf(steps, { kind: 'done', submittedAt: AT }, AT, say).map(({ sentence }) => sentence);
const draftOf = (steps: readonly Step[]) => factsOf(steps, null, say)[0]?.words;

const BY_COPY = [
  asked(1, 'draft', 'PROPPATCH'),
  answered(1, 'done', 207),
  asked(3, 'submit', 'MOVE'),
  answered(3, 'unknown', 405),
  looked('there', 'not-submitted'),
  decided('by-copy', 405),
  asked(7, 'submit', 'COPY'),
];

describe('another way of submission, in words', () => {
  it('a copy of the draft', () => {
    const steps = [...BY_COPY, answered(7, 'done', 200)];
    expect(sentences(steps).slice(1)).toEqual([
      'Server did not take it over',
      'Checked: draft still there, nothing in Sent Items. Safe to try again',
      'The server does not move items (405). Retinue submits a copy of the draft instead',
      'Try 2: the server took it over for sending',
    ]);
    expect(draftOf(steps)).toBe('There');
    expect(draftOf([...steps, asked(9, 'tidy', 'DELETE'), answered(9, 'done', 200)])).toBe('Removed');
  });

  it('the message itself, after both', () => {
    const steps = [...BY_COPY, answered(7, 'refused', 501), decided('by-put', 501)];
    expect(sentences(steps).at(-1)).toBe(
      'The server does not copy items either (501). Retinue submits the message itself instead, with its envelope',
    );
    expect(draftOf(steps)).toBe('There');
  });

  it('the message itself, because there are no drafts', () => {
    const refused = [asked(1, 'draft', 'PROPPATCH'), answered(1, 'refused', 405), decided('by-put', 405)];
    expect(sentences(refused).at(-1)).toBe(
      'The server takes no drafts (405). Retinue submits the message itself instead, with its envelope',
    );
    const unnamed = [decided('by-put'), looked('none', 'open')];
    expect(sentences(unnamed)).toEqual([
      'The mailbox names no Drafts folder. Retinue submits the message itself instead, with its envelope',
      'Looked: nothing in Sent Items. Not settled yet',
    ]);
    expect([draftOf(refused), draftOf(unnamed), draftOf([decided('by-put')])]).toEqual(
      Array(3).fill('Not needed'),
    );
    expect(timelineOf(unnamed, UNKNOWN_STATE, AT, say).at(-1)?.sentence).toContain(
      'Sent Items, Outbox, bounces',
    );
  });

  it('by SMTP: no draft, the mail server in the line, the copy put', () => {
    const steps = [
      decided('by-smtp'),
      { ...asked(2, 'submit', 'SMTP'), path: 'smtp://mail.example:465' } as Step,
      answered(2, 'done', 250),
      asked(4, 'file', 'MKCOL'),
      answered(4, 'done', 201),
      asked(6, 'file', 'PUT'),
      answered(6, 'done', 201),
    ];
    expect(sentences(steps)).toEqual([
      "The account's own server sends no mail. Retinue hands the message to its mail server (SMTP)",
      'The server took it over for sending',
      'Folder for sent mail made',
      expect.stringMatching(/copy put into Sent Items$/i) as string,
    ]);
    expect(draftOf(steps)).toBe('Not needed');
    const line = timelineOf(steps, { kind: 'done', submittedAt: AT }, AT, say)[1];
    expect(line).toMatchObject({
      protocol: expect.stringMatching(/^SMTP smtp:\/\/mail\.example:465/) as string,
    });
  });

  it('by SMTP: 5yz is a refusal, no fault of the server; no answer is doubt', () => {
    const begun = [decided('by-smtp'), asked(2, 'submit', 'SMTP')];
    expect(sentences([...begun, answered(2, 'refused', 550)]).at(-1)).toBe('Server did not take it over');
    expect(sentences([...begun, answered(2, 'unknown', null)]).at(-1)).toBe('Handed over, answer lost');
    expect(sentences([...begun, answered(2, 'not-sent', null)]).at(-1)).toBe(
      'The hand-over did not reach the server whole',
    );
  });

  it('no Sent Items', () => {
    expect(sentences([{ kind: 'filed', at: AT, by: 'nobody' }])).toEqual([
      'The mailbox names no Sent Items, so no copy is filed',
    ]);
  });

  it('while it is uploaded', () => {
    const state = { kind: 'uploading', sent: MB, total: 2 * MB, rate: 1 } as const;
    const text = (purpose: 'upload' | 'submit') =>
      verdictOf(outgoing('1', state), [asked(1, purpose, 'PUT')], AT, say).text;
    expect(text('upload')).toContain('50 % of it has been uploaded as a draft.');
    expect(text('submit')).toContain('50 % of it has been uploaded, without a draft.');
  });
});
