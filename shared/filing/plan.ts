import { assertNever } from '../errors.ts';
import type { Mark } from '../mail/types.ts';
import type { ChosenPlace } from './filing.ts';
import { type Decision, type Effect, effectsOf } from './judge.ts';
import { folderFor, type RoleFolder } from './roles.ts';

/** A message as far as it is changed. */
export interface PlannedMessage {
  readonly accountId: string;
  readonly folderId: string;
  readonly read: boolean;
  readonly flagged: boolean;
  readonly categories: readonly string[];
}

/** What a decision comes to for one message: what it has already is left out. */
export interface Plan {
  readonly marks: readonly Mark[];
  /** null: it stays. */
  readonly to: string | null;
  /** A place that is not there: the message stays. */
  readonly missing: Effect | null;
}

/** Carries a decision over to the folders that are there. Mail stays within its account. */
export function planFor(
  decision: Decision,
  message: PlannedMessage,
  folders: readonly RoleFolder[],
  places: readonly ChosenPlace[],
): Plan {
  const marks: Mark[] = [];
  let to: string | null = null;
  let missing: Effect | null = null;
  let categories = message.categories;
  for (const effect of effectsOf(decision)) {
    switch (effect.kind) {
      case 'read':
        if (!message.read) marks.push({ kind: 'read', read: true });
        break;
      case 'flag':
        if (!message.flagged) marks.push({ kind: 'flag', flagged: true });
        break;
      case 'category':
        categories = [...new Set([...categories, effect.name])];
        break;
      case 'move':
      case 'junk':
      case 'delete': {
        const target = targetOf(effect, message.accountId, folders, places);
        if (target === null) missing = effect;
        else if (target.id !== message.folderId) to = target.id;
        break;
      }
      default:
        assertNever(effect);
    }
  }
  if (categories.length > message.categories.length) marks.push({ kind: 'categories', categories });
  return { marks, to, missing };
}

/** Whether anything is changed by it. */
export function doesAnything({ marks, to }: Plan): boolean {
  return marks.length > 0 || to !== null;
}

function targetOf(
  effect: Extract<Effect, { readonly kind: 'move' | 'junk' | 'delete' }>,
  accountId: string,
  folders: readonly RoleFolder[],
  places: readonly ChosenPlace[],
): RoleFolder | null {
  const own = folders.filter((each) => each.accountId === accountId && each.root === undefined);
  switch (effect.kind) {
    case 'move':
      return own.find(({ id }) => id === effect.folderId) ?? null;
    case 'junk':
      return folderFor('junk', accountId, folders, places);
    case 'delete':
      return own.find(({ role }) => role === 'deleted') ?? null;
    default:
      return assertNever(effect);
  }
}
