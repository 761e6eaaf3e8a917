import { ADDRESS_ID } from '../../../shared/exchange/names.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { property } from '../dav/property.ts';
import { readOneOff } from './one-off.ts';
import { P, textOf } from './properties.ts';

/** Its members, and the same people a second time as one-off entry ids (MS-OXOCNTC 2.2.2). */
const MEMBERS = property(ADDRESS_ID, '0x8055');
const ONE_OFF_MEMBERS = property(ADDRESS_ID, '0x8054');
export const LIST_PROPERTIES = [MEMBERS, ONE_OFF_MEMBERS];
/** The message class of distribution lists in folders of contacts. */
export const LIST_CLASS = 'IPM.DistList';
type Found = DavResponse['found'];

export function isList(found: Found): boolean {
  return (textOf(found, P.messageClass) ?? '').toLowerCase().startsWith(LIST_CLASS.toLowerCase());
}

/**
 * Who is in a list: the address of each, or the name alone where the address means nothing outside of its organisation.
 * Members that only name an item of this mailbox or of an address list cannot be told.
 */
export function membersOf(found: Found): readonly string[] {
  const [members = [], oneOffs = []] = [MEMBERS, ONE_OFF_MEMBERS].map(({ key }) => found.get(key)?.values);
  return Array.from({ length: Math.max(members.length, oneOffs.length) }, (_, nth) => {
    const one = readOneOff(oneOffs[nth] ?? '') ?? readOneOff(members[nth] ?? '');
    if (!one) return '';
    return one.address.includes('@') ? one.address : one.name;
  }).filter((each) => each !== '');
}
