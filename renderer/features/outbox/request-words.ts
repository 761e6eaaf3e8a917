import type { Purpose, StepOf } from '../../../shared/delivery/steps.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { continued } from '../../components/format/text.ts';
import type { Mark, Tone } from './row-words.ts';
import type { Request } from './story.ts';
import type { Entry } from './timeline.ts';

type Outcome = StepOf<'answered'>['verdict'] | 'pending' | 'unanswered';

/** What each request did, by its purpose and how it ended. */
function sentencesOf(purpose: Purpose, say: Say): Readonly<Record<Outcome, string>> {
  switch (purpose) {
    case 'draft':
      return {
        done: say('Draft made on the server'),
        refused: say('The server did not make the draft'),
        'not-sent': say('The request for a draft did not reach the server whole'),
        unknown: say('The answer about the draft was lost'),
        pending: say('Making the draft on the server'),
        unanswered: say('Making the draft started, no answer noted'),
      };
    case 'upload':
      return {
        done: say('All of the message uploaded'),
        refused: say('The server refused the upload'),
        'not-sent': say('The upload did not reach the server whole'),
        unknown: say('The answer to the upload was lost'),
        pending: say('Uploading the message'),
        unanswered: say('The upload started, no answer noted'),
      };
    case 'hide':
      return {
        done: say('Hidden recipients set on the draft'),
        refused: say('The server did not set the hidden recipients'),
        'not-sent': say('The hidden recipients did not reach the server'),
        unknown: say('The answer about the hidden recipients was lost'),
        pending: say('Setting the hidden recipients'),
        unanswered: say('Setting the hidden recipients started, no answer noted'),
      };
    case 'check':
      return {
        done: say('The draft on the server is what was sent there'),
        refused: say('The draft on the server is not what was sent there'),
        'not-sent': say('The question what the draft holds did not reach the server'),
        unknown: say('What the draft holds could not be asked'),
        pending: say('Looking whether the draft holds the message'),
        unanswered: say('Looking at the draft started, no answer noted'),
      };
    case 'submit':
      return {
        done: say('The server took it over for sending'),
        refused: say('The server did not take it over'),
        'not-sent': say('The hand-over did not reach the server whole'),
        unknown: say('Handed over, answer lost'),
        pending: say('Handing it over; waiting for the answer'),
        unanswered: say('The hand-over started, no answer noted'),
      };
    case 'file':
      return {
        done: say('Copy put into Sent Items'),
        refused: say('The server did not file the copy'),
        'not-sent': say('The copy did not reach the server whole'),
        unknown: say('The answer about the copy was lost'),
        pending: say('Filing the copy in Sent Items'),
        unanswered: say('Filing the copy started, no answer noted'),
      };
    case 'tidy':
      return {
        done: say('Draft removed from the server'),
        refused: say('The server did not remove the draft'),
        'not-sent': say('The request to remove the draft did not reach the server'),
        unknown: say('The answer about removing the draft was lost'),
        pending: say('Removing the draft'),
        unanswered: say('Removing the draft started, no answer noted'),
      };
    default:
      return assertNever(purpose);
  }
}

/** Where a server has no folder for sent mail, one is made before the copy is filed. */
function folderSentences(say: Say): Readonly<Record<Outcome, string>> {
  return {
    done: say('Folder for sent mail made'),
    refused: say('The server did not make a folder for sent mail'),
    'not-sent': say('The request for a folder for sent mail did not reach the server'),
    unknown: say('The answer about the folder for sent mail was lost'),
    pending: say('Making a folder for sent mail'),
    unanswered: say('Making a folder for sent mail started, no answer noted'),
  };
}

/** One request with its answer as a line. `moving`: it is under way at this moment. */
export function requestWords(
  { asked, answered, nth }: Request,
  bytes: number | null,
  moving: boolean,
  say: Say,
): Omit<Entry, 'key' | 'at'> {
  const outcome = answered?.verdict ?? (moving ? 'pending' : 'unanswered');
  const [mark, tone] = markOf(outcome);
  const sentences = asked.method === 'MKCOL' ? folderSentences(say) : sentencesOf(asked.purpose, say);
  const { status = null } = answered ?? {};
  // An answer was read, though it proves nothing: what became of the message is looked for.
  const isAnswered = asked.purpose === 'submit' && status !== null && outcome !== 'done';
  const refused = isFault(asked.method, status)
    ? say('Server failed while taking it over')
    : say('Server did not take it over');
  const words = isAnswered ? refused : sentences[outcome];
  const isWhole =
    asked.purpose === 'upload' || (asked.purpose === 'submit' && ['PUT', 'SMTP'].includes(asked.method));
  const request = `${asked.method} ${asked.path}`;
  return {
    mark,
    tone,
    sentence: nth > 1 ? say('Try {nth}: {words}', { nth, words: continued(words, say) }) : words,
    protocol:
      isWhole && bytes !== null ? say('{request}, {bytes, number} bytes', { request, bytes }) : request,
    status: answered ? (answered.status === null ? say('no reply') : String(answered.status)) : null,
    ms: answered?.ms ?? null,
  };
}

/** Of SMTP, 5yz is a refusal like any other. */
function isFault(method: string, status: number | null): boolean {
  return method !== 'SMTP' && (status ?? 0) >= 500;
}

function markOf(outcome: Outcome): readonly [Mark, Tone] {
  switch (outcome) {
    case 'done':
      return ['check', 'ok'];
    case 'refused':
    case 'not-sent':
      return ['cross', 'danger'];
    case 'unknown':
    case 'unanswered':
      return ['question', 'unknown'];
    case 'pending':
      return ['sync', 'plain'];
    default:
      return assertNever(outcome);
  }
}
