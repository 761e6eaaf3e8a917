import type { ChosenPlace } from '../../../../shared/filing/filing.ts';
import { type FilingRole, folderFor, type RoleFolder } from '../../../../shared/filing/roles.ts';
import { groupBy } from '../../../../shared/group-by.ts';
import { parseAddresses } from '../../../../shared/mail/addresses.ts';
import type { MessageRow } from '../../../store/tables.ts';

/** What Archive, Junk and Not junk do with messages, wherever they are. */
export interface FilingMoves {
  /** Each within its own account. */
  readonly moves: readonly { readonly to: RoleFolder; readonly ids: readonly string[] }[];
  /** Accounts for which no folder is known. */
  readonly homeless: readonly string[];
}

/** Where messages go; those that are there already, or outside of their account's mailbox, stay. */
export function filingMoves(
  rows: readonly MessageRow[],
  folders: readonly RoleFolder[],
  role: FilingRole | 'inbox',
  places: readonly ChosenPlace[],
): FilingMoves {
  const outside = new Set(folders.filter(({ root }) => root !== undefined).map(({ id }) => id));
  const targetOf = (accountId: string): RoleFolder | null =>
    role === 'inbox'
      ? (folders.find((each) => each.accountId === accountId && each.role === 'inbox') ?? null)
      : folderFor(role, accountId, folders, places);
  const homeless: string[] = [];
  const moves: { to: RoleFolder; ids: readonly string[] }[] = [];
  const own = rows.filter(({ folderId }) => !outside.has(folderId));
  for (const [accountId, same] of groupBy(own, (row) => row.accountId)) {
    const to = targetOf(accountId);
    if (!to) homeless.push(accountId);
    else moves.push({ to, ids: same.filter(({ folderId }) => folderId !== to.id).map(({ id }) => id) });
  }
  return { moves: moves.filter(({ ids }) => ids.length > 0), homeless };
}

/** The addresses that messages are from, in small letters. */
export function sendersOf(rows: readonly MessageRow[]): readonly string[] {
  const all = rows.flatMap(({ from }) => parseAddresses(from)).map(({ address }) => address.toLowerCase());
  return [...new Set(all)].filter((address) => address.includes('@'));
}

/** The folder is known from now on. */
export function withPlace(places: readonly ChosenPlace[], place: ChosenPlace): readonly ChosenPlace[] {
  const isSame = (each: ChosenPlace) => each.accountId === place.accountId && each.role === place.role;
  return [...places.filter((each) => !isSame(each)), place];
}
