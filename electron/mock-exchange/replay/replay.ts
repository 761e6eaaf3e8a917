import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { fail } from '../../../shared/errors.ts';
import type { MockAccount } from '../api.ts';
import type { JournalEntry } from '../journal/entry.ts';
import type { SignInName } from '../sign-in/sign-in.ts';

/** Where a request goes once more, and as whom. */
export interface ReplayTarget {
  readonly origin: string;
  readonly certificate: string | null;
  readonly auth: SignInName;
  readonly accounts: readonly MockAccount[];
}

/** What came of it: `status` 0 where the connection ended without an answer. */
export interface Replayed {
  readonly status: number;
  readonly bytes: number;
}

/** Headers that the new connection has of its own, and those that the journal does not keep. */
const NOT_SENT = /^(host|connection|content-length|transfer-encoding|authorization|cookie|expect)$/i;

/**
 * Sends a request of the journal once more, over a socket like any client, so that rules and the journal see it. Throws
 * `invalid-input` where the journal does not hold enough: a body that was cut off or no text, or a sign-in whose
 * session only the client had.
 */
export async function replay(entry: JournalEntry, target: ReplayTarget): Promise<Replayed> {
  const { wire, requestBytes, mailbox } = entry;
  const body = wire.requestText ?? '';
  if (Buffer.byteLength(body) !== requestBytes)
    throw fail(
      'invalid-input',
      `The body of request ${entry.id} is not in the journal: it was no text, or too long.`,
    );
  if (target.auth !== 'basic' && target.auth !== 'none')
    throw fail(
      'invalid-input',
      `Requests cannot be sent again under ${target.auth} sign-in: the session was the client's.`,
    );
  const account = target.accounts.find(({ user }) => user === mailbox);
  const headers: Record<string, string> = {};
  for (const [name, value] of wire.requestHeaders) if (!NOT_SENT.test(name)) headers[name] = value;
  if (account)
    headers['Authorization'] =
      `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}`;
  return exchanged(entry, target, headers, body);
}

function exchanged(
  { method, path }: JournalEntry,
  { origin, certificate }: ReplayTarget,
  headers: Record<string, string>,
  body: string,
): Promise<Replayed> {
  const { hostname, port } = new URL(origin);
  const options = { host: hostname.replace(/^\[|\]$/g, ''), port, method, path, headers, agent: false };
  return new Promise((resolve) => {
    const sent = certificate === null ? httpRequest(options) : httpsRequest({ ...options, ca: certificate });
    let answer: Replayed = { status: 0, bytes: 0 };
    sent.on('response', (response) => {
      answer = { status: response.statusCode ?? 0, bytes: 0 };
      response.on('data', (piece: Buffer) => {
        answer = { ...answer, bytes: answer.bytes + piece.length };
      });
      response.on('close', () => resolve(answer));
      response.on('error', () => resolve(answer));
    });
    // A cut line is one of the things that rules do; the journal tells which.
    sent.on('error', () => resolve(answer));
    sent.end(body);
  });
}
