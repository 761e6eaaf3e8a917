import { type Call, flagHeader, type Method } from '../http/call.ts';
import { multistatus, type Reply } from '../http/reply.ts';
import { refuse } from '../http/refusal.ts';
import { composeContent } from '../store/composed.ts';
import { addItem } from '../store/mailbox.ts';
import type { StoreNode } from '../store/nodes.ts';
import { hrefOf } from '../store/urls.ts';
import type { Change, Outcome } from '../store/write-properties.ts';
import { checkConditions } from './conditions.ts';
import { refuseLocked } from './locked.ts';
import { modelOf } from './property-model.ts';
import { refuseQueued } from './queued.ts';
import { submitProperties } from './submit.ts';
import { writtenHeaders } from './written.ts';
import { outcomePropstats, readPropertyUpdate } from './property-update.ts';
import { searchFolderOf } from './search-folder.ts';
import { asNode, parentOf, targetOf } from './target.ts';

/**
 * PROPPATCH (reference 3.3): writes all properties or none, and at Exchange creates an item where the address is free;
 * by RFC 4918 that is a 404.
 */
export const proppatch: Method = (call) => {
  const target = targetOf(call);
  if (target.kind === 'submission') return submitProperties(call);
  const model = modelOf(call);
  const changes = readPropertyUpdate(call.body, model.valueFrom);
  const node = asNode(target);
  checkConditions(call, node, target);
  refuseQueued(node);
  refuseLocked(call, node);
  if (node) return written(call, node, changes);
  if (target.kind !== 'missing') refuse(403, 'The properties of this address cannot be changed.');
  if (!call.world.personality.exchange) refuse(404, 'Nothing is at this address.');
  const parent = parentOf(target);
  refuseLocked(call, parent);
  const refused = model.refusals(changes, true);
  if (refused)
    return multistatus([{ href: call.origin + call.path, propstats: outcomePropstats(refused, false) }]);
  const item = addItem(call.mailbox, parent, {
    name: target.name,
    content: composeContent(null),
    received: call.world.clock.now(),
    read: false,
    draft: true,
    composed: { flagsGiven: false },
  });
  return answered(call, item, model.write(item, changes, true), 201);
};

function written(call: Call, node: StoreNode, changes: readonly Change[]): Reply {
  const asSearchFolder =
    node.kind === 'folder' && call.world.personality.exchange
      ? searchFolderOf(call, changes, node)
      : () => undefined;
  const outcomes = modelOf(call).write(node, changes, isBeingMade(node));
  if (succeeded(outcomes)) asSearchFolder(node);
  return answered(call, node, outcomes);
}

/** DavMail writes the flags of a draft in one or two requests before it PUTs the stream. */
function isBeingMade(node: StoreNode): boolean {
  return node.kind === 'item' && node.composed !== null;
}

function succeeded(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ status }) => status === 200);
}

function answered(call: Call, node: StoreNode, outcomes: readonly Outcome[], status?: 201): Reply {
  const brief = flagHeader(call, 'brief') ?? false;
  const propstats = outcomePropstats(outcomes, brief);
  return multistatus([{ href: hrefOf(call, node), ...(status && { status }), propstats }], {
    headers: call.world.personality.exchange ? writtenHeaders(call, node) : {},
    committed: succeeded(outcomes),
  });
}
