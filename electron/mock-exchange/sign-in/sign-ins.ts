import { assertNever, fail } from '../../../shared/errors.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Clock } from '../clock/clock.ts';
import type { Personality } from '../personality/personality.ts';
import type { Settings } from '../settings/settings.ts';
import { basicSignIn } from './basic.ts';
import { formsSignIn } from './forms/forms.ts';
import { noSignIn } from './none.ts';
import { ntlmSignIn } from './ntlm/ntlm.ts';
import type { SignIn, SignInName } from './sign-in.ts';

export interface SignInParts {
  readonly mailboxes: ReadonlyMap<string, Mailbox>;
  readonly personality: Personality;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Session names and challenges are drawn from it, so that a run can be repeated. */
  readonly seed: number;
}

/** The sign-in of a name. Throws `invalid-input` for forms where the server has none (Exchange 2000, plain WebDAV). */
export function newSignIn(name: SignInName, parts: SignInParts): SignIn {
  switch (name) {
    case 'basic':
      return basicSignIn(parts.mailboxes);
    case 'ntlm':
      return ntlmSignIn(parts);
    case 'none':
      return noSignIn(parts.mailboxes);
    case 'forms': {
      const { personality } = parts;
      if (personality.forms) return formsSignIn(parts);
      throw fail(
        'invalid-input',
        `Sign-in by forms came with Exchange 2003; a server of the kind ${personality.name} has none. Choose 2003 or 2007, or another sign-in.`,
      );
    }
    default:
      return assertNever(name);
  }
}
