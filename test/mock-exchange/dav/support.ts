import { expect } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { type Answer, ask } from '../support/server.ts';

export const BASE = '/exchange/alex';

/** A lockinfo body. */
export function lockBody(
  scope: 'exclusive' | 'shared',
  owner = '<D:href>mailto:a@example.com</D:href>',
): string {
  return `<?xml version="1.0"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:${scope}/></D:lockscope><D:locktype><D:write/></D:locktype><D:owner>${owner}</D:owner></D:lockinfo>`;
}

/** Locks and returns the token; fails the test where no lock is given. */
export async function locked(
  mock: MockExchange,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  scope: 'exclusive' | 'shared' = 'exclusive',
): Promise<string> {
  const answer = await ask(mock, 'LOCK', path, headers, lockBody(scope));
  expect([200, 201], answer.text).toContain(answer.status);
  return tokenOf(answer);
}

/** The token of a `Lock-Token` header, without its angle brackets. */
export function tokenOf({ headers }: Answer): string {
  return String(headers['lock-token']).replace(/^<|>$/g, '');
}

/** The statuses of several requests. */
export async function statuses(answers: readonly Promise<Answer>[]): Promise<readonly number[]> {
  return (await Promise.all(answers)).map(({ status }) => status);
}

/** A propfind body for names in DAV:. */
export function davProps(...names: readonly string[]): string {
  return `<propfind xmlns="DAV:"><prop>${names.map((name) => `<${name}/>`).join('')}</prop></propfind>`;
}
