import { assertNever } from '../../../shared/errors.ts';
import type { Call } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { bodyOf, type Reply, sentence } from '../http/reply.ts';
import { itemPath, messageStream, needsConversion } from '../conversion/message-stream.ts';
import type { Item } from '../store/nodes.ts';

/**
 * The answer to a GET of a message, at the price of its conversion (reference 6.3). The whole message is converted for
 * a range of it too. Headers alone (HEAD, 304) cost nothing. Without Range the stream goes out while it is made: in
 * chunks, with no Content-Length (3.5). With Range the answer is exact: our choice, real servers may answer 200.
 */
export async function convertedMessage(call: Call, item: Item, reply: Reply): Promise<Reply> {
  if (!needsConversion(call.world, item) || reply.status === 304) return reply;
  const lengthless = reply.status === 200 ? withoutLength(reply) : reply;
  if (call.method === 'HEAD') return lengthless;
  return priced(call, item, item.content.size, lengthless);
}

/**
 * The answer to a GET of an attachment's own URL: read out of its property without conversion, but the pipe to the
 * client is the same, with the same limit.
 */
export async function pipedAttachment(call: Call, item: Item, reply: Reply): Promise<Reply> {
  const carriesBytes = call.method === 'GET' && (reply.status === 200 || reply.status === 206);
  return carriesBytes && needsConversion(call.world, item) ? priced(call, item, 0, reply) : reply;
}

/**
 * What is submitted out of the store is made into MIME as well, by the same worker (seed article: messages remain in
 * Drafts). Over the message size limit transport refuses it anyway, unconverted. Ends the request with 500 or 503 where
 * the conversion does not work out.
 */
export async function convertForSubmission(call: Call, item: Item): Promise<void> {
  const { MessageSizeLimit } = call.world.settings.values;
  const isRefused = MessageSizeLimit !== null && item.content.size > MessageSizeLimit * 1024;
  if (isRefused || !needsConversion(call.world, item)) return;
  const { kind } = await messageStream(call.world, call.mailbox, item, 'webdav');
  if (kind === 'failed') refuse(500, 'The server could not convert the message.');
  if (kind === 'crashed') refuse(503, 'The worker process has ended.', { Connection: 'close' });
}

async function priced(call: Call, item: Item, bytes: number, reply: Reply): Promise<Reply> {
  const href = itemPath(call.mailbox, item);
  const responseBytes = reply.status === 416 ? 0 : bodyOf(reply).size;
  const outcome = await call.world.conversion.convert({ href, bytes, responseBytes, face: 'webdav' });
  switch (outcome) {
    case 'made':
      return reply;
    case 'failed':
      // Reference 6.3: an empty body. What it was about stands in the event log.
      return { status: 500, truth: 'Intact, but the server could not make its stream' };
    case 'crashed':
      return {
        ...sentence(503, 'The worker process has ended.', { Connection: 'close' }),
        truth: 'Intact, but the worker process ended',
      };
    default:
      return assertNever(outcome);
  }
}

function withoutLength(reply: Reply): Reply {
  const headers = Object.entries(reply.headers ?? {}).filter(([name]) => name !== 'Content-Length');
  return { ...reply, headers: Object.fromEntries(headers), chunked: true };
}
