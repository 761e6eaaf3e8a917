import { CommandError } from './cli/command-error.ts';
import { HELP, optionsOf } from './cli/options.ts';
import { type Ready, serve } from './cli/serve.ts';

function readyText({ url, user, password, admin, pop3, imap4 }: Ready): string {
  return [
    'The mock Exchange server is ready.',
    `  URL       ${url}`,
    `  User      ${user}`,
    `  Password  ${password}`,
    `  Admin     ${admin}`,
    ...(pop3 === undefined ? [] : [`  POP3      ${pop3}`]),
    ...(imap4 === undefined ? [] : [`  IMAP4     ${imap4}`]),
    'Ctrl+C stops it.',
    '',
  ].join('\n');
}

/**
 * Resolves when the npm that started this process is gone: it hands SIGTERM and SIGINT on (the script begins with
 * `exec`, so there is no shell in between), but killed outright it would leave a server that nobody stops.
 */
function npmGone(): Promise<void> {
  const npm = process.ppid;
  return new Promise((resolve) => {
    if (process.env['npm_lifecycle_event'] === undefined) return;
    setInterval(() => {
      if (process.ppid !== npm) resolve();
    }, 200).unref();
  });
}

/** Resolves at the first request to stop, wherever it comes from. */
function stopAsked(): Promise<void> {
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  return Promise.race([signalled, npmGone()]);
}

async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (options === null) {
    process.stdout.write(HELP);
    return 0;
  }
  const asked = stopAsked();
  // A signal while the mailbox is still being made ends the command as well.
  const running = await Promise.race([serve(options), asked]);
  if (running === undefined) process.exit(0);
  const { ready } = running;
  const line = options.json
    ? `${JSON.stringify({ ready: true, ...ready, pid: process.pid })}\n`
    : readyText(ready);
  process.stdout.write(line);
  await asked;
  await running.stop();
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`mock: ${error.message}\n`);
  process.exitCode = error.status;
}
