import { useState } from 'react';
import { contactName } from '../../../shared/people/contact.ts';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { ContactRow } from '../../store/tables.ts';

/** Deletes a contact at once, and offers to bring it back. */
export function useRemoveContact(): {
  readonly busy: boolean;
  readonly remove: (contact: ContactRow) => Promise<void>;
} {
  const { engine } = useServices();
  const notify = useNotify();
  const tell = useTellFailure();
  const say = useSay();
  const [busy, setBusy] = useState(false);
  /** Gives what brings it back. */
  const removed = async ({
    key,
    accountId,
    kept,
    id: _id,
    mails: _mails,
    ...contact
  }: ContactRow): Promise<() => Promise<unknown>> => {
    if (!kept) {
      await engine.call('cards.remove', { key });
      return () => engine.call('cards.save', { key, contact });
    }
    const { href } = await engine.call('contacts.remove', { accountId, href: kept.href });
    return () => engine.call('contacts.restore', { accountId, from: href, to: kept.href });
  };
  const remove = async (contact: ContactRow) => {
    setBusy(true);
    const name = contactName(contact);
    try {
      const bringBack = await removed(contact);
      notify(
        contact.kept
          ? say('{name} was moved to Deleted Items.', { name })
          : say('{name} was deleted.', { name }),
        {
          label: say('Undo'),
          tip: say('Bring the contact back'),
          onPress: () => void bringBack().catch(tell),
        },
      );
    } catch (thrown) {
      tell(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { busy, remove };
}
