import { type Told, told } from '../language/told.ts';

/** A message as far as its list tells. Sizes in bytes. */
export interface LargeMessage {
  readonly id: string;
  readonly subject: string;
  readonly folder: string;
  readonly bytes: number;
  /** It was opened, and is on this computer. */
  readonly wasOpened: boolean;
  /** The server failed at it. */
  readonly hasFailed: boolean;
}

/** A message that the server is likely to fail at, and the fact that says so. */
export interface LikelyFailure {
  readonly message: string;
  readonly subject: string;
  readonly folder: string;
  readonly bytes: number;
  readonly why: Told;
}

/** Sizes this far apart, as a part of the larger one, are alike. */
const ALIKE = 0.2;
const SHOWN = 5;

/**
 * The largest messages that nobody has opened and that a server with this record is likely to fail at, largest first.
 * Without a limit, a failure or a success there is nothing to go by, and none is named.
 */
export function likelyToFail(
  messages: readonly LargeMessage[],
  limitBytes: number | null,
  most = SHOWN,
): readonly LikelyFailure[] {
  const failed = messages.filter(({ hasFailed }) => hasFailed).map(({ bytes }) => bytes);
  const worked = messages
    .filter(({ wasOpened, hasFailed }) => wasOpened && !hasFailed)
    .map(({ bytes }) => bytes);
  const record = { failed, largestWorked: worked.length === 0 ? null : Math.max(...worked), limitBytes };
  return messages
    .filter(({ wasOpened, hasFailed }) => !wasOpened && !hasFailed)
    .flatMap(({ id, subject, folder, bytes }) => {
      const why = reasonFor(bytes, record);
      return why === null ? [] : [{ message: id, subject, folder, bytes, why }];
    })
    .sort((a, b) => b.bytes - a.bytes || (a.message < b.message ? -1 : 1))
    .slice(0, most);
}

interface Record {
  readonly failed: readonly number[];
  readonly largestWorked: number | null;
  readonly limitBytes: number | null;
}

/** The plainest fact first; null: nothing speaks against it. */
function reasonFor(bytes: number, { failed, largestWorked, limitBytes }: Record): Told | null {
  if (limitBytes !== null && limitBytes > 0 && bytes > limitBytes) return timesLimit(bytes / limitBytes);
  const alike = failed.filter((each) => Math.abs(each - bytes) <= ALIKE * Math.max(each, bytes)).length;
  const isUnheardOf = largestWorked !== null && bytes > largestWorked;
  // Larger than any that worked means little on a server that has never failed.
  if (isUnheardOf && failed.length > 0) return told('Larger than any that worked');
  if (alike > 0)
    return told('Similar size failed {count, plural, one {once} other {# times}}', { count: alike });
  return failed.some((each) => each <= bytes) && largestWorked === null ? told('A smaller one failed') : null;
}

function timesLimit(times: number): Told {
  return times >= 1.5
    ? told('{times} × the current limit', { times: Math.round(times) })
    : told('Over the current limit');
}
