import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Extensions } from './conversation.ts';
import type { Reply } from './replies.ts';
import { smtpOrigin } from '../../../shared/mail/smtp.ts';
import type { SmtpServer } from './server.ts';
import { refusal } from './words.ts';

/**
 * AUTH PLAIN (RFC 4616), else LOGIN. Called on an encrypted line, or on this computer's own. What is sent here is told
 * to nobody: no failure has it.
 */
export async function signIn(
  server: SmtpServer,
  extensions: Extensions,
  ask: (command: string) => Promise<Reply>,
): Promise<void> {
  const { user, password } = server;
  const origin = smtpOrigin(server);
  if (password === null) throw noPassword(origin);
  const offered = (extensions.get('AUTH') ?? '').toUpperCase().split(/\s+/);
  let answer: Reply;
  if (offered.includes('PLAIN')) answer = await ask(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`);
  else if (offered.includes('LOGIN')) answer = await login(user, password, ask);
  else throw noWay(origin, extensions.get('AUTH') ?? '');
  if (answer.code === 235) return;
  if (answer.code >= 500) throw refused(origin, user, answer);
  throw refusal(answer, told('{origin} could not sign {user} in', { origin, user }));
}

async function login(user: string, password: string, ask: (command: string) => Promise<Reply>) {
  const begun = await ask('AUTH LOGIN');
  if (begun.code !== 334) return begun;
  const named = await ask(base64(user));
  return named.code === 334 ? await ask(base64(password)) : named;
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function refused(origin: string, user: string, { code }: Reply) {
  return fail(
    'unauthorized',
    told(
      '{origin} does not accept this name and password ({user}, {code}). Retinue tried once and sent no mail. Enter the password for sending again.',
      { origin, user, code },
    ),
    { status: code, detail: 'AUTH' },
  );
}

function noPassword(origin: string) {
  return fail(
    'unauthorized',
    told(
      'The password for sending through {origin} is not known. Retinue sent nothing. Enter it in Accounts….',
      { origin },
    ),
  );
}

function noWay(origin: string, offered: string) {
  const ways = offered.replace(/[^\w .-]/g, '').slice(0, 80);
  return fail(
    'unsupported',
    offered === ''
      ? told(
          '{origin} offers no sign-in; Retinue signs in with PLAIN or LOGIN. It sent nothing, no password either. Ask the administrator, or leave the name for sending empty where the server asks for none.',
          { origin },
        )
      : told(
          '{origin} offers sign-in by {ways} only; Retinue signs in with PLAIN or LOGIN. It sent nothing, no password either. Ask the administrator, or leave the name for sending empty where the server asks for none.',
          { origin, ways },
        ),
  );
}
