import { DAV, EXCHANGE } from '../../../shared/exchange/names.ts';
import type { IncomingMessage } from 'node:http';
import { decodedPath, type Sight } from '../http/sight.ts';
import { contentOf } from '../mime/content.ts';
import type { MessageSummary } from '../store/content.ts';
import { folderAt, type Target } from '../store/locate.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Folder, Item } from '../store/nodes.ts';
import { readProperty } from '../store/properties.ts';
import { plainName } from '../store/url-names.ts';
import { lexical } from '../store/values.ts';
import type { MessageFacts, RequestFacts } from './facts.ts';

/** What rules can look at in this request. */
export function gatherFacts(sight: Sight, request: IncomingMessage): RequestFacts {
  const { mailbox, target, method } = sight;
  const item = target?.kind === 'item' || target?.kind === 'attachment' ? target.item : null;
  const path = decodedPath(sight.path);
  return {
    method,
    path,
    destination: sight.destination === null ? null : decodedPath(sight.destination),
    toSubmission: target?.kind === 'submission' || sight.destinationTarget?.kind === 'submission',
    mailbox: mailbox?.user ?? null,
    folder: mailbox && target ? folderNames(mailbox, folderAt(target)) : [],
    // Generated mail makes these when they are asked for, and most requests meet no rule that does.
    get itemClass() {
      return mailbox && item ? classesOf(mailbox, item) : [];
    },
    get subject() {
      return item === null ? null : item.content.summary.subject;
    },
    get recipients() {
      return item === null ? [] : recipientsOf(item.content.summary);
    },
    get size() {
      return sizeOf(target, method, request);
    },
    ranged: /^\s*bytes\s*=/i.test(request.headers.range ?? ''),
    headers: plainHeaders(request),
    item: path.toLowerCase(),
  };
}

/** True where the request brings a message of which the head tells nothing. */
export function bringsMessage({ method }: Sight): boolean {
  return method === 'PUT' || method === 'POST';
}

/** Subject and recipients of an upload, an envelope's included; by Message-ID, for all use one submission URI. */
export async function messageFacts(body: Buffer, item: string): Promise<MessageFacts> {
  const text = body.toString('latin1');
  const envelope = /^(?:MAIL FROM:[^\n]*\n(?:RCPT TO:[^\n]*\n)+)(?:DATA\s*\n)?\s*/i.exec(text)?.[0] ?? '';
  const { summary } = await contentOf(body.subarray(envelope.length));
  return {
    subject: summary.subject,
    recipients: [...addressesIn(envelope.replace(/^MAIL FROM:.*$/im, '')), ...recipientsOf(summary)],
    item: summary.messageId ?? item,
  };
}

/** The role where it has one, and the path below the mailbox as a person reads it. */
function folderNames(mailbox: Mailbox, folder: Folder | null): readonly string[] {
  if (folder === null) return [];
  const roles = [...mailbox.roles].filter(([, each]) => each === folder);
  const path: string[] = [];
  for (let at: Folder | null = folder; at?.parent; at = at.parent) path.unshift(plainName(at.name));
  return [...roles.map(([role]) => role), path.join('/')];
}

function classesOf(mailbox: Mailbox, item: Item): readonly string[] {
  const place = { origin: '', mailbox };
  const names = [
    { namespace: EXCHANGE, name: 'outlookmessageclass' },
    { namespace: DAV, name: 'contentclass' },
  ];
  return names.flatMap((name) => {
    const value = readProperty(item, place, name);
    return value === undefined ? [] : [lexical(value)];
  });
}

function recipientsOf({ to, cc, bcc }: MessageSummary): readonly string[] {
  return addressesIn(`${to}, ${cc}, ${bcc}`);
}

function addressesIn(text: string): readonly string[] {
  return text.split(/[\s<>,;:"]+/).filter((word) => /^.[^@]*@./s.test(word));
}

function sizeOf(target: Target | null, method: string, request: IncomingMessage): number | null {
  const sent = request.headers['content-length'];
  const isUpload = method === 'PUT' || method === 'POST';
  if (!isUpload && target?.kind === 'item') return target.item.content.size;
  if (!isUpload && target?.kind === 'attachment') return target.part.size;
  return sent === undefined ? null : Number(sent);
}

function plainHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}
