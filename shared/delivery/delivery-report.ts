import { type Told, told } from '../language/told.ts';

/**
 * A delivery status notification (RFC 3464 in a multipart/report, RFC 6522): which message it is about and what became
 * of each recipient. Exchange, sendmail, Postfix and the rest write it; what they leave out is null here.
 */
export interface DeliveryReport {
  /** Of the message that was sent, with its angle brackets. */
  readonly originalMessageId: string | null;
  readonly recipients: readonly RecipientStatus[];
}
export interface RecipientStatus {
  readonly address: string;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | 'unknown';
  /** Enhanced status code (RFC 3463), `5.1.1`. */
  readonly status: string | null;
  /** What the server before it said, as it stands. */
  readonly diagnostic: string | null;
}

/** A part of a report that holds text, decoded. */
export interface ReportPart {
  /** Lower case, without parameters. */
  readonly mimeType: string;
  readonly text: string;
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
const STATUS_TYPES = ['message/delivery-status', 'message/global-delivery-status'];
const HEADER_TYPES = ['text/rfc822-headers', 'message/rfc822', 'message/global', 'message/global-headers'];
/** A report on more recipients than this is an attack on its reader. */
const RECIPIENTS = 5000;

/** The report that these parts make; null where none of them is a delivery status. */
export function readDeliveryReport(parts: readonly ReportPart[]): DeliveryReport | null {
  // Some servers (InterMail) give that type to their sentence for people as well.
  const statuses = parts.filter(({ mimeType }) => STATUS_TYPES.includes(mimeType));
  if (statuses.length === 0) return null;
  const groups = statuses.flatMap(({ text }) => fieldGroups(text));
  const returned = parts.find(({ mimeType }) => HEADER_TYPES.includes(mimeType));
  const returnedHeader = returned ? fieldGroups(returned.text)[0] : undefined;
  const named = groups.find((group) => group.has('original-message-id'));
  return {
    originalMessageId:
      messageIdIn(named?.get('original-message-id')) ?? messageIdIn(returnedHeader?.get('message-id')),
    recipients: groups.flatMap((group) => statusOf(group) ?? []).slice(0, RECIPIENTS),
  };
}

/** Those that did not get the message and will not. */
export function failedRecipients({ recipients }: DeliveryReport): readonly RecipientStatus[] {
  return recipients.filter(
    ({ action, status }) => action === 'failed' || (action === 'unknown' && isFinal(status)),
  );
}

function isFinal(status: string | null): boolean {
  return status?.startsWith('5.') ?? false;
}

function statusOf(fields: ReadonlyMap<string, string>): RecipientStatus | null {
  const address = typed(fields.get('original-recipient')) ?? typed(fields.get('final-recipient'));
  if (address === null) return null;
  const action = fields.get('action')?.toLowerCase();
  return {
    address,
    action: ACTIONS.find((each) => each === action) ?? 'unknown',
    status: /\b[245]\.[0-9]{1,3}\.[0-9]{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? null,
    diagnostic: typed(fields.get('diagnostic-code')),
  };
}

/** The value behind its type: `rfc822; a@b` (RFC 3464 section 2.1.2). Without a type all of it. */
function typed(value: string | undefined): string | null {
  if (value === undefined) return null;
  const text = value.replace(/^[a-z0-9-]+\s*;/i, '').trim();
  return text === '' ? null : text.replace(/^<(.*)>$/, '$1');
}

function messageIdIn(value: string | undefined): string | null {
  return /<[^<>\s]+>/.exec(value ?? '')?.[0] ?? null;
}

/** Header fields by lower-case name, unfolded, the first of each name; one map for each run between empty lines. */
function fieldGroups(text: string): readonly ReadonlyMap<string, string>[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .map(fieldsIn)
    .filter((fields) => fields.size > 0);
}

function fieldsIn(group: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.split(/\n(?![ \t])/)) {
    const [, name, value = ''] = /^([!-9;-~]+)[ \t]*:([^]*)$/.exec(line.trimStart()) ?? [];
    if (name === undefined || fields.has(name.toLowerCase())) continue;
    fields.set(name.toLowerCase(), value.replace(/\n[ \t]+/g, ' ').trim());
  }
  return fields;
}

type Meaning = (code: string) => Told;

/** What a status code means (RFC 3463 section 3), for people, with the code beside it. */
export function statusMeaning(status: string | null): Told {
  const [, kind, subject, detail] = /^([245])\.([0-9]+)\.([0-9]+)$/.exec(status ?? '') ?? [];
  return meaningOf(kind, subject, detail)(status ?? 'none');
}

function meaningOf(kind?: string, subject?: string, detail?: string): Meaning {
  const exact = MEANINGS[`${subject}.${detail}`];
  if (exact !== undefined) return exact;
  if (subject !== undefined && subject !== '0') return SUBJECTS[subject] ?? UNSAID;
  return kind === '4' ? NOT_YET : UNSAID;
}

const UNSAID: Meaning = (code) =>
  told('It could not be delivered{code, select, none {} other { ({code})}}.', { code });
const NOT_YET: Meaning = (code) =>
  told('It could not be delivered yet{code, select, none {} other { ({code})}}.', { code });
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '1.1': (code) => told('There is no such address{code, select, none {} other { ({code})}}.', { code }),
  '1.2': (code) => told('There is no such domain{code, select, none {} other { ({code})}}.', { code }),
  '1.3': (code) =>
    told('The address is not written as an address{code, select, none {} other { ({code})}}.', { code }),
  '1.6': (code) =>
    told('The mailbox has moved and left no address{code, select, none {} other { ({code})}}.', { code }),
  '1.10': (code) => told('The domain takes no mail{code, select, none {} other { ({code})}}.', { code }),
  '2.1': (code) => told('The mailbox is switched off{code, select, none {} other { ({code})}}.', { code }),
  '2.2': (code) => told('The mailbox is full{code, select, none {} other { ({code})}}.', { code }),
  '2.3': (code) =>
    told('The message is larger than the mailbox takes{code, select, none {} other { ({code})}}.', { code }),
  '3.4': (code) =>
    told('The message is larger than the server takes{code, select, none {} other { ({code})}}.', { code }),
  '4.1': (code) =>
    told('The server of the address does not answer{code, select, none {} other { ({code})}}.', { code }),
  '4.4': (code) =>
    told('No way to the server of the address is known{code, select, none {} other { ({code})}}.', { code }),
  '4.6': (code) =>
    told('The message went round in a loop{code, select, none {} other { ({code})}}.', { code }),
  '4.7': (code) => told('It was tried for too long{code, select, none {} other { ({code})}}.', { code }),
  '7.1': (code) =>
    told(
      'The server does not let this sender write to the address{code, select, none {} other { ({code})}}.',
      { code },
    ),
};
const SUBJECTS: Readonly<Record<string, Meaning>> = {
  '1': (code) =>
    told('Something is wrong with the address{code, select, none {} other { ({code})}}.', { code }),
  '2': (code) =>
    told('Something is wrong with the mailbox of the address{code, select, none {} other { ({code})}}.', {
      code,
    }),
  '3': (code) =>
    told('The mail system of the address failed{code, select, none {} other { ({code})}}.', { code }),
  '4': (code) => told('The way to the address failed{code, select, none {} other { ({code})}}.', { code }),
  '5': (code) =>
    told('The servers did not understand each other{code, select, none {} other { ({code})}}.', { code }),
  '6': (code) =>
    told('The content of the message could not be carried{code, select, none {} other { ({code})}}.', {
      code,
    }),
  '7': (code) =>
    told('The server refused the message by its rules{code, select, none {} other { ({code})}}.', { code }),
};
