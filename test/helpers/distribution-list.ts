import { ADDRESS_ID, DAV, EXCHANGE, HTTPMAIL } from '../../shared/exchange/names.ts';
import { composeContent } from '../../electron/mock-exchange/store/composed.ts';
import type { NewMessage } from '../../electron/mock-exchange/store/content.ts';
import type { StoredProperty } from '../../electron/mock-exchange/store/nodes.ts';
import { canonicalName } from '../../electron/mock-exchange/store/property-names.ts';
import { type PropValue, text } from '../../electron/mock-exchange/store/values.ts';

/** The bytes of a one-off entry id (MS-OXCDATA 2.2.5.1), in hex: as Outlook writes them, with or without Unicode. */
export function oneOffHex(name: string, type: string, address: string, wide = true): string {
  const texts = `${name}\0${type}\0${address}\0`;
  const flags = wide ? '0190' : '0110';
  const body = Buffer.from(texts, wide ? 'utf16le' : 'latin1').toString('hex');
  return `00000000812b1fa4bea310199d6e00dd010f54020000${flags}${body}`;
}

/** The same, wrapped as a member of a list (MS-OXOCNTC). */
export function wrappedHex(hex: string): string {
  return `00000000c091add3519dcf11a4a900aa0047faa480${hex}`;
}

/** A distribution list as an item of the mock's store; members are entry ids in hex. */
export function listItem(
  name: string,
  { members, oneOffs }: { readonly members?: readonly string[]; readonly oneOffs?: readonly string[] },
): NewMessage {
  const properties = new Map<string, StoredProperty>();
  const set = (namespace: string, local: string, value: PropValue) =>
    properties.set(canonicalName({ namespace, name: local }), { as: { namespace, name: local }, value });
  const list = (hex: readonly string[]): PropValue => ({
    kind: 'list',
    dt: 'mv.bin.base64',
    values: hex.map((each) => Buffer.from(each, 'hex').toString('base64')),
  });
  set(DAV, 'contentclass', text('urn:content-classes:group'));
  set(EXCHANGE, 'outlookmessageclass', text('IPM.DistList'));
  set(HTTPMAIL, 'subject', text(name));
  if (members) set(ADDRESS_ID, '0x8055', list(members));
  if (oneOffs) set(ADDRESS_ID, '0x8054', list(oneOffs));
  return {
    content: composeContent(properties),
    received: Date.UTC(2026, 10, 2),
    read: true,
    properties,
    composed: true,
  };
}
