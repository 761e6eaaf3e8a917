import type { CheckReport, CheckStep } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import { type Told, told } from '../../../shared/language/told.ts';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import { openConversation } from './conversation.ts';
import { smtpOrigin } from '../../../shared/mail/smtp.ts';
import type { SmtpServer } from './server.ts';

/** Tries the server that is to take mail: connection, encryption, sign-in. No mail is named, and the password sent once. */
export async function checkSending(
  server: SmtpServer,
  clock: Clock,
  signal: AbortSignal,
): Promise<CheckReport> {
  const started = clock.now();
  try {
    const talk = await openConversation({ server, clock, signal }, LIMITS.smtpCheckMs);
    await talk.end();
    const fact = `${smtpOrigin(server)}, ${clock.now() - started} ms`;
    return report({ state: 'ok', ...passed(server), fact }, null);
  } catch (thrown) {
    const failure = toFailure(thrown);
    const { sentence, said, status, detail = '' } = failure;
    return report(
      {
        state: 'failed',
        sentence,
        ...(said && { said }),
        fact: status === undefined ? detail : String(status),
      },
      failure,
    );
  }
}

function report(step: CheckStep, failure: CheckReport['failure']): CheckReport {
  return { steps: [step], failure, dialect: 'plain' };
}

function passed({ security, user }: SmtpServer): Told {
  return told(
    'The server for sending answers {line, select, none {without encryption, on this computer,} other {encrypted}} and {who, select, nobody {asks for no name and password} other {accepts the name and password}}. No mail was sent.',
    { line: security, who: user === '' ? 'nobody' : 'user' },
  );
}
