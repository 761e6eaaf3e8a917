import type { Purpose, StepOf } from '../../../shared/delivery/steps.ts';
import { assertNever } from '../../../shared/errors.ts';

/** What Retinue decided by a rule, and the rule. `after`: what was asked before; null: nothing was. */
export function decidedWords(
  { decision, status }: StepOf<'decided'>,
  after: Purpose | null,
): { readonly sentence: string; readonly rule: string } {
  const code = status === undefined ? '' : ` (${status})`;
  switch (decision) {
    case 'without-from':
      return {
        sentence: 'Decided: send it without its From field, which the server fills',
        rule: 'rule: From refused',
      };
    case 'by-copy':
      return {
        sentence: `The server does not move items${code}. Retinue submits a copy of the draft instead`,
        rule: 'rule: no MOVE',
      };
    case 'by-put':
      return {
        sentence: `${whyPut(status === undefined ? null : after, code)}. Retinue submits the message itself instead, with its envelope`,
        rule: after === 'submit' ? 'rule: no COPY' : 'rule: no drafts',
      };
    case 'by-smtp':
      return {
        sentence:
          "The account's own server sends no mail. Retinue hands the message to its mail server (SMTP)",
        rule: 'rule: the account names a mail server',
      };
    default:
      return assertNever(decision);
  }
}

function whyPut(after: Purpose | null, code: string): string {
  if (after === null) return 'The mailbox names no Drafts folder';
  return after === 'submit'
    ? `The server does not copy items either${code}`
    : `The server takes no drafts${code}`;
}
