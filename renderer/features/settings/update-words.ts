import type { UpdateState, WhyNoUpdates } from '../../../shared/contracts/system.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';

/** Where the search for a newer version stands, as a sentence. */
export function updateWords(state: UpdateState, say: Say): string {
  switch (state.kind) {
    case 'off':
      return offWords(state.why, say);
    case 'idle':
      return state.checkedAt === null
        ? say('Nobody has looked for a newer version since the start.')
        : say('This is the newest version, as of {at, time, short}.', { at: new Date(state.checkedAt) });
    case 'checking':
      return say('Looking for a newer version.');
    case 'fetching':
      return say('Version {version} is being fetched.', { version: state.version });
    case 'ready':
      return say('Version {version} is here and checked. Retinue uses it from the next start on.', {
        version: state.version,
      });
    case 'failed':
      return sayTold(state, say);
    default:
      return assertNever(state);
  }
}

function offWords(why: WhyNoUpdates, say: Say): string {
  const words: Readonly<Record<WhyNoUpdates, string>> = {
    'package-manager': say(
      'Retinue does not look for newer versions here: the package manager of your system brings them.',
    ),
    development: say('Retinue does not look for newer versions here: it was not installed.'),
    'no-address': say(
      'Retinue does not look for newer versions: this one was built without an address for them. Ask the one that you had it from.',
    ),
    unpacked: say(
      'Retinue does not look for newer versions here: it was unpacked by hand. Unpack the newer one over it.',
    ),
  };
  return words[why];
}
