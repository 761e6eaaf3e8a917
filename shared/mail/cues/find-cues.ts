import type { Address } from '../types.ts';
import type { Acquaintance, Cue } from './cue.ts';
import { asciiHost, domainOf, organisationOf } from './hosts.ts';
import { looksLike } from './look-alike.ts';
import { unicodeHost } from './punycode.ts';
import { mixedScripts, readsAsLatin } from './scripts.ts';

/** What is looked at of a message. */
export interface CueFacts {
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly subject: string;
  /** It came by a list or a newsletter: answers go elsewhere there, as a rule. */
  readonly isList: boolean;
  /** Links of the body; `named`: another host that the text of the link names. */
  readonly links: readonly { readonly url: string; readonly named: string | null }[];
}

/** Somebody is known from so many messages on, and by so many times more than the other of the same name. */
const KNOWN_SEEN = 3;
const TIMES_MORE = 3;

/** Turns the order of letters: embeddings and overrides. Marks and isolates occur in honest names of right-to-left scripts. */
const TURNING = /[\u202a\u202b\u202d\u202e]/;

/** What may deceive in a message, the strongest first; empty for an ordinary one. */
export function findCues(message: CueFacts, people: readonly Acquaintance[]): readonly Cue[] {
  const [sender] = message.from;
  return [
    ...(sender ? senderCues(sender, people) : []),
    ...linkCues(message),
    ...(sender ? replyCues(message, sender, people) : []),
    ...(TURNING.test(message.subject) ? [{ kind: 'turned', where: 'subject' } as const] : []),
  ];
}

function senderCues(sender: Address, people: readonly Acquaintance[]): readonly Cue[] {
  const host = domainOf(sender.address);
  const scripts = sender.name.split(/[\s\p{P}]+/u).flatMap((word) => mixedScripts(word) ?? []);
  return [
    ...nameCues(sender),
    ...knownNameCues(sender, people),
    ...lookAlikeCues(sender, people),
    ...hostCues(host, 'sender'),
    ...(scripts.length > 0 ? [{ kind: 'mixed-name', scripts: [...new Set(scripts)] } as const] : []),
    ...(TURNING.test(sender.name) ? [{ kind: 'turned', where: 'sender' } as const] : []),
  ];
}

/** `"service@bank.example" <x@evil.example>`; one of the same organisation deceives nobody. */
function nameCues({ name, address }: Address): readonly Cue[] {
  if (!address) return [];
  const shown = /[^\s@<>"'(),;:]+@(?:[^\s@<>"'(),;:.]+\.)+[\p{L}\p{N}-]{2,}/u.exec(name)?.[0];
  if (!shown || organisationOf(domainOf(shown)) === organisationOf(domainOf(address))) return [];
  return [{ kind: 'name-is-address', shown, real: address }];
}

function knownNameCues({ name, address }: Address, people: readonly Acquaintance[]): readonly Cue[] {
  const wanted = nameKey(name);
  if (!address || !isPersonal(wanted)) return [];
  const own = people.find((each) => isSame(each.address, address))?.seen ?? 1;
  const [known] = people
    .filter((each) => nameKey(each.name) === wanted && !isSame(each.address, address))
    .filter(({ seen }) => seen >= KNOWN_SEEN && seen >= TIMES_MORE * own)
    .sort((a, b) => b.seen - a.seen);
  return known ? [{ kind: 'known-name', name, known: known.address, address }] : [];
}

function lookAlikeCues({ address }: Address, people: readonly Acquaintance[]): readonly Cue[] {
  const host = domainOf(address);
  if (!host) return [];
  const seen = new Map<string, number>();
  for (const each of people) {
    const organisation = organisationOf(domainOf(each.address));
    seen.set(organisation, (seen.get(organisation) ?? 0) + each.seen);
  }
  const own = seen.get(organisationOf(host)) ?? 1;
  for (const [known, count] of seen) {
    if (count >= KNOWN_SEEN && count >= TIMES_MORE * own && looksLike(host, known))
      return [{ kind: 'look-alike', host: asciiHost(host), known }];
  }
  return [];
}

function replyCues(message: CueFacts, sender: Address, people: readonly Acquaintance[]): readonly Cue[] {
  if (message.isList || !sender.address) return [];
  const home = organisationOf(domainOf(sender.address));
  const isExpected = ({ address }: Address) =>
    organisationOf(domainOf(address)) === home ||
    [...message.to, ...message.cc].some((each) => isSame(each.address, address)) ||
    people.some((each) => isSame(each.address, address) && each.seen >= KNOWN_SEEN);
  const elsewhere = message.replyTo.filter((each) => each.address !== '' && !isExpected(each));
  const [first] = elsewhere;
  if (!first) return [];
  return [
    { kind: 'reply-elsewhere', address: first.address, from: sender.address },
    ...hostCues(domainOf(first.address), 'reply'),
  ];
}

function linkCues({ links }: CueFacts): readonly Cue[] {
  const elsewhere = links.flatMap(({ url, named }) => {
    const host = hostOf(url);
    return named !== null && host !== null && organisationOf(named) !== organisationOf(host)
      ? [{ named, host }]
      : [];
  });
  const hosts = new Set(links.flatMap(({ url }) => hostOf(url) ?? []));
  const [odd] = [...hosts].flatMap((host) => hostCues(host, 'link'));
  const [first] = elsewhere;
  return [
    ...(first ? [{ kind: 'link-elsewhere', ...first, count: elsewhere.length } as const] : []),
    ...(odd ? [odd] : []),
  ];
}

function hostCues(host: string, where: 'sender' | 'reply' | 'link'): readonly Cue[] {
  if (!/xn--|[^\0-\x7f]/i.test(host)) return [];
  const written = unicodeHost(host);
  const isOdd = written.split('.').some((label) => mixedScripts(label) !== null || readsAsLatin(label));
  return isOdd ? [{ kind: 'mixed-host', where, host: written, ascii: asciiHost(host) }] : [];
}

function hostOf(url: string): string | null {
  try {
    const { hostname, protocol } = new URL(url);
    return protocol === 'mailto:' ? null : hostname;
  } catch {
    return null; // not an address: nothing of it opens
  }
}

/** Names of functions are shared by many; a person's has two words at least. */
function isPersonal(key: string): boolean {
  return key.includes(' ') && !ROLES.test(key);
}
const ROLES =
  /\b(?:support|service|services|team|news|newsletter|customer|info|noreply|no reply|do not reply|admin|administrator|system|mail|alert|alerts|account|accounts|notification|notifications|shop|store|sales|office|billing|help|desk|postmaster|daemon|delivery|kundenservice|kundendienst)\b/u;

function nameKey(name: string): string {
  return name
    .toLowerCase()
    .split(/[\s\p{P}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ');
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
