import { createHash } from 'node:crypto';
import type { StepOf } from '../../../shared/delivery/steps.ts';
import { told } from '../../../shared/language/told.ts';
import { parseAddresses } from '../../../shared/mail/addresses.ts';
import type { Clock } from '../clock.ts';
import { getMessage } from '../dav/get.ts';
import { requestPath } from '../dav/href.ts';
import { propfind } from '../dav/propfind.ts';
import { P, textOf } from '../exchange/properties.ts';
import { sendingPlaces } from '../exchange/sending.ts';
import type { Outbox } from '../spool/outbox.ts';
import { type Item, type Place, refuseCopies, refused } from './changes.ts';

export interface AdoptParts {
  readonly clock: Clock;
  readonly outbox: Pick<Outbox, 'enqueue'>;
  readonly account: StepOf<'spooled'>['account'];
}

/**
 * Takes a draft that another program left into the Outbox, which hands over the draft itself, as it lies there, under the
 * same proofs as a message of our own. Rejects where it may have been sent before, or nobody could prove what becomes of it.
 */
export async function adopt(place: Place, item: Item, parts: AdoptParts, signal: AbortSignal): Promise<void> {
  const { messageId } = item;
  if (messageId === null)
    throw refused(
      told('It has no Message-ID, so nobody could prove that it is sent once. Nothing was changed.'),
    );
  const path = requestPath(item.href);
  const places = { ...sendingPlaces(place.discovery, messageId), draft: path };
  await refuseCopies(place.session, places, messageId, signal);
  const eml = await getMessage(place.session, path, () => undefined, signal);
  const people = await peopleOf(place, path, signal);
  const { account, clock } = parts;
  const at = clock.now();
  const sha256 = createHash('sha256').update(eml).digest('hex');
  const id = createHash('sha256').update(`${account.id}\n${path}\n${messageId}`).digest('hex').slice(0, 32);
  const facts = { messageId, subject: item.subject, bytes: eml.byteLength, sha256, ...people, adopted: path };
  await parts.outbox.enqueue(id, { at, sendAt: at, account, ...facts }, [eml]);
}

/** The server's own: hidden ones stand in no header. */
async function peopleOf({ session }: Place, path: string, signal: AbortSignal) {
  const asked = [P.from, P.to, P.cc, P.hiddenTo, P.bcc];
  const { found } = (await propfind(session, path, asked, 'message', signal)).response;
  const of = (...names: readonly (typeof P.to)[]) => [
    ...new Set(
      names.flatMap((each) => parseAddresses(textOf(found, each) ?? '').map(({ address }) => address)),
    ),
  ];
  const recipients = of(P.to, P.cc);
  return {
    from: of(P.from)[0] ?? '',
    recipients,
    hidden: of(P.hiddenTo, P.bcc).filter((each) => !recipients.includes(each)),
  };
}
