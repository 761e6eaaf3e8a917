import { CONTACTS, DAV, EXCHANGE, HTTPMAIL, MAPI } from '../../../shared/exchange/names.ts';
import { composeContent } from '../store/composed.ts';
import type { NewFolder, NewMessage } from '../store/content.ts';
import type { StoredProperty } from '../store/nodes.ts';
import { canonicalName } from '../store/property-names.ts';
import { date, type PropValue, text } from '../store/values.ts';
import { randomFor } from './random.ts';
import { ORGANISATIONS } from './words/organisations.ts';

/** A contact as an item of the store: properties and no stream of its own (reference 4.5). */
export function contactItem(
  fields: Readonly<Record<string, string>>,
  {
    address,
    birthday,
    received,
  }: { readonly address?: string; readonly birthday?: number; readonly received: number },
): NewMessage {
  const properties = new Map<string, StoredProperty>();
  const set = (namespace: string, name: string, value: PropValue) =>
    properties.set(canonicalName({ namespace, name }), { as: { namespace, name }, value });
  set(DAV, 'contentclass', text('urn:content-classes:person'));
  set(EXCHANGE, 'outlookmessageclass', text('IPM.Contact'));
  const { notes, ...named } = fields;
  for (const [name, value] of Object.entries(named)) set(CONTACTS, name, text(value));
  if (named['cn'] !== undefined) set(HTTPMAIL, 'subject', text(named['cn']));
  if (notes !== undefined) set(HTTPMAIL, 'textdescription', text(notes));
  if (birthday !== undefined) set(CONTACTS, 'bday', date(birthday));
  if (address !== undefined) {
    set(MAPI, 'email1addrtype', text('SMTP'));
    set(MAPI, 'email1emailaddress', text(address));
    set(CONTACTS, 'email1', text(`"${named['cn'] ?? address}" <${address}>`));
  }
  return { content: composeContent(properties), received, read: true, properties, composed: true };
}

/** The folder of contacts: everybody whom the mail of the seed can come from, with numbers that nobody has (+1 555 01…). */
export function generatedContacts(seed: number, now: number): NewFolder {
  const people = ORGANISATIONS.filter(({ kind }) => kind === 'people').flatMap(
    ({ name: company, domain, people: own }) =>
      own.map(([name, local]) => ({ name, company, address: `${local}@${domain}` })),
  );
  return {
    name: 'Contacts',
    role: 'contacts',
    messages: people.map(({ name, company, address }, nth) => {
      const random = randomFor(seed, nth, 31);
      const words = name.split(' ');
      const phone = () => `+1 555 01${String(random.int(100)).padStart(2, '0')}`;
      const fields = {
        cn: name,
        givenName: words.slice(0, -1).join(' '),
        sn: words.at(-1) ?? '',
        o: company,
        telephoneNumber: phone(),
        ...(random.chance(0.5) ? { mobile: phone() } : {}),
      };
      return contactItem(fields, { address, received: now - (nth + 1) * 3_600_000 });
    }),
  };
}
