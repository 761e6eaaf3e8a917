import { randomFor, type Random } from '../../../electron/mock-exchange/generate/random.ts';

/** A message of the search bench; the same number gives the same message. */
export interface BenchMail {
  readonly id: string;
  readonly date: number;
  readonly read: boolean;
  readonly size: number;
  readonly hasAttachment: boolean;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly files: string;
  readonly text: string | null;
}

/** What is typed into the field, by kind of question. */
export interface BenchQuery {
  readonly kind: string;
  readonly words: readonly string[];
  readonly from: string | null;
  readonly unread: boolean;
  readonly after: number | null;
}

const SEED = 7;
const VOCABULARY = 40_000;
/** The text is here of every third message; of the others the headers. */
const WITH_TEXT = 3;
const TEXT_WORDS = 60;
const HOUR = 3_600_000;
const FIRST = Date.UTC(2015, 0, 1);
const SYLLABLES =
  'ba be bi bo da de di do fa fe ga ge ka ke ki la le li lo ma me mi na ne no pa pe ra re ri ro sa se si so ta te ti to va ve vi wa we za'.split(
    ' ',
  );

/** Words of Zipf-like frequency: the nth is met about 1/n as often as the first. */
function vocabulary(random: Random): readonly string[] {
  const words = new Set<string>();
  while (words.size < VOCABULARY) {
    const length = 1 + random.int(4) + (words.size > 200 ? 1 : 0);
    words.add(Array.from({ length }, () => random.pick(SYLLABLES)).join(''));
  }
  return [...words];
}

function zipf(random: Random, words: readonly string[]): string {
  return words[Math.floor(words.length ** random.next()) - 1] ?? words[0] ?? '';
}

/** So many messages, an hour apart. */
export function* benchMail(count: number): Generator<BenchMail> {
  const words = vocabulary(randomFor(SEED));
  for (let n = 0; n < count; n += 1) {
    const random = randomFor(SEED, n);
    const some = (length: number) => Array.from({ length }, () => zipf(random, words)).join(' ');
    const person = () => {
      const name = words[200 + random.int(400)] ?? '';
      return `${name} ${name}@example.com`;
    };
    const hasAttachment = random.chance(0.15);
    yield {
      id: `alex|/exchange/alex/Inbox/${n}.EML`,
      date: FIRST + n * HOUR,
      read: !random.chance(0.1),
      size: 2000 + random.int(100_000),
      hasAttachment,
      subject: some(3 + random.int(6)),
      from: person(),
      to: person(),
      files: hasAttachment ? `${some(2)}.pdf` : '',
      text: n % WITH_TEXT === 0 ? some(TEXT_WORDS / 2 + random.int(TEXT_WORDS)) : null,
    };
  }
}

/** So many questions of each kind, with words as often as they are met. */
export function benchQueries(count: number, each: number): readonly BenchQuery[] {
  const words = vocabulary(randomFor(SEED));
  const random = randomFor(SEED, -1);
  const long = (least: number): string => {
    for (;;) {
      const word = zipf(random, words);
      if (word.length >= least) return word;
    }
  };
  const plain = { from: null, unread: false, after: null };
  const queries: BenchQuery[] = [];
  for (let n = 0; n < each; n += 1) {
    for (const letters of [1, 2, 3, 4, 6, 8])
      queries.push({
        ...plain,
        kind: `${letters} letter${letters > 1 ? 's' : ''}`,
        words: [long(letters).slice(0, letters)],
      });
    queries.push({ ...plain, kind: 'two words', words: [long(4), long(3).slice(0, 3)] });
    const from = (words[200 + random.int(400)] ?? '').slice(0, 4);
    const after = FIRST + random.int(count) * HOUR;
    queries.push({ kind: 'with operators', words: [long(3).slice(0, 3)], from, unread: true, after });
  }
  return queries;
}
