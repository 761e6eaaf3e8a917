import type { Purpose, StepOf } from '../../../shared/delivery/steps.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { codeOf } from './reasons.ts';

/** What Retinue decided by a rule, and the rule. `after`: what was asked before; null: nothing was. */
export function decidedWords(
  { decision, status }: StepOf<'decided'>,
  after: Purpose | null,
  say: Say,
): { readonly sentence: string; readonly rule: string } {
  const code = codeOf(status);
  switch (decision) {
    case 'without-from':
      return {
        sentence: say('Decided: send it without its From field, which the server fills'),
        rule: say('rule: From refused'),
      };
    case 'by-copy':
      return {
        sentence: say('The server does not move items{code}. Retinue submits a copy of the draft instead', {
          code,
        }),
        rule: say('rule: no MOVE'),
      };
    case 'by-put':
      return {
        sentence: putWords(status === undefined ? null : after, code, say),
        rule: after === 'submit' ? say('rule: no COPY') : say('rule: no drafts'),
      };
    case 'by-smtp':
      return {
        sentence: say(
          "The account's own server sends no mail. Retinue hands the message to its mail server (SMTP)",
        ),
        rule: say('rule: the account names a mail server'),
      };
    default:
      return assertNever(decision);
  }
}

function putWords(after: Purpose | null, code: string, say: Say): string {
  if (after === null)
    return say(
      'The mailbox names no Drafts folder. Retinue submits the message itself instead, with its envelope',
    );
  return after === 'submit'
    ? say(
        'The server does not copy items either{code}. Retinue submits the message itself instead, with its envelope',
        { code },
      )
    : say('The server takes no drafts{code}. Retinue submits the message itself instead, with its envelope', {
        code,
      });
}
