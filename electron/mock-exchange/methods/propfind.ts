import { type Call, flagHeader, header, type Method } from '../http/call.ts';
import { multistatus } from '../http/reply.ts';
import { refuse } from '../http/refusal.ts';
import { descendants, type StoreNode } from '../store/nodes.ts';
import { isPublicStore } from '../store/public-store.ts';
import { mayRead } from '../store/rights.ts';
import { hrefOf } from '../store/urls.ts';
import type { DavResponse, NamedValue, PropStat } from '../xml/multistatus.ts';
import { attachmentResponse } from './attachment-response.ts';
import { modelOf } from './property-model.ts';
import { type PropertyRequest, readPropertyRequest } from './property-request.ts';
import { asNode, targetOf } from './target.ts';

type Depth = { readonly self: boolean; readonly below: 'none' | 'children' | 'all' };

/** PROPFIND (reference 3.2). */
export const propfind: Method = (call) => {
  const depth = readDepth(header(call, 'depth'), call.world.personality.exchange);
  const wanted = readPropertyRequest(call.body);
  const target = targetOf(call);
  if (target.kind === 'attachment')
    return multistatus([attachmentResponse(call, target.item, target.part, target.name)]);
  const node = asNode(target) ?? refuse(404, 'Nothing is at this address.');
  if (depth.below === 'all' && node.kind === 'folder' && isPublicStore(call.mailbox))
    refuse(403, 'The public folders are not listed through all levels. Ask each folder with Depth 1.');
  const brief = flagHeader(call, 'brief') ?? false;
  const responses: DavResponse[] = [];
  if (depth.self) responses.push(respond(call, node, wanted, brief, requestHref(call, node)));
  const { caller, mailbox } = call;
  for (const each of below(node, depth.below))
    if (caller === mailbox || mayRead(caller.user, mailbox, each))
      responses.push(respond(call, each, wanted, brief, hrefOf(call, each)));
  return multistatus(responses);
};

/** Missing means infinity (reference 3.2, RFC 4918 section 9.1). `noroot` is Exchange's. */
function readDepth(given = 'infinity', noRoot = true): Depth {
  const word = given.toLowerCase().replace(/\s/g, '');
  switch (noRoot ? word : word.replace(',noroot', '?')) {
    case '0':
      return { self: true, below: 'none' };
    case '1':
      return { self: true, below: 'children' };
    case '1,noroot':
      return { self: false, below: 'children' };
    case 'infinity':
      return { self: true, below: 'all' };
    case 'infinity,noroot':
      return { self: false, below: 'all' };
    default:
      return refuse(400, `The Depth header "${given}" is not one of 0, 1, infinity with or without noroot.`);
  }
}

function* below(node: StoreNode, depth: Depth['below']): Generator<StoreNode> {
  if (node.kind === 'item' || depth === 'none') return;
  if (depth === 'all') return yield* descendants(node);
  for (const child of node.folders.values()) if (!child.hidden) yield child;
  yield* node.shows?.() ?? node.items.values();
}

/** A resource that was asked for by its permanent URL answers under that name. */
function requestHref(call: Call, node: StoreNode): string {
  return /\/-flaturlspace-\//i.test(call.path) ? call.origin + call.path : hrefOf(call, node);
}

function respond(
  call: Call,
  node: StoreNode,
  wanted: PropertyRequest,
  brief: boolean,
  href: string,
): DavResponse {
  return { href, propstats: propstatsOf(call, node, wanted, brief) };
}

/** Found and missing properties as propstats; Brief leaves out the missing. */
export function propstatsOf(
  call: Call,
  node: StoreNode,
  wanted: PropertyRequest,
  brief: boolean,
): readonly PropStat[] {
  const model = modelOf(call);
  if (wanted.kind === 'names') return [{ status: 200, props: model.names(node, true) }];
  const names =
    wanted.kind === 'named' ? wanted.names : [...model.names(node, wanted.full), ...wanted.include];
  const found: NamedValue[] = [];
  const missing: NamedValue[] = [];
  for (const name of names) {
    const value = model.read(node, name);
    if (value === undefined) missing.push(name);
    else found.push({ ...name, value });
  }
  const propstats: PropStat[] = [];
  if (found.length > 0) propstats.push({ status: 200, props: found });
  if (missing.length > 0 && !brief) propstats.push({ status: 404, props: missing });
  // RFC 4918: a response holds a propstat or a status; an empty `prop` request still gets its 200.
  return propstats.length > 0 || brief ? propstats : [{ status: 200, props: [] }];
}
