import type { Charset } from './charsets.ts';
import { sentAt } from './dates.ts';
import type { Mailbox } from './header-fields.ts';
import { type Random, randomFor } from './random.ts';
import { organisationOf, type Threads } from './threads.ts';
import type { Language, Organisation } from './words/language.ts';
import { LIST_TOPICS, NOTICE_TOPICS, ODD_SUBJECTS } from './words/organisations.ts';
import { WESTERN } from './words/western.ts';
import { WORLDWIDE } from './words/worldwide.ts';

/** Everything that a generated mailbox depends on. */
export interface World {
  readonly seed: number;
  readonly count: number;
  readonly now: number;
  readonly owner: Mailbox;
  /** No attachment is larger, in bytes. */
  readonly attachmentSize: number;
  readonly threads: Threads;
  /** Sizes of the very large attachments, by message. */
  readonly giants: ReadonlyMap<number, number>;
}

/** How the body is laid out. */
export type Layout = 'plain' | 'html' | 'html-with-picture' | 'newsletter';

/** One message before it is written: everything but its text and files. */
export interface Plan {
  readonly index: number;
  readonly root: number;
  readonly organisation: Organisation;
  readonly language: Language;
  readonly layout: Layout;
  /** Written by the owner of the mailbox. */
  readonly outgoing: boolean;
  readonly draft: boolean;
  readonly subject: string;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly date: number;
  readonly messageId: string;
  /** Message-IDs of the thread so far, oldest first. */
  readonly references: readonly string[];
  readonly charset: Charset;
  readonly importance: 0 | 1 | 2;
  readonly hasFiles: boolean;
}

const LANGUAGES: ReadonlyMap<string, Language> = new Map(
  [...WESTERN, ...WORLDWIDE].map((language) => [language.code, language]),
);

function languageOf(organisation: Organisation): Language {
  const language = LANGUAGES.get(organisation.language);
  if (language === undefined) throw new RangeError(`no words for ${organisation.language}`);
  return language;
}

/** Puts drawn numbers, letters and days into a phrase. */
export function filled(phrase: string, random: Random): string {
  return phrase
    .replaceAll('{n}', () => String(2 + random.int(340)))
    .replaceAll('{c}', () => String.fromCharCode(65 + random.int(8)))
    .replaceAll('{d}', () => String(1 + random.int(28)));
}

function topicsOf(organisation: Organisation, language: Language): readonly string[] {
  switch (organisation.kind) {
    case 'list':
      return LIST_TOPICS;
    case 'notices':
      return NOTICE_TOPICS;
    case 'people':
    case 'newsletter':
      return language.topics;
  }
}

function rootSubject(world: World, root: number, organisation: Organisation, language: Language): string {
  const random = randomFor(world.seed, root, 8);
  if (organisation.kind === 'people' && random.chance(0.06)) return random.pick(ODD_SUBJECTS);
  const topic = filled(random.pick(topicsOf(organisation, language)), random);
  if (organisation.kind === 'list') return `[dav-interop] ${topic}`;
  return organisation.kind === 'newsletter' ? `${organisation.name}: ${topic}` : topic;
}

function personOf(organisation: Organisation, random: Random): Mailbox {
  const [name, local] = random.pick(organisation.people);
  return { name, address: `${local}@${organisation.domain}` };
}

function messageIdOf(world: World, index: number, organisation: Organisation): string {
  const serial = (Math.imul(world.seed ^ index, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  return `<${serial}.${index}@${organisation.domain}>`;
}

/** The last ten of the thread, as mail programs cut it, so that a long thread does not make long headers. */
function referencesOf(world: World, index: number, organisation: Organisation): readonly string[] {
  const chain: string[] = [];
  for (
    let at = world.threads.parentOf(index);
    at !== null && chain.length < 10;
    at = world.threads.parentOf(at)
  ) {
    chain.unshift(messageIdOf(world, at, organisation));
  }
  return chain;
}

/** Which messages the owner wrote: some of the answers, and a few that nobody answered yet. */
export function directionOf(
  world: World,
  index: number,
): { readonly outgoing: boolean; readonly draft: boolean } {
  const organisation = organisationOf(world.seed, world.threads.rootOf(index));
  const draw = randomFor(world.seed, index, 9).next();
  if (organisation.kind !== 'people') return { outgoing: false, draft: false };
  if (world.threads.parentOf(index) === null) return { outgoing: draw < 0.03, draft: draw < 0.01 };
  return { outgoing: draw < 0.3, draft: false };
}

function layoutOf(organisation: Organisation, random: Random): Layout {
  if (organisation.kind === 'newsletter') return 'newsletter';
  if (organisation.kind !== 'people') return 'plain';
  const draw = random.next();
  if (draw < 0.5) return 'plain';
  return draw < 0.8 ? 'html' : 'html-with-picture';
}

function importanceOf(organisation: Organisation, random: Random): 0 | 1 | 2 {
  if (organisation.kind === 'newsletter') return random.chance(0.2) ? 0 : 1;
  return random.chance(organisation.kind === 'notices' ? 0.3 : 0.04) ? 2 : 1;
}

/** Where the message goes: to the list, to the owner, or from the owner to whoever wrote. */
function recipients(world: World, organisation: Organisation, outgoing: boolean, random: Random) {
  const other = personOf(organisation, random);
  if (organisation.kind === 'list') {
    const list = { name: organisation.name, address: `dav-interop@${organisation.domain}` };
    return { from: other, to: [list], cc: [] };
  }
  const copies = organisation.kind === 'people' && random.chance(0.3) ? [personOf(organisation, random)] : [];
  return outgoing
    ? { from: world.owner, to: [other], cc: copies }
    : { from: other, to: [world.owner], cc: copies };
}

/** A draft is still for nobody: a complete one that nobody touches is mail that is stuck, and this mailbox is healthy. */
function addressed(wanted: ReturnType<typeof recipients>, draft: boolean): ReturnType<typeof recipients> {
  return draft ? { ...wanted, to: [], cc: [] } : wanted;
}

/** Plans message `index`: a function of the world alone, so that nothing of a message has to be kept. */
export function planOf(world: World, index: number): Plan {
  const root = world.threads.rootOf(index);
  const organisation = organisationOf(world.seed, root);
  const language = languageOf(organisation);
  const random = randomFor(world.seed, index, 10);
  const direction = directionOf(world, index);
  const subject = rootSubject(world, root, organisation, language);
  return {
    index,
    root,
    organisation,
    language,
    ...direction,
    ...addressed(recipients(world, organisation, direction.outgoing, random), direction.draft),
    layout: layoutOf(organisation, random),
    subject: index === root ? subject : language.reply + subject,
    date: sentAt(world.seed, index, world.count, world.now),
    messageId: messageIdOf(world, index, organisation),
    references: referencesOf(world, index, organisation),
    charset: random.pick(language.charsets),
    importance: importanceOf(organisation, random),
    hasFiles: world.giants.has(index) || (organisation.kind === 'people' && random.chance(0.22)),
  };
}
