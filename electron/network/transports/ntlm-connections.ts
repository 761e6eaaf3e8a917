import type { Readable } from 'node:stream';
import { buildConnector, Client, type Dispatcher } from 'undici';
import { PRIMER } from '../dav/primer.ts';
import { type WireAnswer, WireFault, type WireRequest } from '../dav/transport.ts';
import { LIMITS } from '../limits.ts';
import { PACE_MOST } from '../resilience/pace.ts';
import { readChallenge } from '../sign-in/ntlm/challenge.ts';
import { authenticateMessage, negotiateMessage, type NtlmIdentity } from '../sign-in/ntlm/messages.ts';

export interface NtlmConnectionsOptions {
  readonly http: Omit<Client.Options, 'connect'>;
  readonly connect: buildConnector.BuildOptions;
  readonly now: () => number;
  /** Eight random bytes for each proof. */
  readonly nonce: () => Buffer;
  readonly exchange: (wire: WireRequest, by: Dispatcher) => Promise<WireAnswer>;
}
export interface NtlmConnections {
  /** The request on a connection that is signed in; the answer that refused the sign-in where it was refused. */
  exchange(wire: WireRequest, identity: NtlmIdentity): Promise<WireAnswer>;
  close(): Promise<void>;
}
interface Connection {
  readonly client: Client;
  isOpen(): boolean;
}

/** The server closed the connection before anything was sent on it: another one is as good. */
class ConnectionOver extends Error {
  override readonly name = 'ConnectionOver';
}

/**
 * NTLM signs a connection in, not a request, so connections are held here one by one and used again by the same person
 * only. A PROPFIND without meaning carries the three legs: several methods that come first on a connection are answered
 * by IIS as if they were carried out (reference 2.1), and a body is sent once only, when the server listens.
 */
export function createNtlmConnections(options: NtlmConnectionsOptions): NtlmConnections {
  const { http, connect, exchange, now, nonce } = options;
  const idle = new Map<string, Connection[]>();
  const all = new Set<Connection>();
  /** When a proof went out that the server never answered: it may have counted as a wrong try there. */
  const unanswered = new Map<string, number>();

  const open = (origin: string): Connection => {
    const connector = buildConnector(connect);
    let state: 'new' | 'open' | 'over' = 'new';
    const client = new Client(origin, {
      ...http,
      keepAliveTimeout: LIMITS.signedInIdleMs,
      // undici would connect again by itself, and what it sent then would not be signed in.
      connect(place, callback) {
        if (state !== 'new') return callback(new ConnectionOver('The connection is over.'), null);
        state = 'open';
        connector(place, callback);
      },
    });
    const connection: Connection = { client, isOpen: () => state !== 'over' && all.has(connection) };
    client.on('disconnect', () => {
      state = 'over';
      drop(connection);
    });
    all.add(connection);
    return connection;
  };
  const drop = (connection: Connection) => {
    if (!all.delete(connection)) return;
    void connection.client.destroy();
  };
  /** Kept for the next request at the very moment when the answer was read to its end; one that was left is over. */
  const giveBack = (key: string, connection: Connection, body: Readable) => {
    body.once('end', () => {
      const kept = idle.get(key)?.filter((each) => each.isOpen()) ?? [];
      if (connection.isOpen() && kept.length < PACE_MOST) kept.push(connection);
      else drop(connection);
      idle.set(key, kept);
    });
    body.once('close', () => {
      if (!body.readableEnded) drop(connection);
    });
  };

  /** null: signed in; else the answer that refuses. */
  const signIn = async (
    { client }: Connection,
    wire: WireRequest,
    identity: NtlmIdentity,
  ): Promise<WireAnswer | null> => {
    const leg = async (message: Buffer | null) => {
      const authorization = message
        ? { authorization: `${identity.scheme} ${message.toString('base64')}` }
        : {};
      const answer = await exchange(primer(wire, authorization), client);
      if (answer.status === 401) return answer;
      await drained(answer);
      return null;
    };
    const challenged = await leg(negotiateMessage());
    if (!challenged) return null;
    const challenge = readChallenge(challenged.headers.get('www-authenticate') ?? '');
    await drained(challenged);
    // Kerberos alone is behind that Negotiate, or something between does not let NTLM through.
    if (!challenge) throw new WireFault('no-ntlm', 'no challenge');
    const proof = authenticateMessage(identity, challenge, { nonce: nonce(), now: now() });
    try {
      return await leg(proof);
    } catch (thrown) {
      if (wire.signal.aborted) throw thrown;
      throw new WireFault('sign-in-broke', codeOf(thrown), thrown);
    }
  };
  /** Signs in on a new connection. While nobody knows what became of a proof, it is not shown again. */
  const proven = async (connection: Connection, wire: WireRequest, key: string, identity: NtlmIdentity) => {
    const since = unanswered.get(key);
    if (since !== undefined && now() - since < LIMITS.unansweredProofMs)
      throw new WireFault('sign-in-broke', 'waiting');
    try {
      const refusal = await signIn(connection, wire, identity);
      unanswered.delete(key);
      return refusal;
    } catch (thrown) {
      if (thrown instanceof WireFault && thrown.kind === 'sign-in-broke') unanswered.set(key, now());
      throw thrown;
    }
  };

  const held = async (wire: WireRequest, key: string, connection: Connection): Promise<WireAnswer> => {
    try {
      const answer = await exchange(wire, connection.client);
      giveBack(key, connection, answer.body);
      return answer;
    } catch (thrown) {
      drop(connection);
      throw thrown;
    }
  };
  /** On a connection that was signed in before; null where it cannot be used any more and nothing was carried out. */
  const again = async (
    wire: WireRequest,
    key: string,
    connection: Connection,
  ): Promise<WireAnswer | null> => {
    try {
      // The server can have closed it unseen, or ended the session: a streamed body is not begun before it is known.
      if (typeof wire.body === 'object') {
        const seen = await exchange(primer(wire, {}), connection.client);
        await drained(seen);
        if (seen.status === 401) return drop(connection), null;
      }
      const answer = await held(wire, key, connection);
      // IIS asks before it does anything.
      if (answer.status !== 401 || typeof wire.body === 'object') return answer;
      await drained(answer);
    } catch (thrown) {
      if (!(thrown instanceof ConnectionOver)) throw thrown;
    }
    drop(connection);
    return null;
  };
  return {
    async exchange(wire, identity) {
      const { origin } = new URL(wire.url);
      const key = JSON.stringify([origin, identity.scheme, identity.user, identity.password]);
      for (let kept = idle.get(key)?.pop(); kept; kept = idle.get(key)?.pop()) {
        const answer = kept.isOpen() ? await again(wire, key, kept) : null;
        if (answer) return answer;
      }
      const connection = open(origin);
      try {
        const refusal = await proven(connection, wire, key, identity);
        if (!refusal) return await held(wire, key, connection);
        refusal.body.once('close', () => drop(connection));
        return refusal;
      } catch (thrown) {
        drop(connection);
        throw thrown;
      }
    },
    async close() {
      await Promise.all([...all].map(({ client }) => client.destroy()));
    },
  };
}

/** Asks for next to nothing, at the address of the request itself. */
function primer({ url, headers, signal }: WireRequest, more: Readonly<Record<string, string>>): WireRequest {
  const agent = headers['user-agent'];
  return {
    ...PRIMER,
    url,
    headers: {
      ...PRIMER.headers,
      ...(agent === undefined ? {} : { 'user-agent': agent }),
      'accept-encoding': 'identity',
      ...more,
    },
    signal,
  };
}

function codeOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  return typeof code === 'string' ? code : 'no answer';
}

/** The connection goes on with the next leg only when the answer was read to its end. */
async function drained({ body }: WireAnswer): Promise<void> {
  let bytes = 0;
  // Where it is left early, undici calls that an error of the body as well.
  body.once('error', () => undefined);
  for await (const chunk of body) {
    bytes += (chunk as Uint8Array).byteLength;
    // Leaving it here ends the connection.
    if (bytes > LIMITS.itemAnswerBytes) break;
  }
}
