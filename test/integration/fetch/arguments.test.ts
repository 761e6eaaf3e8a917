import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchOptions } from '../../../electron/cli/fetch-options.ts';
import { toFailure } from '../../../shared/errors.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-fetch-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const SOUND = ['--url', 'https://mail.example.com/a.bin', '--user', 'HL\\alex', '--out', 'a.bin'];
const withPassword = { RETINUE_PASSWORD: 'secret' };
const refusal = (args: readonly string[], environment = withPassword) =>
  fetchOptions(args, environment).then(
    () => 'taken',
    (thrown: unknown) => {
      expect(toFailure(thrown).kind).toBe('invalid-input');
      return toFailure(thrown).sentence;
    },
  );

describe('the arguments of fetch', () => {
  it('reads everything that it names', async () => {
    const file = path.join(folder, 'password');
    await writeFile(file, 'pässword \nsecond line\n');
    const more = ['--password-file', file, '--json', '--limit', '1.5MiB', '--connections', '4'];
    expect(await fetchOptions([...SOUND, ...more], {})).toMatchObject({
      user: 'HL\\alex',
      password: 'pässword ',
      out: path.resolve('a.bin'),
      json: true,
      limit: 1_572_864,
      connections: 4,
    });
  });

  it.each([
    ['250000', 250_000],
    ['500k', 500_000],
    ['2M/s', 2_000_000],
    ['1GiB', 2 ** 30],
  ])('takes the rate %s', async (text, bytes) => {
    expect(await fetchOptions([...SOUND, '--limit', text], withPassword)).toMatchObject({ limit: bytes });
  });

  it.each([
    [['--user', 'a', '--out', 'b'], '--url is missing.'],
    [[...SOUND, '--url', 'ftp://x/'], '--url "ftp://x/" is not an http or https address.'],
    [
      [...SOUND, '--url', 'https://a:b@x/'],
      '--url must not hold a name or password; --user and --password-file are for them.',
    ],
    [
      [...SOUND, '--user', 'a:b'],
      '--user holds a colon, which Basic sign-in cannot carry; use DOMAIN\\name or name@example.com.',
    ],
    [[...SOUND, '--out', ''], '--out is missing.'],
    [[...SOUND, '--limit', 'fast'], '--limit "fast" is not a rate such as 500k, 2M or 1.5MiB.'],
    [[...SOUND, '--connections', '0'], '--connections "0" is not a number from 1 to 16.'],
    [[...SOUND, '--speed'], "Unknown option '--speed'."],
    [[...SOUND, 'extra'], "Unexpected argument 'extra'."],
    [
      [...SOUND, '--password-file', '/nowhere/at/all'],
      '--password-file /nowhere/at/all cannot be read (ENOENT).',
    ],
  ])('refuses %j', async (args, sentence) => {
    expect(await refusal(args)).toBe(sentence);
  });

  it('wants a password from somewhere', async () => {
    expect(await fetchOptions(SOUND, {}).catch((thrown: unknown) => toFailure(thrown).sentence)).toBe(
      'There is no password: give --password-file or set RETINUE_PASSWORD.',
    );
  });
});
