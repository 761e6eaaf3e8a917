import { useEffect, useState } from 'react';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import type { LargeMessage } from '../../../shared/health/likely-to-fail.ts';
import { useServices } from '../../hooks/services.ts';
import type { Reader } from '../../store/reader.ts';

/** A message that the server could not prepare. */
export interface FailedMessage extends LargeMessage {
  readonly href: string;
  readonly failure: Failure;
  readonly nextTryAt: number | null;
}
export interface Heavy {
  readonly large: readonly LargeMessage[];
  readonly failed: readonly FailedMessage[];
}

/** Up to here a message is fetched whole and costs the server little. */
const LEAST_BYTES = 2 ** 20;
/** The whole list is gone through, so not with every change of it. */
const LOOK_MS = 60_000;
const NOTHING: Heavy = { large: [], failed: [] };

/** The large messages of these accounts and those that failed, by the list on this computer; no server is asked. */
export function useHeavy(accountIds: readonly string[]) {
  const { reader } = useServices();
  const [heavy, setHeavy] = useState(NOTHING);
  const [fault, setFault] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  const key = accountIds.join(' ');
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      try {
        const ids = key.split(' ').filter((id) => id !== '');
        const found = await Promise.all(ids.map((id) => heavyOf(reader, id)));
        if (isGone) return;
        setHeavy({
          large: found.flatMap(({ large }) => large),
          failed: found.flatMap(({ failed }) => failed),
        });
        setFault(null);
      } catch (thrown) {
        if (!isGone) setFault(toFailure(thrown));
      }
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [reader, key, round]);
  return { ...heavy, fault, look: () => setRound((before) => before + 1) };
}

async function heavyOf(reader: Reader, accountId: string): Promise<Heavy> {
  const [rows, folders] = await Promise.all([reader.heavy(accountId, LEAST_BYTES), reader.folders()]);
  const here = await reader.readable(rows.map(({ id }) => id));
  const names = new Map(folders.map(({ id, name }) => [id, name]));
  const large = rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    folder: names.get(row.folderId) ?? '',
    bytes: row.size,
    wasOpened: here.has(row.id),
    hasFailed: row.fault?.failure.kind === 'server-fault',
    href: row.href,
    fault: row.fault,
  }));
  const failed = large.flatMap(({ fault, ...message }) =>
    fault && message.hasFailed ? [{ ...message, failure: fault.failure, nextTryAt: fault.nextTryAt }] : [],
  );
  return { large: large.filter(({ bytes, hasFailed }) => hasFailed || bytes >= LEAST_BYTES), failed };
}
