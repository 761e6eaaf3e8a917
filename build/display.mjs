import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exitOf } from './lib/run.mjs';
import { Stop } from './lib/say.mjs';

/**
 * @typedef {object} Display
 * @property {string} name For example ":99".
 * @property {Record<string, string>} env What a program needs to draw on it.
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a virtual display of its own. Xvfb picks a free number itself (-displayfd), so two at once do not meet, and
 * asks for a cookie, so that other people on this machine cannot look at the mail on it.
 * @param {{ endsWithLastWindow?: boolean }} [options] Ends by itself when the last program has gone, should the
 *   script that started it be killed.
 * @returns {Promise<Display>}
 */
export async function startDisplay({ endsWithLastWindow = false } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'retinue-display-'));
  const authority = path.join(folder, 'authority');
  await writeFile(authority, xauthority(randomBytes(16)), { mode: 0o600 });
  const options = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-auth', authority];
  const child = spawn('Xvfb', [...options, endsWithLastWindow ? '-terminate' : '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = exitOf(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const name = `:${await displayNumber(child)}`;
    return { name, env: { DISPLAY: name, XAUTHORITY: authority }, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} */
function displayNumber(child) {
  const words = /** @type {import('node:stream').Readable} */ (child.stderr);
  const numbers = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  return new Promise((resolve, reject) => {
    let said = '';
    let number = '';
    words.on('data', (chunk) => (said += chunk));
    numbers.on('data', (chunk) => {
      number += chunk;
      if (number.endsWith('\n')) resolve(number.trim());
    });
    child.once('error', (cause) => reject(new Stop(`Xvfb did not start: ${cause.message}`)));
    child.once('close', () => reject(new Stop(`Xvfb ended before it was ready.\n  ${said.trim()}`)));
  });
}

/**
 * An Xauthority file with one cookie for every display and host (family "wild", no address, no number): two-byte
 * lengths in network order, as libXau writes them.
 * @param {Buffer} cookie
 */
export function xauthority(cookie) {
  const fields = ['', '', 'MIT-MAGIC-COOKIE-1', cookie].map((value) => Buffer.from(value));
  const parts = fields.flatMap((field) => [Buffer.from([field.length >> 8, field.length & 0xff]), field]);
  return Buffer.concat([Buffer.from([0xff, 0xff]), ...parts]);
}
