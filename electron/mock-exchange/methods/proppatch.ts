import { type Call, flagHeader, type Method } from '../http/call.ts';
import { multistatus, type Reply } from '../http/reply.ts';
import { refuse } from '../http/refusal.ts';
import { composeContent } from '../store/composed.ts';
import { addItem } from '../store/mailbox.ts';
import type { StoreNode } from '../store/nodes.ts';
import { hrefOf } from '../store/urls.ts';
import { type Outcome, refusals, writeProperties } from '../store/write-properties.ts';
import { writtenHeaders } from './written.ts';
import { outcomePropstats, readPropertyUpdate } from './property-update.ts';
import { asNode, checkConditions, parentOf, targetOf } from './target.ts';

/** PROPPATCH (reference 3.3): writes all properties or none, and creates an item where the address is free. */
export const proppatch: Method = (call) => {
  const changes = readPropertyUpdate(call.body);
  const target = targetOf(call);
  const node = asNode(target);
  checkConditions(call, node);
  if (node) return answered(call, node, writeProperties(call.mailbox, node, changes, isBeingMade(node)));
  if (target.kind !== 'missing') refuse(403, 'The properties of this address cannot be changed.');
  const parent = parentOf(target);
  const refused = refusals(changes, true);
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
  return answered(call, item, writeProperties(call.mailbox, item, changes, true), 201);
};

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
    headers: writtenHeaders(call, node),
    committed: succeeded(outcomes),
  });
}
