import { fail, type Failure, type FailureError } from '../../../shared/errors.ts';
import { type Told, told } from '../../../shared/language/told.ts';
import type { Contact } from '../../../shared/people/contact.ts';
import { lastSegment } from '../dav/href.ts';
import { failureOf } from '../failure-of.ts';
import { EMAILS, isAddress, kinds, PHONES, PLACES } from './contact-properties.ts';

/**
 * Does something to the contact at `href`, or (null) looks where contacts are. What goes wrong is told of a contact and its
 * folder, where the usual words speak of mail and of another try by itself.
 */
export async function ofContact<T>(href: string | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const failure = failureOf(thrown);
    const words = failure && (waitWords(failure) ?? (href === null ? null : refusalWords(failure, href)));
    if (!failure || !words) throw thrown;
    const [kind, sentence] = words;
    const { kind: _kind, sentence: _sentence, said: _said, ...facts } = failure;
    throw fail(kind, sentence, facts, thrown);
  }
}

/** Somebody else changed it since it was read. */
export function changedMeanwhile(): FailureError {
  return fail('conflict', CHANGED, { status: 412 });
}

/** Throws where the server has no place for what a contact says: nothing of it may be lost on the way. */
export function refuseUnfit(contact: Contact): void {
  const bad = contact.emails.find(({ address }) => !isAddress(address.trim()));
  if (bad)
    throw fail(
      'invalid-input',
      told('“{address}” is no e-mail address. Nothing was saved. Correct it, then save again.', {
        address: bad.address,
      }),
    );
  refuseTooMany(contact.emails.length);
  if (!hasPlaces(contact)) throw fail('invalid-input', NO_PLACE);
}

/** `count`: of its e-mail addresses, those included that are not shown. */
export function refuseTooMany(count: number): void {
  if (count <= EMAILS.length) return;
  throw fail(
    'invalid-input',
    told(
      'An Exchange server keeps {most} e-mail addresses of a contact, and here are {count}. Nothing was saved. Take some out, or keep the contact on this computer.',
      { most: EMAILS.length, count },
    ),
  );
}

function hasPlaces({ kind, phones, places, birthday }: Contact): boolean {
  const count = (some: readonly { readonly kind: string }[], wanted: string) =>
    some.filter((each) => each.kind === wanted).length;
  return (
    kind === 'person' &&
    kinds(PHONES).every((each) => count(phones, each) <= PHONES[each].length) &&
    kinds(PLACES).every((each) => count(places, each) <= 1) &&
    (birthday === '' || (/^\d{4}-\d\d-\d\d$/.test(birthday) && !Number.isNaN(Date.parse(birthday))))
  );
}

type Words = readonly [Failure['kind'], Told] | null;

function waitWords({ kind }: Failure): Words {
  if (kind === 'interrupted') return [kind, BROKEN];
  if (kind !== 'offline' && kind !== 'timeout' && kind !== 'paused') return null;
  return [
    kind,
    told(
      'The contacts of an account are changed on its server, which {kind, select, paused {is not asked now, because you work offline or paused it} timeout {did not answer} other {cannot be reached now}}. Try again when it can be asked.',
      { kind },
    ),
  ];
}

function refusalWords({ kind, status = 0 }: Failure, href: string): Words {
  const folder = lastSegment(href.slice(0, href.lastIndexOf('/')));
  // What concerns all of the account, or the mailbox, is said as everywhere.
  if (kind === 'unauthorized' || kind === 'throttled' || status === 507 || status < 400) return null;
  if (status === 412) return ['conflict', CHANGED];
  if (status === 404 || status === 410)
    return [
      'not-found',
      told(
        'This contact is no longer in the folder “{folder}” on the server ({status}). Nothing was changed there. Another program may have moved or deleted it.',
        { folder, status },
      ),
    ];
  if (status === 423)
    return [
      'conflict',
      told(
        'This contact in the folder “{folder}” is locked by another program (423). Nothing was changed. Try again when the other program is done.',
        { folder },
      ),
    ];
  if (status === 401 || status === 403)
    return [
      'forbidden',
      told(
        "The server does not let you change contacts in the folder “{folder}” ({status}). Nothing was changed. Ask the server's administrator for the right to change them.",
        { folder, status },
      ),
    ];
  if (status >= 500)
    return [
      'server-fault',
      told(
        'The server failed at a contact in the folder “{folder}” ({status}). Retinue does not know whether it was changed. Try again later.',
        { folder, status },
      ),
    ];
  return [
    'forbidden',
    told(
      'The server did not take this change of a contact in the folder “{folder}” ({status}). Nothing was changed there.',
      { folder, status },
    ),
  ];
}

const BROKEN = told(
  'The connection broke before the server said whether it changed the contact. Try again: what is there already is not made a second time.',
);
const CHANGED = told(
  'This contact was changed on the server meanwhile (412). Retinue did not write over that. Look at it as it is now, then change it again.',
);
const NO_PLACE = told(
  'An Exchange server has no place for all that this contact says: a second address of one kind, a third number, a birthday without a year, or a group. Nothing was saved. Keep the contact on this computer instead.',
);
