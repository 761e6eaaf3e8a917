import type { Purpose, StepOf } from '../../../shared/delivery/steps.ts';
import { assertNever } from '../../../shared/errors.ts';
import { formatCount } from '../../components/format/numbers.ts';
import type { Mark, Tone } from './row-words.ts';
import type { Request } from './story.ts';
import type { Entry } from './timeline.ts';

type Outcome = StepOf<'answered'>['verdict'] | 'pending' | 'unanswered';

/** What each request did, by its purpose and how it ended. */
const SENTENCES: Readonly<Record<Purpose, Readonly<Record<Outcome, string>>>> = {
  draft: {
    done: 'Draft made on the server',
    refused: 'The server did not make the draft',
    'not-sent': 'The request for a draft did not reach the server whole',
    unknown: 'The answer about the draft was lost',
    pending: 'Making the draft on the server',
    unanswered: 'Making the draft started, no answer noted',
  },
  upload: {
    done: 'All of the message uploaded',
    refused: 'The server refused the upload',
    'not-sent': 'The upload did not reach the server whole',
    unknown: 'The answer to the upload was lost',
    pending: 'Uploading the message',
    unanswered: 'The upload started, no answer noted',
  },
  hide: {
    done: 'Hidden recipients set on the draft',
    refused: 'The server did not set the hidden recipients',
    'not-sent': 'The hidden recipients did not reach the server',
    unknown: 'The answer about the hidden recipients was lost',
    pending: 'Setting the hidden recipients',
    unanswered: 'Setting the hidden recipients started, no answer noted',
  },
  check: {
    done: 'The draft on the server is what was sent there',
    refused: 'The draft on the server is not what was sent there',
    'not-sent': 'The question what the draft holds did not reach the server',
    unknown: 'What the draft holds could not be asked',
    pending: 'Looking whether the draft holds the message',
    unanswered: 'Looking at the draft started, no answer noted',
  },
  submit: {
    done: 'The server took it over for sending',
    refused: 'The server did not take it over',
    'not-sent': 'The hand-over did not reach the server whole',
    unknown: 'Handed over, answer lost',
    pending: 'Handing it over; waiting for the answer',
    unanswered: 'The hand-over started, no answer noted',
  },
  file: {
    done: 'Copy put into Sent Items',
    refused: 'The server did not file the copy',
    'not-sent': 'The copy did not reach the server whole',
    unknown: 'The answer about the copy was lost',
    pending: 'Filing the copy in Sent Items',
    unanswered: 'Filing the copy started, no answer noted',
  },
  tidy: {
    done: 'Draft removed from the server',
    refused: 'The server did not remove the draft',
    'not-sent': 'The request to remove the draft did not reach the server',
    unknown: 'The answer about removing the draft was lost',
    pending: 'Removing the draft',
    unanswered: 'Removing the draft started, no answer noted',
  },
};

/** Where a server has no folder for sent mail, one is made before the copy is filed. */
const FOLDER_SENTENCES: Readonly<Record<Outcome, string>> = {
  done: 'Folder for sent mail made',
  refused: 'The server did not make a folder for sent mail',
  'not-sent': 'The request for a folder for sent mail did not reach the server',
  unknown: 'The answer about the folder for sent mail was lost',
  pending: 'Making a folder for sent mail',
  unanswered: 'Making a folder for sent mail started, no answer noted',
};

/** One request with its answer as a line. `moving`: it is under way at this moment. */
export function requestWords(
  { asked, answered, nth }: Request,
  bytes: number | null,
  moving: boolean,
): Omit<Entry, 'key' | 'at'> {
  const outcome = answered?.verdict ?? (moving ? 'pending' : 'unanswered');
  const [mark, tone] = markOf(outcome);
  const sentence = asked.method === 'MKCOL' ? FOLDER_SENTENCES[outcome] : SENTENCES[asked.purpose][outcome];
  const { status = null } = answered ?? {};
  // An answer was read, though it proves nothing: what became of the message is looked for.
  const isAnswered = asked.purpose === 'submit' && status !== null && outcome !== 'done';
  const refused = isFault(asked.method, status)
    ? 'Server failed while taking it over'
    : 'Server did not take it over';
  const words = isAnswered ? refused : sentence;
  const isWhole =
    asked.purpose === 'upload' || (asked.purpose === 'submit' && ['PUT', 'SMTP'].includes(asked.method));
  const size = isWhole && bytes !== null ? `, ${formatCount(bytes)} bytes` : '';
  return {
    mark,
    tone,
    sentence: nth > 1 ? `Try ${nth}: ${words.charAt(0).toLowerCase()}${words.slice(1)}` : words,
    protocol: `${asked.method} ${asked.path}${size}`,
    status: answered ? (answered.status === null ? 'no reply' : String(answered.status)) : null,
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
