import { hostname } from 'node:os';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { LIMITS } from '../limits.ts';
import type { Reply } from './replies.ts';
import { smtpOrigin } from '../../../shared/mail/smtp.ts';
import { checkSecurity } from './server.ts';
import { signIn } from './sign-in.ts';
import { openWire, type Wire, type WireOptions } from './wire.ts';
import { refusal } from './words.ts';

/** A server that knows who speaks and waits for mail. */
export interface Conversation {
  readonly wire: Wire;
  readonly extensions: Extensions;
  /** One command, one reply. */
  ask(command: string): Promise<Reply>;
  /** Says goodbye where the line still stands, and cuts it. Never rejects. */
  end(): Promise<void>;
}
/** What EHLO says that it can do: keyword in capitals, and its parameters. */
export type Extensions = ReadonlyMap<string, string>;

/** Greets, encrypts and signs in. Rejects where a step fails; no mail was named then. */
export async function openConversation(options: WireOptions, commandMs: number): Promise<Conversation> {
  const { server } = options;
  checkSecurity(server);
  const wire = await openWire(options);
  const ask = async (command: string): Promise<Reply> => {
    await wire.write(Buffer.from(`${command}\r\n`, 'utf8'), LIMITS.stallMs);
    return await wire.reply(commandMs);
  };
  const origin = smtpOrigin(server);
  try {
    const greeting = await wire.reply(commandMs);
    if (greeting.code !== 220) throw refusal(greeting, told('{origin} takes no mail now', { origin }));
    let extensions = await hello(ask, origin);
    if (server.security === 'starttls') {
      if (!extensions.has('STARTTLS')) throw noStartTls(origin);
      const answer = await ask('STARTTLS');
      if (answer.code !== 220) throw refusal(answer, told('{origin} did not begin to encrypt', { origin }));
      await wire.encrypt();
      extensions = await hello(ask, origin);
    }
    if (server.user !== '') await signIn(server, extensions, ask);
    return { wire, extensions, ask, end: () => end(wire) };
  } catch (thrown) {
    wire.cut();
    throw thrown;
  }
}

async function hello(ask: Conversation['ask'], origin: string): Promise<Extensions> {
  const answer = await ask(`EHLO ${ownName()}`);
  if (answer.code !== 250) throw refusal(answer, told('{origin} did not answer the greeting', { origin }));
  return new Map(
    answer.lines.slice(1).map((line) => {
      // `AUTH=PLAIN` is how servers wrote it before RFC 2554.
      const [, keyword = '', parameters = ''] = /^([a-z0-9-]+)[ =]?(.*)$/i.exec(line.trim()) ?? [];
      return [keyword.toUpperCase(), parameters.trim()];
    }),
  );
}

/** A name with a dot, else an address literal (RFC 5321 section 4.1.3): some servers refuse a bare name. */
function ownName(): string {
  const name = hostname();
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(name) ? name : '[127.0.0.1]';
}

async function end(wire: Wire): Promise<void> {
  try {
    await wire.write(Buffer.from('QUIT\r\n'), LIMITS.connectMs);
  } catch {
    // The server went first; everything that counts was said.
  }
  wire.cut();
}

function noStartTls(origin: string) {
  return fail(
    'unsupported',
    told(
      '{origin} does not offer STARTTLS, so that mail and password would go unencrypted. Retinue sent nothing. Try TLS (port 465), or ask the administrator.',
      { origin },
    ),
  );
}
