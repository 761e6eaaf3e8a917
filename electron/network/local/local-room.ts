import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { SendingRoom } from '../sending-room.ts';
import { LOCAL_ORIGIN } from './place.ts';

/** Nothing goes out from a mailbox on this computer. */
export function localRoom(): SendingRoom {
  const { failure } = fail(
    'unsupported',
    told(
      'The mailbox on this computer has no server that could send. The message is kept. Choose another account in From.',
    ),
  );
  const nowhere = {
    draft: null,
    copy: null,
    sent: null,
    sentMissing: false,
    outbox: null,
    submission: LOCAL_ORIGIN,
  };
  return {
    origin: LOCAL_ORIGIN,
    smtp: null,
    refusal: failure,
    places: () => Promise.resolve(nowhere),
    lookFor: () => Promise.resolve({ sight: { draft: 'none', outbox: 0, sent: 0 }, failure: null }),
    copies: () => Promise.resolve(0),
    makeSent: null,
    markRead: () => Promise.resolve({ verdict: 'refused', status: null, failure }),
  };
}
