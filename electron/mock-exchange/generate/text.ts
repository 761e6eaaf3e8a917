import { filled, type Plan, type World } from './plan.ts';
import { randomFor } from './random.ts';

/** What a message says, before it is set as text or HTML. */
export interface Wording {
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly signature: readonly string[];
  /** The start of the message that this one answers; empty where it answers none. */
  readonly quoted: readonly string[];
}

function sentencesOf(world: World, index: number, plan: Plan): readonly string[] {
  const random = randomFor(world.seed, index, 11);
  const { sentences } = plan.language;
  const first = random.int(sentences.length);
  const count = 2 + random.int(4);
  const chosen = Array.from(
    { length: count },
    (_, step) => sentences[(first + step) % sentences.length] ?? '',
  );
  return chosen.map((sentence) => filled(sentence, random));
}

/** Two or three sentences a paragraph. */
function paragraphsOf(sentences: readonly string[], gap: string): readonly string[] {
  const out: string[] = [];
  for (let at = 0; at < sentences.length; at += 2) out.push(sentences.slice(at, at + 2).join(gap));
  return out;
}

/** Words a message. Chinese and Japanese sentences follow each other without a space. */
export function wordingOf(world: World, plan: Plan): Wording {
  const parent = world.threads.parentOf(plan.index);
  const isDense = plan.language.code === 'ja' || plan.language.code === 'zh';
  return {
    greeting: plan.language.greeting,
    paragraphs: paragraphsOf(sentencesOf(world, plan.index, plan), isDense ? '' : ' '),
    signature: [
      plan.language.closing,
      plan.from.name,
      plan.outgoing ? 'Halvorsen & Lie' : plan.organisation.name,
    ],
    quoted: parent === null ? [] : sentencesOf(world, parent, plan).slice(0, 3),
  };
}

/** As plain text, with CRLF line ends, quotes marked with `> `. */
export function plainText({ greeting, paragraphs, signature, quoted }: Wording): string {
  const blocks = [greeting, ...paragraphs, signature.join('\r\n')];
  if (quoted.length > 0) blocks.push(quoted.map((line) => `> ${line}`).join('\r\n'));
  return `${blocks.join('\r\n\r\n')}\r\n`;
}
