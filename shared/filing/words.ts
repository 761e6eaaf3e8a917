import { assertNever } from '../errors.ts';
import type { Say } from '../language/say.ts';
import type { Unknown } from './conditions.ts';
import type { Condition } from './filing.ts';
import type { Decision, Effect, Reason, Verdict } from './judge.ts';
import type { Signal } from './junk.ts';

/** How folders and accounts are called; null: they are not there any more. */
export interface Names {
  readonly folder: (folderId: string) => string | null;
  readonly account: (accountId: string) => string | null;
}

/** Why something was decided, after "because": one clause a reason. */
export function reasonWords(say: Say, reason: Reason, names: Names): string {
  switch (reason.kind) {
    case 'condition':
      return conditionWords(say, reason.condition, names);
    case 'signal':
      return signalWords(say, reason.signal);
    case 'list':
      return reason.by === 'list-id'
        ? say('it comes from the mailing list {text}', { text: reason.text })
        : say('it is addressed to the mailing list {text}', { text: reason.text });
    default:
      return assertNever(reason);
  }
}

/** What a condition says, as a clause. */
export function conditionWords(say: Say, condition: Condition, names: Names): string {
  switch (condition.on) {
    case 'from':
      return textWords(say, say('the sender'), condition);
    case 'to':
      return textWords(say, say('a recipient'), condition);
    case 'subject':
      return textWords(say, say('the subject'), condition);
    case 'list':
      return textWords(say, say('the List-Id'), condition);
    case 'size':
      return condition.how === 'over'
        ? say('it is larger than {kilobytes, number} kB', { kilobytes: Math.round(condition.bytes / 1024) })
        : say('it is smaller than {kilobytes, number} kB', { kilobytes: Math.round(condition.bytes / 1024) });
    case 'attachment':
      return condition.has ? say('it has an attachment') : say('it has no attachment');
    case 'blocked':
      return say('the sender is blocked');
    case 'account':
      return say('it is in the account {name}', {
        name: names.account(condition.accountId) ?? say('(gone)'),
      });
    case 'folder':
      return say('it is in the folder {name}', { name: names.folder(condition.folderId) ?? say('(gone)') });
    default:
      return assertNever(condition);
  }
}

function textWords(
  say: Say,
  what: string,
  { how, text }: Extract<Condition, { readonly text: string }>,
): string {
  switch (how) {
    case 'contains':
      return say('{what} contains “{text}”', { what, text });
    case 'is':
      return say('{what} is “{text}”', { what, text });
    case 'lacks':
      return say('{what} does not contain “{text}”', { what, text });
    default:
      return assertNever(how);
  }
}

/** What was seen in a message that junk has, as a clause. */
export function signalWords(say: Say, signal: Signal): string {
  switch (signal.kind) {
    case 'blocked':
      return signal.entry.startsWith('@')
        ? say('senders of {entry} are blocked', { entry: signal.entry })
        : say('{entry} is blocked', { entry: signal.entry });
    case 'other-address':
      return say('the sender shows the address {shown} and writes from {real}', {
        shown: signal.shown,
        real: signal.real,
      });
    case 'mixed-scripts':
      return say('“{word}” mixes letters of scripts that look alike', { word: signal.word });
    case 'hidden-characters':
      return say('the sender’s name holds characters that cannot be seen');
    case 'coded-domain':
      return say('the sender’s domain is written in a code ({domain})', { domain: signal.domain });
    case 'nobody-addressed':
      return say('it names no recipient');
    case 'answers-nothing':
      return say('its subject says that it answers, and it names no message that it would answer');
    case 'shouting':
      return say('its subject is in capitals');
    default:
      return assertNever(signal);
  }
}

/** What is done, as a clause: "moved to Projects". */
export function effectWords(say: Say, effect: Effect, names: Names): string {
  switch (effect.kind) {
    case 'move':
      return say('moved to {name}', {
        name: names.folder(effect.folderId) ?? say('(a folder that is gone)'),
      });
    case 'junk':
      return say('moved to Junk');
    case 'delete':
      return say('moved to Deleted Items');
    case 'read':
      return say('marked as read');
    case 'flag':
      return say('flagged');
    case 'category':
      return say('put into the category {name}', { name: effect.name });
    default:
      return assertNever(effect);
  }
}

/** Who decided, and why: "The rule “Projects”, because the subject contains “[P]”". */
export function verdictWords(say: Say, verdict: Verdict, names: Names): string {
  const because = listed(
    say,
    verdict.because.map((reason) => reasonWords(say, reason, names)),
  );
  switch (verdict.by) {
    case 'list':
      return say('The mailing list “{name}”, because {because}.', { name: verdict.name, because });
    case 'junk':
      return say('The junk filter, because {because}.', { because });
    case 'rule':
      return say('The rule “{name}”, because {because}.', { name: verdict.name, because });
    default:
      return assertNever(verdict.by);
  }
}

/** All that is done with a message: "Moved to Projects, marked as read". */
export function decisionWords(say: Say, { verdicts }: Decision, names: Names): string {
  return listed(
    say,
    verdicts.flatMap(({ effects }) => effects).map((effect) => effectWords(say, effect, names)),
  );
}

/** What could not be asked. */
export function unknownWords(say: Say, unknown: readonly Unknown[]): string {
  return listed(
    say,
    unknown.map((each) =>
      each === 'cc' ? say('who is in Cc is not known here') : say('its List-Id is not known here'),
    ),
  );
}

/** "a, b, and c", as the language writes lists. */
function listed(say: Say, words: readonly string[]): string {
  return new Intl.ListFormat(say.locale, { type: 'conjunction' }).format(words);
}
