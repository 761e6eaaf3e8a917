import type { IncomingHttpHeaders } from 'node:http';
import type { Call, Method } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { changeEntity } from './change-entity.ts';
import type { Strike } from './engine.ts';
import { claimedSuccess } from './claimed-success.ts';

/** Runs the verb as the strikes want it asked, or claims that it was run. */
export async function runShaped(call: Call, run: Method, strikes: readonly Strike[]): Promise<Reply> {
  let headers = call.headers;
  for (const { what } of strikes) {
    if (what.kind === 'change-entity') await changeEntity(call, what.keepEtag ?? false);
    headers = reshaped(headers, what);
  }
  const shaped = { ...call, headers };
  const isDropped = strikes.some(({ what }) => what.kind === 'drop-commit');
  return (isDropped ? claimedSuccess(shaped) : null) ?? run(shaped);
}

function reshaped(headers: IncomingHttpHeaders, what: Strike['what']): IncomingHttpHeaders {
  const { range, 'if-range': ifRange, ...rest } = headers;
  const conditional = ifRange === undefined ? {} : { 'if-range': ifRange };
  switch (what.kind) {
    case 'ignore-range':
      return rest;
    case 'ignore-if-range':
      return range === undefined ? rest : { ...rest, range };
    case 'early-range':
      return range === undefined ? headers : { ...rest, ...conditional, range: moved(range, what.by) };
    default:
      return headers;
  }
}

/** `bytes=100-199` by 10: `bytes=90-199`. */
function moved(range: string, by: number): string {
  return range.replace(
    /^(\s*bytes\s*=\s*)(\d+)-/i,
    (_, unit: string, first: string) => `${unit}${Math.max(0, Number(first) - by)}-`,
  );
}
