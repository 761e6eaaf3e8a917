import type { Method } from '../http/call.ts';
import { sentence } from '../http/reply.ts';

/** Exchange knows these verbs; this version of the mock does not answer them yet. */
export const unsupported: Method = (call) =>
  sentence(501, `${call.method} is not built yet in this version of the mock Exchange server.`);
