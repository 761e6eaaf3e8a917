import addressparser from 'nodemailer/lib/addressparser';
import type { Mailbox } from '../store/mailbox.ts';

/** Where a message for an address goes: into a mailbox of the mock, out of it, or back to its sender. */
export type Route =
  | { readonly kind: 'mailbox'; readonly address: string; readonly mailbox: Mailbox }
  | { readonly kind: 'outside'; readonly address: string }
  | { readonly kind: 'unknown'; readonly address: string };

/** The addresses in the value of a To, Cc, Bcc or From field, groups taken apart. A bare alias stays a bare alias. */
export function addressesIn(value: string): readonly string[] {
  return addressparser(value, { flatten: true })
    .map(({ address, name }) => (address === '' ? name : address).trim())
    .filter((address) => address !== '');
}

/** The part after the last `@`, lower case; empty where there is none. */
export function domainOf(address: string): string {
  return address.includes('@') ? address.slice(address.lastIndexOf('@') + 1).toLowerCase() : '';
}

/**
 * Finds the way for each address, each way once: a mailbox by its address, or by its alias alone or in a domain of the
 * mock. What is left in such a domain is nobody; every other domain is the outside world.
 */
export function routesFor(
  addresses: readonly string[],
  mailboxes: ReadonlyMap<string, Mailbox>,
): readonly Route[] {
  const domains = new Set([...mailboxes.values()].map(({ address }) => domainOf(address)));
  const found = new Map<string, Route>();
  for (const address of addresses) {
    const route = routeOf(address.toLowerCase(), mailboxes, domains);
    if (!found.has(route.address)) found.set(route.address, route);
  }
  return [...found.values()];
}

/** True where mail to the address would reach this mailbox. */
export function isAddressOf(
  address: string,
  owner: Mailbox,
  mailboxes: ReadonlyMap<string, Mailbox>,
): boolean {
  return routesFor([address], mailboxes).some((way) => way.kind === 'mailbox' && way.mailbox === owner);
}

function routeOf(
  address: string,
  mailboxes: ReadonlyMap<string, Mailbox>,
  domains: ReadonlySet<string>,
): Route {
  const domain = domainOf(address);
  const exact = [...mailboxes.values()].find((each) => each.address.toLowerCase() === address);
  const isOurs = domain === '' || domains.has(domain);
  const alias = domain === '' ? address : address.slice(0, -domain.length - 1);
  const mailbox = exact ?? (isOurs ? mailboxes.get(alias) : undefined);
  if (mailbox) return { kind: 'mailbox', address: mailbox.address, mailbox };
  return { kind: isOurs ? 'unknown' : 'outside', address };
}
