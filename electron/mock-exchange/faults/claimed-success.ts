import { type Call, header } from '../http/call.ts';
import { multistatus, type Reply, sentence } from '../http/reply.ts';
import { readPropertyUpdate } from '../methods/property-update.ts';
import { asNode, targetOf } from '../methods/target.ts';
import { readXml } from '../xml/read.ts';
import { elements, type XmlElement } from '../xml/tree.ts';
import { DAV } from '../../../shared/exchange/names.ts';

/**
 * The answer of success that a verb usually gives, with nothing done. Null for verbs that change nothing, and where the
 * verb would be refused because its source is missing: then it is run as usual.
 */
export function claimedSuccess(call: Call): Reply | null {
  const target = targetOf(call);
  const exists = asNode(target) !== null;
  const { exchange } = call.world.personality;
  const here = { Location: call.origin + call.path };
  switch (call.method) {
    case 'PUT':
    case 'POST':
      if (target.kind === 'submission') return claim(sentence(200, 'Accepted for delivery.'));
      if (call.method === 'POST') return null;
      return exists ? claim({ status: exchange ? 200 : 204 }) : claim({ status: 201, headers: here });
    case 'MKCOL':
      return exists ? null : claim({ status: 201, headers: here });
    case 'DELETE':
      return exists ? claim(exchange ? sentence(200, 'Deleted.') : { status: 204 }) : null;
    case 'MOVE':
    case 'COPY':
      return exists ? claim(landed(call)) : null;
    case 'PROPPATCH':
      return claim(patched(call));
    case 'BMOVE':
    case 'BCOPY':
    case 'BDELETE':
    case 'BPROPPATCH':
      return claim(bulk(call));
    default:
      return null;
  }
}

function claim(reply: Reply): Reply {
  return { ...reply, committed: false, truth: 'Nothing was done, success claimed' };
}

function landed(call: Call): Reply {
  const destination = header(call, 'destination') ?? '';
  if (/(?:##|%23%23)davmailsubmissionuri/i.test(destination)) return sentence(200, 'Accepted for delivery.');
  return { status: 201, headers: { Location: destination } };
}

function patched(call: Call): Reply {
  const props = readPropertyUpdate(call.body).map(({ name }) => name);
  return multistatus([{ href: call.origin + call.path, propstats: [{ status: 200, props }] }]);
}

function bulk(call: Call): Reply {
  return multistatus(hrefsIn(readXml(call.body)).map((href) => ({ href, status: 200 })));
}

/** All texts of DAV:href, in document order. */
function hrefsIn(element: XmlElement): readonly string[] {
  if (element.namespace === DAV && element.name === 'href')
    return [
      element.children
        .filter((each) => typeof each === 'string')
        .join('')
        .trim(),
    ];
  return elements(element).flatMap(hrefsIn);
}
