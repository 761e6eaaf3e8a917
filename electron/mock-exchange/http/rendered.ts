import { STATUS_CODES } from 'node:http';
import { DAV } from '../../../shared/exchange/names.ts';
import { dialectOf } from '../xml/dialect.ts';
import { renderError, renderMultistatus, xmlType } from '../xml/multistatus.ts';
import type { World } from './call.ts';
import type { Reply } from './reply.ts';

/**
 * Writes what a reply only holds as values, a multistatus or a broken precondition, in the dialect of the server. A
 * plain WebDAV server also has the standard's own reason phrases.
 */
export function rendered(world: Pick<World, 'personality' | 'settings'>, reply: Reply): Reply {
  const dialect = dialectOf(world);
  const written = (body: Buffer, type: string): Reply => ({
    ...reply,
    body,
    headers: { ...reply.headers, 'Content-Type': type },
  });
  const phrased = (done: Reply): Reply =>
    dialect.plain ? { ...done, reason: STATUS_CODES[reply.status] ?? 'Unknown' } : done;
  if (reply.precondition !== undefined) {
    const { name, hrefs } = reply.precondition;
    return phrased(written(renderError({ namespace: DAV, name }, hrefs, dialect), xmlType(dialect)));
  }
  if (reply.responses !== undefined && reply.body === undefined)
    return phrased(written(renderMultistatus(reply.responses, dialect), xmlType(dialect)));
  return phrased(reply);
}
