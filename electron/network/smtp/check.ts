import type { CheckReport, CheckStep } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
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
    return report({ state: 'ok', sentence: passed(server), fact }, null);
  } catch (thrown) {
    const failure = toFailure(thrown);
    const { sentence, status, detail = '' } = failure;
    return report(
      { state: 'failed', sentence, fact: status === undefined ? detail : String(status) },
      failure,
    );
  }
}

function report(step: CheckStep, failure: CheckReport['failure']): CheckReport {
  return { steps: [step], failure, dialect: 'plain' };
}

function passed({ security, user }: SmtpServer): string {
  const line = security === 'none' ? 'without encryption, on this computer,' : 'encrypted';
  const who = user === '' ? 'asks for no name and password' : 'accepts the name and password';
  return `The server for sending answers ${line} and ${who}. No mail was sent.`;
}
