import { crc32 } from 'node:zlib';
import MailComposer from 'nodemailer/lib/mail-composer';
import { HTTPMAIL, MAILHEADER } from '../../../shared/exchange/names.ts';
import { fail } from '../../../shared/errors.ts';
import { largeMessage } from '../generate/large.ts';
import { contentOf } from '../mime/content.ts';
import { bufferSource, joined, wholeOf } from '../store/bytes.ts';
import { composeContent } from '../store/composed.ts';
import type { MessageContent, NewMessage } from '../store/content.ts';
import type { StoredProperty } from '../store/nodes.ts';
import { canonicalName } from '../store/property-names.ts';
import { date, text as textValue } from '../store/values.ts';
import type { ScenarioItem } from './mailbox-schema.ts';

/** What an item is made with, besides its own fields. */
export interface ItemSetting {
  readonly seed: number;
  /** Where the item stands, e.g. `mailboxes[0].items[2]`. */
  readonly path: string;
  /** Tells one item of the scenario from another in made-up Message-IDs. */
  readonly number: string;
  readonly owner: { readonly displayName: string; readonly address: string };
  /** Start of the scenario's clock, ms. */
  readonly now: number;
  /** A file beside the scenario; undefined where there is none of that name. */
  readonly file: (name: string) => Promise<Uint8Array | undefined>;
}

const HOUR_MS = 3_600_000;

/** The messages that an item of a scenario stands for. Rejects with `invalid-input` where its file is not there. */
export async function messagesOf(item: ScenarioItem, setting: ItemSetting): Promise<readonly NewMessage[]> {
  const received = item.at === undefined ? setting.now - item.ageHours * HOUR_MS : Date.parse(item.at);
  const { read, flagged, draft, submitted, mapiOnly } = item;
  const whole = await givenContent(item, setting);
  const messages: NewMessage[] = [];
  for (let copy = 0; copy < item.copies; copy++) {
    const at = received - copy * 1000;
    const made = whole ?? fieldsOf(item, setting, copy, at);
    const state = { received: at, read, flagged, draft, submitted, mapiOnly };
    if (!('fields' in made)) messages.push({ content: made, ...state });
    else if (item.bodyless) messages.push({ ...propertiesOnly(made.fields), ...state });
    else messages.push({ content: await composed(made.fields, item, setting), ...state });
  }
  return messages;
}

async function givenContent(item: ScenarioItem, setting: ItemSetting): Promise<MessageContent | null> {
  if (item.eml !== undefined) return contentOf(Buffer.from(item.eml.replace(/\r?\n/g, '\r\n')));
  if (item.file === undefined) return null;
  const bytes = await setting.file(item.file);
  if (bytes) return contentOf(Buffer.from(bytes));
  throw fail('invalid-input', `${setting.path}.file: there is no file ${JSON.stringify(item.file)}`);
}

interface Fields {
  readonly subject: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly text: string;
  readonly messageId: string;
  readonly date: number;
}

/** The fields of one copy. Mail in Drafts and Outbox is the owner's; elsewhere somebody wrote to the owner. */
function fieldsOf(item: ScenarioItem, setting: ItemSetting, copy: number, at: number): { fields: Fields } {
  const { displayName, address } = setting.owner;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const own = `"${displayName}" <${address}>`;
  const isOwn = item.draft || item.submitted || item.folder === 'sentitems';
  const subject = item.subject ?? 'Scenario message';
  const messageId = item.messageId ?? `<scenario-${setting.seed}-${setting.number}@${domain}>`;
  const nth = item.copies === 1 ? '' : String(copy + 1);
  return {
    fields: {
      subject: nth === '' ? subject : `${subject} ${nth}`,
      from: item.from ?? (isOwn ? own : `"Bo Lie" <bo@${domain}>`),
      to: item.to ?? [isOwn ? `bo@${domain}` : own],
      cc: item.cc ?? [],
      bcc: item.bcc ?? [],
      text: item.text ?? 'A message of the scenario.\n',
      messageId: nth === '' ? messageId : messageId.replace(/(?=@|>|$)/, `-${nth}`),
      date: at,
    },
  };
}

async function composed(fields: Fields, item: ScenarioItem, setting: ItemSetting): Promise<MessageContent> {
  const { from, to, cc, bcc, subject, text, messageId } = fields;
  const { attachment } = item;
  if (attachment)
    return withCopies(
      largeMessage({ ...fields, seed: seedOf(setting, messageId), file: attachment }),
      fields,
    );
  const node = new MailComposer({
    from,
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    subject,
    text,
    messageId,
    date: new Date(fields.date),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  node.keepBcc = true;
  return contentOf(await node.build());
}

/** Files of two messages differ. */
function seedOf({ seed }: ItemSetting, messageId: string): number {
  return (seed ^ crc32(messageId)) >>> 0;
}

/** A large message knows From and To; Cc and Bcc are two fields before the others. */
function withCopies(content: MessageContent, { cc, bcc }: Fields): MessageContent {
  const field = (name: string, addresses: readonly string[]) =>
    addresses.length === 0 ? '' : `${name}: ${addresses.join(', ')}\r\n`;
  const head = field('Cc', cc) + field('Bcc', bcc);
  if (head === '') return content;
  const source = joined([bufferSource(Buffer.from(head)), content.source ?? bufferSource(content.bytes())]);
  const { summary } = content;
  return {
    ...content,
    summary: { ...summary, cc: cc.join(', '), bcc: bcc.join(', '), rawHeaders: head + summary.rawHeaders },
    size: source.size,
    source,
    bytes: () => wholeOf(source),
  };
}

/** What a PROPPATCH on a URL of its own left behind: the store renders a header of it, and no body. */
function propertiesOnly(fields: Fields): Pick<NewMessage, 'content' | 'properties' | 'composed'> {
  const properties = new Map<string, StoredProperty>();
  const set = (namespace: string, name: string, value: StoredProperty['value']) =>
    properties.set(canonicalName({ namespace, name }), { as: { namespace, name }, value });
  set(HTTPMAIL, 'subject', textValue(fields.subject));
  set(HTTPMAIL, 'date', date(fields.date));
  set(MAILHEADER, 'message-id', textValue(fields.messageId));
  set(MAILHEADER, 'from', textValue(fields.from));
  for (const name of ['to', 'cc', 'bcc'] as const) {
    if (fields[name].length > 0) set(MAILHEADER, name, textValue(fields[name].join(', ')));
  }
  return { content: composeContent(properties), properties, composed: true };
}
