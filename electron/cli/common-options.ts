import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { fail, type FailureError } from '../../shared/errors.ts';

/** The named options of a command line. Throws 'invalid-input' with one sentence. */
export function parsed<const O extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<{ options: O; strict: true }>>['values'] {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    throw wrong(`${thrown.message.split('. ')[0] ?? 'The arguments cannot be read'}.`);
  }
}

/** The value of an option that must be there. */
export function needed(given: Readonly<Record<string, unknown>>, name: string): string {
  const value = given[name];
  if (typeof value !== 'string' || value === '') throw wrong(`--${name} is missing.`);
  if (/[\0\r\n]/.test(value)) throw wrong(`--${name} holds a line break or a NUL.`);
  return value;
}

/** An http or https address without a name or password in it. */
export function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw wrong(`--url ${JSON.stringify(text)} is not an http or https address.`);
  if (url.username !== '' || url.password !== '')
    throw wrong('--url must not hold a name or password; --user and --password-file are for them.');
  url.hash = '';
  return url;
}

/** RFC 7617: the name ends at the first colon. */
export function userOf(user: string): string {
  if (user.includes(':'))
    throw wrong(
      '--user holds a colon, which Basic sign-in cannot carry; use DOMAIN\\name or name@example.com.',
    );
  return user;
}

/** The first line of the file (`-`: standard input), else what the environment holds. */
export async function passwordOf(
  file: string | undefined,
  fromEnvironment: string | undefined,
): Promise<string> {
  if (file === undefined && fromEnvironment === undefined)
    throw wrong('There is no password: give --password-file or set RETINUE_PASSWORD.');
  if (file === undefined) return fromEnvironment ?? '';
  try {
    const text = file === '-' ? await textOf(process.stdin) : await readFile(file, 'utf8');
    return text.split(/\r?\n/, 1)[0] ?? '';
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
    throw wrong(`--password-file ${file} cannot be read (${code}).`);
  }
}

/** A command line that cannot be used. */
export function wrong(sentence: string): FailureError {
  return fail('invalid-input', sentence);
}
