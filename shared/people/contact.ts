import * as v from 'valibot';

const text = v.pipe(v.string(), v.maxLength(64 * 1024));
const list = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.maxLength(1000), v.readonly());
const place = v.picklist(['work', 'home', 'other']);

/** Somebody in an address book, or a group of people. What is not known is empty. */
export const contactSchema = v.object({
  kind: v.picklist(['person', 'group']),
  /** As it is shown. */
  name: text,
  given: text,
  middle: text,
  family: text,
  prefix: text,
  suffix: text,
  nickname: text,
  company: text,
  department: text,
  job: text,
  emails: list(v.object({ kind: place, address: text })),
  phones: list(v.object({ kind: v.picklist(['work', 'home', 'mobile', 'fax', 'other']), number: text })),
  places: list(v.object({ kind: place, street: text, city: text, region: text, code: text, country: text })),
  web: text,
  /** `1953-10-15`, or `--10-15` without its year. */
  birthday: text,
  notes: text,
  /** Of a group: addresses, or the `uid` of others. */
  members: list(text),
  /** By which others know it; empty where nobody does. */
  uid: text,
  /** Lines of its vCard that mean nothing here and are kept. */
  extra: list(v.pipe(v.string(), v.maxLength(4 * 1024 * 1024))),
});
export type Contact = Readonly<v.InferOutput<typeof contactSchema>>;

/** A contact as its address book holds it. */
export interface ListedContact extends Contact {
  /** Its name in its address book: the permanent URL's path, or the file's name. */
  readonly key: string;
  /** Where a server keeps it; absent on this computer. */
  readonly kept?: KeptContact;
}

/** A contact's place on its server. */
export interface KeptContact {
  /** As it is asked for. */
  readonly href: string;
  /** Its ETag when it was read; empty where the server says none. */
  readonly etag: string;
  /** The folder's name where it is not the account's own folder of contacts, but one in it. */
  readonly folder: string | null;
}

/** Nobody yet. */
export const NO_CONTACT: Contact = {
  kind: 'person',
  name: '',
  given: '',
  middle: '',
  family: '',
  prefix: '',
  suffix: '',
  nickname: '',
  company: '',
  department: '',
  job: '',
  emails: [],
  phones: [],
  places: [],
  web: '',
  birthday: '',
  notes: '',
  members: [],
  uid: '',
  extra: [],
};

/** What a contact is called: its name, else its company or first address. */
export function contactName({ name, given, family, company, emails }: Contact): string {
  const parts = [given, family].filter((each) => each !== '').join(' ');
  return name || parts || company || (emails[0]?.address ?? '');
}

/** The letter that it stands under: without its accent, `#` for what begins with none. */
export function contactLetter(name: string): string {
  const [first = ''] = name.trim().normalize('NFD');
  return /\p{L}/u.test(first) ? first.toUpperCase() : '#';
}

/** Whether each word of `text` begins a word of its name, company or addresses; case and accents do not count. */
export function contactMatches(contact: Contact, words: readonly string[]): boolean {
  const { nickname, company, department, emails } = contact;
  const own = [contactName(contact), nickname, company, department, ...emails.map(({ address }) => address)];
  const all = plainOf(own.join(' '));
  return words.every((word) => all.includes(` ${word}`) || (word.includes('@') && all.includes(word)));
}

/** The words of what is typed, as `contactMatches` wants them. */
export function searchWords(text: string): readonly string[] {
  return plainOf(text)
    .split(' ')
    .filter((word) => word !== '');
}

function plainOf(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${plain.replace(/[^\p{L}\p{N}@.'-]+/gu, ' ').trim()}`;
}
