import { HTTPMAIL } from '../../../shared/exchange/names.ts';
import { type Call, flagHeader, header } from '../http/call.ts';
import { checkLife } from '../http/hung-up.ts';
import { multistatus, type Reply, sentence } from '../http/reply.ts';
import { refuse } from '../http/refusal.ts';
import { storeAt } from '../http/stores.ts';
import { wholeOf } from '../store/bytes.ts';
import { remove } from '../store/changes.ts';
import { composeContent } from '../store/composed.ts';
import { locate, splitPath } from '../store/locate.ts';
import type { Folder, Item, StoredProperty, StoreNode } from '../store/nodes.ts';
import { canonicalName } from '../store/property-names.ts';
import { lexical } from '../store/values.ts';
import { refusals } from '../store/write-properties.ts';
import { readEnvelope } from '../transport/envelope.ts';
import type { Submission, Submitted } from '../transport/submission.ts';
import { convertForSubmission } from './converted.ts';
import { refuseLocked } from './locked.ts';
import { outcomePropstats, readPropertyUpdate } from './property-update.ts';

type Properties = ReadonlyMap<string, StoredProperty>;

/** PUT and POST on the submission URI: a whole message, with or without its envelope (reference 5.1, variants 1 and 2). */
export function submitBody(call: Call): Promise<Reply> {
  refuseElsewhere(call);
  const type = (header(call, 'content-type') ?? 'message/rfc822').split(';')[0]?.trim().toLowerCase();
  const given = { properties: new Map<string, StoredProperty>(), take: () => copyFolder(call, new Map()) };
  switch (type) {
    case 'message/rfc822':
      return submit(call, { ...given, raw: call.body, envelope: null });
    case 'message/rfc821':
      return submit(call, { ...given, ...readEnvelope(call.body) });
    default:
      return refuse(415, 'What is submitted has the Content-Type message/rfc822 or message/rfc821.');
  }
}

/**
 * PROPPATCH on the submission URI: the message is made of the properties (variant 3). 200 like every submission
 * (reference 5.2); 207 only where a property was refused, and nothing is sent then.
 */
export async function submitProperties(call: Call): Promise<Reply> {
  refuseElsewhere(call);
  const changes = readPropertyUpdate(call.body);
  const refused = refusals(changes, true);
  if (refused)
    return multistatus([{ href: call.origin + call.path, propstats: outcomePropstats(refused, false) }]);
  const properties = new Map<string, StoredProperty>();
  for (const change of changes)
    if (change.kind === 'set' && change.value !== null)
      properties.set(canonicalName(change.name), { as: change.name, value: change.value });
  const raw = composeContent(properties).bytes();
  return submit(call, { raw, envelope: null, properties, take: () => copyFolder(call, properties) });
}

/** MOVE and COPY onto the submission URI: the draft goes, or stays (variant 4). */
export async function submitItem(call: Call, source: StoreNode): Promise<Reply> {
  refuseElsewhere(call);
  if (source.kind === 'folder' || source.documentType !== null)
    refuse(409, 'Only a message can be submitted.');
  if (source.submitted) refuse(403, 'The message is in the submission queue already.');
  await convertForSubmission(call, source);
  const { content, properties } = source;
  const raw = content.source ? wholeOf(content.source) : content.bytes();
  const own: Properties = properties ?? new Map<string, StoredProperty>();
  return submit(call, {
    raw,
    envelope: null,
    properties: own,
    take: () => takeDraft(call, source, content, own),
  });
}

async function submit(call: Call, given: Omit<Submission, 'sender' | 'growth'>): Promise<Reply> {
  const growth = call.method === 'MOVE' ? 0 : given.raw.length;
  const take = () => {
    checkLife(call);
    return given.take();
  };
  const done = await call.world.transport.submit({ ...given, take, sender: call.mailbox, growth });
  return { ...sentence(200, 'Accepted for delivery.'), committed: true, truth: truthOf(done) };
}

/** Only a mailbox of Exchange has a place to submit at; the public store and other servers have none. */
function refuseElsewhere(call: Call): void {
  if (!call.world.personality.exchange || call.mailbox === call.world.publicStore)
    refuse(404, 'Nothing can be submitted here.');
}

function takeDraft(call: Call, draft: Item, content: Item['content'], properties: Properties): Folder | null {
  const folder = copyFolder(call, properties);
  if (call.mailbox.itemsById.get(draft.id) !== draft) refuse(404, 'The message is gone.');
  if (draft.content !== content) refuse(409, 'The message was changed while it was submitted.');
  if (call.method === 'MOVE') {
    refuseLocked(call, draft, draft.folder);
    remove(call.mailbox, draft);
  }
  return folder;
}

/** Where the copy goes: the headers win over the item's properties (reference 5.1); Sent Items by default. */
function copyFolder(call: Call, properties: Properties): Folder | null {
  const property = (name: string) => {
    const found = properties.get(HTTPMAIL + name);
    return found && lexical(found.value).trim();
  };
  const isSaved = flagHeader(call, 'saveinsent') ?? !/^(?:f|0)/i.test(property('saveinsent') ?? 't');
  if (!isSaved || !call.world.settings.values.KeepSentCopies) return null;
  const given = header(call, 'savedestination') ?? property('savedestination') ?? '';
  return given === '' ? (call.mailbox.roles.get('sentitems') ?? null) : folderAt(call, given);
}

function folderAt(call: Call, url: string): Folder {
  const place = storeAt(splitPath(url.trim().replace(/^https?:\/\/[^/]*/i, '')), call.world);
  const target = place?.mailbox === call.mailbox ? locate(call.mailbox, place.segments) : null;
  if (target?.kind === 'folder') return target.folder;
  return refuse(409, 'The folder for the copy (Savedestination) does not exist in this mailbox.');
}

function truthOf({ delivered, returned, kept }: Submitted): string {
  const parts = [`Delivered to ${delivered.length}`];
  if (returned.length > 0) parts.push(`returned from ${returned.length}`);
  parts.push(kept ? 'Sent copy filed' : 'no Sent copy');
  return parts.join(', ');
}
