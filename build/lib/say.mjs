import { performance } from 'node:perf_hooks';

/** Something that the person has to read and do something about: printed without a stack, exit status 1. */
export class Stop extends Error {}

/** One line for one step. @param {string} text */
export function say(text) {
  process.stdout.write(`retinue: ${text}\n`);
}

/**
 * Says what is about to be done, does it, and says how long it took.
 * @template T
 * @param {string} text
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(text, work) {
  const from = performance.now();
  process.stdout.write(`retinue: ${text} …`);
  try {
    const value = await work();
    process.stdout.write(` done (${seconds(performance.now() - from)})\n`);
    return value;
  } catch (thrown) {
    process.stdout.write(' failed\n');
    throw thrown;
  }
}

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * Runs a script's main function: a Stop becomes its sentence, anything else keeps its stack; both end with status 1.
 * @param {() => Promise<number>} main
 */
export async function script(main) {
  try {
    process.exitCode = await main();
  } catch (thrown) {
    const text = thrown instanceof Stop ? thrown.message : thrown instanceof Error ? thrown.stack : thrown;
    process.stderr.write(`retinue: ${String(text)}\n`);
    process.exitCode = 1;
  }
}
