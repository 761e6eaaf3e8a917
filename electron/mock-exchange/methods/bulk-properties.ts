import { DAV } from '../../../shared/exchange/names.ts';
import { flagHeader, header, type Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import type { DavResponse } from '../xml/multistatus.ts';
import { elements, is, type XmlElement } from '../xml/tree.ts';
import { writeXml } from '../xml/write.ts';
import { answerEach, readBulk, runSingle, singleCall } from './bulk.ts';
import { propfind } from './propfind.ts';
import { proppatch } from './proppatch.ts';
import { targetOf } from './target.ts';

/** BPROPFIND (reference 3.10): PROPFIND of each target, of itself alone where no Depth is given. */
export const bulkPropfind: Method = (call) => {
  refuseMissing(call);
  const { root, targets } = readBulk(call.body, 'propfind');
  const body = withoutTargets(root);
  const headers = { depth: header(call, 'depth') ?? '0' };
  return answerEach(call, targets, ({ href }) =>
    runSingle(propfind, singleCall(call, href, { method: 'PROPFIND', body, headers })),
  );
};

/**
 * BPROPPATCH (reference 3.10): PROPPATCH of each target with the same changes, which makes items too, unless
 * `If-Match: *` says otherwise. With Brief, a success of all is a 200 without a body.
 */
export const bulkProppatch: Method = async (call) => {
  refuseMissing(call);
  const { root, targets } = readBulk(call.body, 'propertyupdate');
  const body = withoutTargets(root);
  const reply = await answerEach(call, targets, ({ href }) =>
    runSingle(proppatch, singleCall(call, href, { method: 'PROPPATCH', body })),
  );
  const brief = flagHeader(call, 'brief') ?? false;
  return brief && wentWell(reply) ? { status: 200, committed: reply.committed ?? false } : reply;
};

/** 404 for a request URI that names nothing, whatever the targets are. */
export function refuseMissing(call: Parameters<Method>[0]): void {
  const { kind } = targetOf(call);
  if (kind === 'missing' || kind === 'submission') refuse(404, 'Nothing is at this address.');
}

function withoutTargets(root: XmlElement): Buffer {
  return writeXml({ ...root, children: elements(root).filter((each) => !is(each, DAV, 'target')) });
}

function wentWell(reply: Reply): boolean {
  const good = (status: number | undefined) => status === undefined || status < 300;
  const all = (response: DavResponse) =>
    good(response.status) && (response.propstats ?? []).every(({ status }) => good(status));
  return (reply.responses ?? []).every(all);
}
