import { detailOf, engineFailure, isAccountWide, titled } from './engine-log.ts';
import { CONTACTS_MS } from './limits.ts';
import { collect } from './network-link.ts';
import type { SyncDeps } from './sync-deps.ts';
import { told, toldOf } from '../../shared/language/told.ts';

/** Follows an account's contacts: one small question now and then, a listing where the folder says that something changed. */
export interface ContactsWork {
  /** Looks where it is time to, or where the person looks. A failure that is of contacts alone is told in the error log, and mail goes on. */
  look(): Promise<void>;
  /** The next look does not wait. */
  soon(): void;
}

/** Makes it for one account. */
export function createContactsWork(deps: SyncDeps): ContactsWork {
  const { accountId, network, writer, database, clock, signal } = deps;
  let lookAt = Number.NEGATIVE_INFINITY;

  const list = async () => {
    const seen = (await database.contactFolders.get(accountId))?.tag ?? null;
    const { items, end } = await collect(network.stream('contacts.list', { accountId, seen }, { signal }));
    if (end.kind === 'unchanged') return;
    await writer.contacts.replace(accountId, items, end.kind === 'listed' ? end.tag : null);
  };
  return {
    async look() {
      const now = clock.now();
      if (now < lookAt && now > lookAt - 2 * CONTACTS_MS) return;
      lookAt = now + CONTACTS_MS;
      try {
        await list();
      } catch (thrown) {
        const failure = engineFailure(thrown);
        if (signal.aborted || isAccountWide(failure)) {
          lookAt = Number.NEGATIVE_INFINITY;
          throw thrown;
        }
        await deps.log({
          level: 'warning',
          accountId,
          ...titled(told('Contacts are not in step')),
          ...toldOf(failure),
          detail: detailOf(failure),
        });
      }
    },
    soon() {
      lookAt = Number.NEGATIVE_INFINITY;
    },
  };
}
