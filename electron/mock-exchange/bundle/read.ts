import { unzipSync } from 'fflate';
import { fail } from '../../../shared/errors.ts';
import { parseScenario } from '../scenarios/parse.ts';
import type { ScenarioFiles } from '../scenarios/plan.ts';
import type { Scenario } from '../scenarios/scenario.ts';

/** Unpacked: no bundle that the mock writes is larger, and a zip bomb must not take the memory. */
const MOST_BYTES = 512 * 1024 * 1024;

/** True for the bytes of a zip. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** The scenario of a bundle and its files. Throws `invalid-input` where it is no bundle. */
export function readBundle(bytes: Uint8Array): { scenario: Scenario; file: ScenarioFiles } {
  const files = unzipped(bytes);
  const scenario = files['scenario.json'];
  if (!scenario) throw fail('invalid-input', 'bundle: there is no scenario.json in it');
  return { scenario: parseScenario(scenario), file: (name) => Promise.resolve(files[name]) };
}

function unzipped(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  let total = 0;
  const isWanted = ({ name, originalSize }: { name: string; originalSize: number }) => {
    if (name !== 'scenario.json' && !name.startsWith('mailbox/')) return false;
    total += originalSize;
    if (total > MOST_BYTES) throw fail('invalid-input', 'bundle: there is too much in it');
    return true;
  };
  try {
    return Object.assign(Object.create(null), unzipSync(bytes, { filter: isWanted }));
  } catch (error) {
    if (error instanceof Error && 'failure' in error) throw error;
    throw fail('invalid-input', 'bundle: this is not a zip that can be read', {}, error);
  }
}
