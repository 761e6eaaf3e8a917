import { DAV } from '../../../shared/exchange/names.ts';
import { type Call, header, type Method } from '../http/call.ts';
import { checkLife } from '../http/hung-up.ts';
import { refuse, refusePrecondition } from '../http/refusal.ts';
import { multistatus, type Reply } from '../http/reply.ts';
import { parseIf, submittedTokens } from '../locks/if-header.ts';
import { lockDiscovery } from '../locks/lock-properties.ts';
import { readLockInfo, readTimeout } from '../locks/lock-request.ts';
import type { Lock, LockWish } from '../locks/lock-table.ts';
import { contentOf } from '../mime/content.ts';
import { documentContent } from '../store/composed.ts';
import { addItem } from '../store/mailbox.ts';
import type { Item, StoreNode } from '../store/nodes.ts';
import { dialectOf } from '../xml/dialect.ts';
import { renderProp, xmlType } from '../xml/multistatus.ts';
import { checkConditions } from './conditions.ts';
import { lockedResponses, refuseLocked } from './locked.ts';
import { asNode, isMailName, parentOf, targetOf } from './target.ts';

/** LOCK (RFC 4918 section 9.10, reference 3.12). Without a body it refreshes; at a free address it makes an empty item. */
export const lock: Method = async (call) => {
  const target = targetOf(call);
  if (target.kind === 'attachment' || target.kind === 'submission')
    refuse(403, 'What is at this address cannot be locked.');
  checkConditions(call, asNode(target), target);
  if (call.body.length === 0) return refreshed(call);
  const wish = readWish(call);
  const empty = await contentOf(Buffer.alloc(0));
  checkLife(call);
  // Looked up after the wait: another request may have come in between.
  const found = targetOf(call);
  const node = asNode(found);
  if (node === null) return created(call, found, wish, empty);
  const conflict = conflictOf(call, node, wish);
  if (conflict) return conflict;
  return granted(call, node, call.world.locks.take(call.mailbox, node, wish), 200);
};

function readWish(call: Call): LockWish {
  const depth = (header(call, 'depth') ?? 'infinity').trim().toLowerCase();
  if (depth !== '0' && depth !== 'infinity') refuse(400, 'The Depth of LOCK is 0 or infinity.');
  const seconds = readTimeout(header(call, 'timeout'));
  return { ...readLockInfo(call.body), depth, seconds, principal: call.caller.user };
}

/** Section 9.10.4: an empty resource comes into being, which is no collection. */
function created(
  call: Call,
  target: ReturnType<typeof targetOf>,
  wish: LockWish,
  empty: Item['content'],
): Reply {
  if (target.kind !== 'missing') refuse(409, 'What is at this address cannot be locked.');
  const parent = parentOf(target);
  refuseLocked(call, parent);
  const isMail = isMailName(target.name);
  const item = addItem(call.mailbox, parent, {
    name: target.name,
    content: isMail ? empty : documentContent(Buffer.alloc(0)),
    documentType: isMail ? null : 'application/octet-stream',
    received: call.world.clock.now(),
    read: true,
    draft: false,
  });
  return granted(call, item, call.world.locks.take(call.mailbox, item, wish), 201);
}

/** 423 where a lock on the resource stands in the way; 207 where one inside of the folder does (section 9.10.9). */
function conflictOf(call: Call, node: StoreNode, wish: LockWish): Reply | null {
  const { locks } = call.world;
  const conflicts = (lock: Lock) => wish.scope === 'exclusive' || lock.scope === 'exclusive';
  const here = locks.covering(call.mailbox, node).filter(conflicts);
  if (here.length > 0) {
    const hrefs = here.map(({ root }) => call.origin + root);
    refusePrecondition(423, 'Another lock is in the way.', { name: 'no-conflicting-lock', hrefs });
  }
  if (wish.depth === '0' || node.kind === 'item') return null;
  const inside = locks.below(call.mailbox, node).filter(conflicts);
  if (inside.length === 0) return null;
  const members = lockedResponses(call, inside).map((each) => ({ ...each, error: 'no-conflicting-lock' }));
  return multistatus([...members, { href: call.origin + call.path, status: 424 }]);
}

/** Section 9.10.2: the If header names the lock; its owner alone may refresh it. */
function refreshed(call: Call): Reply {
  const given =
    header(call, 'if') ?? refuse(400, 'A LOCK without a body refreshes a lock that an If header names.');
  const node = asNode(targetOf(call)) ?? refuse(404, 'Nothing is at this address.');
  const tokens = submittedTokens(parseIf(given));
  const { locks } = call.world;
  const found =
    locks.covering(call.mailbox, node).find(({ token }) => tokens.has(token)) ??
    refusePrecondition(412, 'The lock does not cover this address.', {
      name: 'lock-token-matches-request-uri',
      hrefs: [call.origin + call.path],
    });
  if (found.principal !== call.caller.user) refuse(403, 'The lock belongs to somebody else.');
  locks.refresh(found.token, readTimeout(header(call, 'timeout'), found.seconds));
  return discovery(call, node);
}

/** Only the answer that gives a lock out names it in `Lock-Token`. */
function granted(call: Call, node: StoreNode, { token }: Lock, status: 200 | 201): Reply {
  const reply = discovery(call, node);
  return {
    ...reply,
    status,
    headers: { ...reply.headers, 'Lock-Token': `<${token}>` },
    committed: status === 201,
  };
}

function discovery(call: Call, node: StoreNode): Reply {
  const dialect = dialectOf(call.world);
  const value = lockDiscovery(call, node);
  return {
    status: 200,
    headers: { 'Content-Type': xmlType(dialect) },
    body: renderProp([{ namespace: DAV, name: 'lockdiscovery', value }], dialect),
  };
}
