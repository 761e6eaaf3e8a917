import type { Quota, ServerLimits } from '../../../shared/delivery/evidence.ts';
import {
  DAV,
  PR_MAX_SUBMIT_SIZE,
  PR_MESSAGE_SIZE_EXTENDED,
  PR_PROHIBIT_SEND_QUOTA,
  PROPTAG,
} from '../../../shared/exchange/names.ts';
import { property } from '../dav/property.ts';
import { countOf } from './properties.ts';

const MAX_SUBMIT = property(PROPTAG, PR_MAX_SUBMIT_SIZE);
const SEND_QUOTA = property(PROPTAG, PR_PROHIBIT_SEND_QUOTA);
const MAILBOX_SIZE = property(PROPTAG, PR_MESSAGE_SIZE_EXTENDED);
const USED = property(DAV, 'quota-used-bytes');
const AVAILABLE = property(DAV, 'quota-available-bytes');
/** What is asked of the root for `roomOf`. */
export const ROOM = [MAX_SUBMIT, SEND_QUOTA, MAILBOX_SIZE, USED, AVAILABLE];
const KIB = 1024;

export interface Room {
  readonly limits: ServerLimits;
  readonly quota: Quota;
}

/**
 * What the mailbox root says of its bounds: the store's own properties (MS-OXPROPS; whole KiB), else those of RFC 4331.
 * Few servers tell any of them; what is not told is not known. They are asked for with the well-known folders.
 */
export function roomOf(found: Parameters<typeof countOf>[0]): Room {
  const submit = countOf(found, MAX_SUBMIT);
  const allowed = countOf(found, SEND_QUOTA);
  const usedBytes = countOf(found, USED) ?? countOf(found, MAILBOX_SIZE);
  const left = allowed === null || usedBytes === null ? null : Math.max(0, allowed * KIB - usedBytes);
  return {
    // 0 is how the store writes "no bound".
    limits: { sendBytes: submit === null || submit === 0 ? null : submit * KIB },
    quota: { usedBytes, availableBytes: countOf(found, AVAILABLE) ?? left },
  };
}
