import { fail } from '../../../shared/errors.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Clock } from '../clock/clock.ts';
import type { Personality } from '../personality/personality.ts';
import type { Settings } from '../settings/settings.ts';
import { basicSignIn } from './basic.ts';
import type { SignIn, SignInName } from './sign-in.ts';

export interface SignInParts {
  readonly mailboxes: ReadonlyMap<string, Mailbox>;
  readonly personality: Personality;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Session names and challenges are drawn from it, so that a run can be repeated. */
  readonly seed: number;
}

/** The sign-in of a name. */
export function newSignIn(name: SignInName, parts: SignInParts): SignIn {
  if (name === 'basic') return basicSignIn(parts.mailboxes);
  throw fail('invalid-input', `Sign-in by ${name} is not served.`);
}
