import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, formatSeconds, formatTime } from '../../../renderer/components/format/dates.ts';
import { formatColumn } from '../../../renderer/components/format/numbers.ts';
import { outgoingTally } from '../../../renderer/components/format/outgoing.ts';
import { commandLabel, questionOf } from '../../../renderer/features/outbox/command-words.ts';
import { factsOf } from '../../../renderer/features/outbox/facts.ts';
import { groupsOf, summaryOf } from '../../../renderer/features/outbox/groups.ts';
import { newsOf } from '../../../renderer/features/outbox/news.ts';
import { reasonOf } from '../../../renderer/features/outbox/reasons.ts';
import { reportOf } from '../../../renderer/features/outbox/report.ts';
import { shortenAddresses } from '../../../shared/delivery/redact.ts';
import { rowWords } from '../../../renderer/features/outbox/row-words.ts';
import { spokenEntry, timelineOf } from '../../../renderer/features/outbox/timeline.ts';
import { tickOf } from '../../../renderer/features/outbox/times.ts';
import { verdictOf } from '../../../renderer/features/outbox/verdict.ts';
import type { OutgoingState } from '../../../shared/delivery/outgoing.ts';
import { BLOCKS, COMMANDS } from '../../../shared/delivery/steps.ts';
import { AT, outgoing } from '../../helpers/outgoing.ts';
import { CONFIRMED, lostReply, MB, STATES, UNKNOWN_STATE, WAITING } from '../../helpers/outgoing-story.ts';
import { sayIn } from '../../../shared/language/languages.ts';
import { english } from '../../../shared/language/say.ts';

const say = english();

const at = (hour: number, minute: number, second = 0) =>
  new Date(2026, 10, 23, hour, minute, second).getTime();
/** As this system writes a time. */
const clock = (hour: number, minute: number) => formatTime(at(hour, minute));
const shown = (state: OutgoingState, bytes = 9.2 * MB) => {
  const { lead, rest } = rowWords(outgoing('1', state, { bytes }), AT, say);
  return `${lead} ${rest}`;
};

describe('the sentence of a message', () => {
  it.each<readonly [OutgoingState, string]>([
    [{ kind: 'queued', sendAt: AT + 8000 }, 'Sends in 8 s Still on this computer only'],
    [{ kind: 'queued', sendAt: at(18, 0) }, `Sends ${clock(18, 0)} Still on this computer only`],
    [{ kind: 'queued', sendAt: AT }, 'Next in line Still on this computer only'],
    [
      { kind: 'uploading', sent: 5.7 * MB, total: 9.2 * MB, rate: 0.5 * MB },
      'Uploading 61 % 5.7 of 9.2 MB, 512 KB/s, about 7 s left',
    ],
    [{ kind: 'uploading', sent: 0, total: 9.2 * MB, rate: 0 }, 'Uploading 0 % 0 bytes of 9.2 MB'],
    [
      { kind: 'submitting', since: AT - 14_000 },
      'Handing over All uploaded; the server is taking it over, 14 s',
    ],
    [UNKNOWN_STATE, 'Unknown, verifying. Reply lost after upload; checking Sent Items and Drafts.'],
    [WAITING, `Next try ${clock(14, 32)} Server busy (503); it asked for 4 minutes. Tried 2 times.`],
    [
      { kind: 'blocked', block: 'too-large', failure: { kind: 'too-large', sentence: 'x', status: 413 } },
      'Refused: too large. This is 9.2 MB (413). Not tried again.',
    ],
    [
      { kind: 'filing', submittedAt: at(14, 19), nextTry: at(14, 40) },
      `Sent ${clock(14, 19)} Only the copy in Sent Items is still to be filed; next try ${clock(14, 40)}`,
    ],
    [{ kind: 'taken-back', discarded: false }, 'Taken back. It will not be sent.'],
  ])('%o', (state, sentence) => {
    expect(shown(state)).toBe(sentence);
  });

  it.each<readonly [OutgoingState, string]>([
    [{ kind: 'queued', sendAt: AT + 8000 }, 'Sends in 8 s Still on this computer only'],
    [{ kind: 'queued', sendAt: AT }, 'Waits. You paused this server. Still on this computer only.'],
    [WAITING, 'Waits. You paused this server. Nothing is tried until you resume it.'],
    [UNKNOWN_STATE, 'Unknown. You paused this server. It is looked for when you resume it.'],
    [
      { kind: 'filing', submittedAt: at(14, 19), nextTry: null },
      `Sent ${clock(14, 19)} You paused this server. The copy in Sent Items is filed when you resume it`,
    ],
    [{ kind: 'taken-back', discarded: false }, 'Taken back. It will not be sent.'],
  ])('of a server that its person paused: %o', (state, sentence) => {
    const { lead, rest } = rowWords(outgoing('1', state, { isPaused: true }), AT, say);
    expect(`${lead} ${rest}`).toBe(sentence);
  });

  it('names a day that is not today', () => {
    expect(shown({ kind: 'queued', sendAt: at(14, 0) + 86_400_000 })).toMatch(
      new RegExp(`Sends Tue.*24.*${clock(14, 0)}`),
    );
  });

  it('says who did not get what came back', () => {
    const bounce = { recipients: ['ada@example.com'], sentence: 'The mailbox is full.' };
    const row = outgoing('1', { kind: 'done', submittedAt: at(14, 19) }, { bounce });
    expect(rowWords(row, AT, say)).toMatchObject({ tone: 'danger', lead: 'Came back.' });
    expect(rowWords(row, AT, say).rest).toBe(
      `Sent ${clock(14, 19)}, not delivered to 1 of 1 recipient. The mailbox is full.`,
    );
  });

  it('never reaches 100 % before the last byte, nor says that what is open was sent', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), (a, b) => {
        const [sent, total] = [Math.min(a, b), Math.max(a, b) + 1];
        expect(shown({ kind: 'uploading', sent, total, rate: 0 })).not.toContain('Uploading 100');
      }),
    );
    for (const state of STATES) {
      const verdict = verdictOf(outgoing('1', state), lostReply(), AT, say);
      const proven = state.kind === 'filing' || state.kind === 'done';
      expect(verdict.title.startsWith('Sent')).toBe(proven);
      expect(`${shown(state)} ${verdict.title} ${verdict.text}`).not.toMatch(/probably|oops|invalid|!/i);
    }
  });

  it('has words and shapes for every block, and codes in brackets', () => {
    for (const block of BLOCKS) {
      const failure = { kind: 'server-fault', sentence: 'The server failed (500).', status: 500 } as const;
      const row = outgoing('1', { kind: 'blocked', block, failure });
      expect(rowWords(row, AT, say).lead).toMatch(/\.$/);
      expect(verdictOf(row, [], AT, say).text).toMatch(/\.$/);
      expect(
        verdictOf({ ...row, state: { kind: 'blocked', block, failure: null } }, [], AT, say).text,
      ).toMatch(/\.$/);
    }
    expect(reasonOf({ kind: 'throttled', status: 503, retryAfterMs: 30_000 }, say)).toBe(
      'Server busy (503); it asked for 30 seconds.',
    );
  });
});

describe('the groups', () => {
  const rows = STATES.map((state, index) => outgoing(String(index), state));

  it('stand in the order of who has to act, and every message is in one', () => {
    const groups = groupsOf(rows, AT, say);
    expect(groups.map(({ label }) => label)).toEqual([
      'Needs you',
      'Being checked',
      'Going out by itself',
      'Finished',
    ]);
    expect(groups.flatMap((group) => group.rows)).toHaveLength(rows.length);
    expect(groups[2]?.hint).toBe('4 sending, 1 waiting, 1 counting down, 1 filing');
  });

  it('are counted in one sentence', () => {
    expect(summaryOf(rows, say)).toBe(
      '12 messages. 2 need you, 1 is being checked, 7 go out by themselves, 2 finished.',
    );
    expect(summaryOf(rows.slice(0, 1), say)).toBe('1 message. 1 goes out by itself.');
    expect(outgoingTally(rows).open).toBe(10);
  });
});

describe('commands', () => {
  it('ask only where the effect cannot be taken back, with the risk in the question', () => {
    const row = outgoing('1', UNKNOWN_STATE, { recipients: ['a', 'b'] });
    const asking = COMMANDS.filter((command) => questionOf(command, row, say) !== null);
    expect(asking).toEqual(['send-again', 'mark-as-sent', 'discard']);
    expect(questionOf('discard', outgoing('2', { kind: 'done', submittedAt: AT }), say)).toBeNull();
    for (const command of COMMANDS) {
      expect(commandLabel(command, row, say).endsWith('…')).toBe(asking.includes(command));
    }
    expect(questionOf('send-again', row, say)?.text).toContain('its 2 recipients get it twice');
    expect(questionOf('mark-as-sent', row, say)?.text).toContain('none of its 2 recipients ever gets it');
  });
});

describe('what happened', () => {
  const row = outgoing('1', UNKNOWN_STATE, { bytes: 8.7 * MB });

  it('is a list of requests with their answers, decisions, and what comes next', () => {
    const lines = timelineOf(lostReply(), row.state, AT, say).map(
      (entry) => `${formatSeconds(entry.at)} ${entry.mark} ${entry.sentence}`,
    );
    expect(lines).toEqual([
      '14:23:51 dot Saved on this computer, before anything was sent',
      '14:24:01 check Draft made on the server',
      '14:24:02 check All of the message uploaded',
      '14:24:10 cross Server failed while taking it over',
      '14:24:12 check Checked: draft still there, nothing in Sent Items. Safe to try again',
      '14:24:43 question Try 2: handed over, answer lost',
      '14:25:17 question Looked: draft is gone, nothing in Sent Items. Not settled yet',
      '14:28:24 sync Next look in 24 s: Sent Items, Drafts, Outbox, bounces',
    ]);
  });

  it('names the request, its status and its time', () => {
    const entries = timelineOf(lostReply(), row.state, AT, say);
    expect(entries[2]).toMatchObject({
      protocol: 'PUT /exchange/dagny/Drafts/7f3a.EML, 9,122,611 bytes',
      status: '201',
      ms: 7900,
    });
    expect(entries[5]).toMatchObject({ status: 'no reply', ms: 31_000 });
    const failed = entries[3];
    expect(failed && spokenEntry(failed, say)).toBe(
      '14:24:10, failed: server failed while taking it over, 500, 2.1 seconds',
    );
  });

  it('tells a request under way from one that a crash cut off', () => {
    const steps = lostReply().slice(0, 2);
    expect(timelineOf(steps, { kind: 'checking' }, AT, say).at(-1)).toMatchObject({ mark: 'sync' });
    const cut = timelineOf(steps, { kind: 'taken-back', discarded: false }, AT, say).at(-1);
    expect(cut?.sentence).toBe('Making the draft started, no answer noted');
  });

  it('has four facts', () => {
    const words = (steps: ReturnType<typeof lostReply>) =>
      factsOf(steps, null, say).map((fact) => fact.words);
    expect(words(lostReply())).toEqual(['Gone (404)', 'Not yet, 2 looks', 'Empty', 'None']);
    expect(words([])).toEqual(['Not made yet', 'Not looked yet', 'Not looked yet', 'None']);
    expect(words(CONFIRMED)).toEqual(['Taken over', 'Filed', 'Not looked yet', 'None']);
    const [, sent, outbox] = words([
      { kind: 'looked', at: AT, draft: 'unknown', sent: null, outbox: 1, conclusion: 'open', rule: 'x' },
    ]);
    expect([sent, outbox]).toEqual(['Could not be asked', 'Waits there']);
  });

  it('says what is known, why, and what comes next', () => {
    expect(verdictOf(row, lostReply(), AT, say)).toEqual({
      mark: 'question',
      tone: 'unknown',
      title: 'We do not know yet whether this was sent.',
      text: 'The line broke after the whole message was uploaded. The draft has left Drafts, which usually means that it was accepted. Retinue looks again in 24 s and does not send it again meanwhile.',
    });
  });

  it('says how it is known that it was sent', () => {
    const done = outgoing('1', { kind: 'done', submittedAt: at(14, 19) });
    const title = (steps: ReturnType<typeof lostReply>) => verdictOf(done, steps, AT, say).title;
    expect(title(CONFIRMED)).toBe(`Sent; the server confirmed it at ${clock(14, 19)}.`);
    expect(title([])).toBe(`Sent at ${clock(14, 19)}.`);
    const found = { kind: 'looked', at: at(14, 31), draft: 'gone', rule: 'x' } as const;
    expect(title([{ ...found, sent: 1, outbox: 0, conclusion: 'submitted' }])).toBe(
      `Sent; a copy was found in Sent Items at ${clock(14, 31)}.`,
    );
    expect(title([{ kind: 'told', at: at(14, 31), command: 'mark-as-sent' }])).toBe(
      `Marked as sent by you at ${clock(14, 31)}.`,
    );
  });

  it('is reported without subject, addresses and mailbox', () => {
    const text = reportOf({ ...row, subject: 'Top secret' }, lostReply(), AT);
    expect(text).toContain('PUT /exchange/d…/Drafts/7f3a.EML, 9,122,611 bytes');
    expect(text).toContain('[500] 2.1 s');
    expect(text).not.toMatch(/Top secret|dagny|halvorsen/);
  });
});

describe('addresses in a report', () => {
  it('are shortened wherever they stand', () => {
    expect(shortenAddresses('From "sales@havn.example" <Ingrid.H@mail.havn.example>, x@y', '')).toBe(
      'From "s…@h….example" <I…@m….example>, x…@y…',
    );
  });

  it('never stand there whole', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9._+-]{2,20}$/);
    fc.assert(
      fc.property(name, fc.stringMatching(/^[a-z]{3,20}$/), fc.string(), (local, domain, around) => {
        const address = `${local}@${domain}.example`;
        expect(shortenAddresses(`${around} ${address} ${around}`, '')).not.toContain(address);
      }),
    );
  });
});

describe('what is read aloud', () => {
  it('is each result once, refusals at once, and every quarter of an upload', () => {
    const upload = (sent: number) => outgoing('1', { kind: 'uploading', sent, total: 100, rate: 0 });
    expect(newsOf([upload(10)], [upload(20)], AT, say)).toEqual({ polite: '', urgent: '' });
    expect(newsOf([upload(20)], [upload(51)], AT, say).polite).toBe('Subject 1: 50 % uploaded.');
    const blocked = outgoing('1', { kind: 'blocked', block: 'refused', failure: null });
    expect(newsOf([upload(10)], [blocked], AT, say).urgent).toBe(
      'Subject 1: Refused by the server. Not tried again.',
    );
    expect(newsOf([blocked], [blocked], AT, say)).toEqual({ polite: '', urgent: '' });
    const filing = outgoing('1', { kind: 'filing', submittedAt: AT, nextTry: null });
    expect(newsOf([upload(10)], [filing], AT, say).polite).toContain(
      `Subject 1: Sent ${clock(14, 28)}. Only the copy`,
    );
    expect(newsOf([filing], [outgoing('1', { kind: 'done', submittedAt: AT })], AT, say).polite).toBe('');
    expect(newsOf([], [blocked], AT, say).urgent).toBe('');
  });
});

describe('the tick of a row', () => {
  it('is the second while something is counted, and the minute otherwise', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), fc.nat(59_999), (ahead, into) => {
        const row = outgoing('1', { kind: 'waiting', until: AT + ahead, tries: 1, failure: null });
        const now = AT + into;
        expect(rowWords(row, tickOf(row.state, now), say)).toEqual(rowWords(row, now, say));
      }),
    );
    expect(tickOf(UNKNOWN_STATE, AT + 1234)).toBe(AT);
    expect(tickOf({ kind: 'submitting', since: AT }, AT + 1234)).toBe(AT + 1234);
  });
});

describe('figures', () => {
  it('of a column are in one unit', () => {
    expect(formatColumn([31 * MB, 212 * 1024, 8.7 * MB, 500])).toEqual([
      '31 MB',
      '0.21 MB',
      '8.7 MB',
      '0.01 MB',
    ]);
    expect(formatColumn([2048, 300])).toEqual(['2 KB', '0.29 KB']);
    expect(formatColumn([])).toEqual([]);
  });

  it('of a span are short', () => {
    expect([61, 7900, 31_000, 240_000].map((ms) => formatDuration(ms, say))).toEqual([
      '61 ms',
      '7.9 s',
      '31.0 s',
      '4 min',
    ]);
  });

  it('have the units of the reader’s language', async () => {
    const [hebrew, japanese] = await Promise.all([sayIn('he'), sayIn('ja')]);
    expect(formatDuration(7900, hebrew, 'he')).toBe('7.9 שנ׳');
    expect(formatDuration(240_000, japanese, 'ja')).toBe('4 分');
  });
});
