import type { ChosenPlace } from '../../../../shared/filing/filing.ts';
import type { FilingRole, RoleFolder } from '../../../../shared/filing/roles.ts';
import { withSenders } from '../../../../shared/filing/senders.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useLatest } from '../../../hooks/use-latest.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { FolderRow, MessageRow } from '../../../store/tables.ts';
import type { Selection } from '../list/selection.ts';
import type { useLeaving } from '../use-leaving.ts';
import type { Asking } from '../use-moves.ts';
import { filingMoves, sendersOf, withPlace } from './filing-moves.ts';
import { useFiling } from './filing-provider.tsx';

/** A folder that was chosen, and may be too new to be among the others. */
type Made = RoleFolder;

interface FilingMovesOf {
  readonly folders: readonly FolderRow[];
  readonly leave: ReturnType<typeof useLeaving>;
  /** No folder is known for this yet. */
  readonly onAsk: (asking: Asking) => void;
}

/**
 * Archive, Junk and Not junk (`inbox`). Junk blocks the senders as well, Not junk trusts them; taking it back takes that
 * back too.
 */
export function useFilingMoves({ folders, leave, onAsk }: FilingMovesOf) {
  const { reader } = useServices();
  const notify = useNotify();
  const say = useSay();
  const { now, change } = useFiling();
  const newest = useLatest(() => folders);

  /** Remembers the senders; returns what takes it back, or nothing where all of it was so. */
  const judgeSenders = async (role: FilingRole | 'inbox', rows: readonly MessageRow[]) => {
    const senders = sendersOf(rows);
    if (role === 'archive' || senders.length === 0) return undefined;
    const { junk } = now();
    const which = role === 'junk' ? 'blocked' : 'safe';
    const other = which === 'safe' ? 'blocked' : 'safe';
    if (senders.every((each) => junk[which].includes(each) && !junk[other].includes(each))) return undefined;
    await change((before) => ({ ...before, junk: withSenders(before.junk, which, senders) }));
    const were = {
      safe: senders.filter((s) => junk.safe.includes(s)),
      blocked: senders.filter((s) => junk.blocked.includes(s)),
    };
    return () =>
      change((before) => {
        const without = (list: readonly string[]) => list.filter((each) => !senders.includes(each));
        const { safe, blocked } = before.junk;
        const back = {
          safe: [...without(safe), ...were.safe],
          blocked: [...without(blocked), ...were.blocked],
        };
        return { ...before, junk: { ...before.junk, ...back } };
      });
  };
  const sentence = (role: FilingRole | 'inbox', count: number, name: string, isJudged: boolean): string => {
    const values = { count, name };
    switch (role) {
      case 'archive':
        return say('{count, plural, one {# message} other {# messages}} archived in {name}.', values);
      case 'junk':
        return isJudged
          ? say(
              '{count, plural, one {# message} other {# messages}} moved to {name}. Mail of the sender goes there from now on.',
              values,
            )
          : say('{count, plural, one {# message} other {# messages}} moved to {name}.', values);
      case 'inbox':
        return isJudged
          ? say(
              '{count, plural, one {# message} other {# messages}} moved to {name}. The sender is trusted from now on.',
              values,
            )
          : say('{count, plural, one {# message} other {# messages}} moved to {name}.', values);
    }
  };

  const file = async (role: FilingRole | 'inbox', leaving: Selection, made?: Made): Promise<void> => {
    const rows = await reader.messages([...leaving.ids]);
    if (rows.length === 0) return;
    const { moves, homeless } = filingMoves(rows, made ? [made, ...newest()] : newest(), role, now().places);
    const [accountId] = homeless;
    if (accountId !== undefined && role !== 'inbox')
      return onAsk({ what: 'place', role, leaving, from: { accountId, id: null } });
    // The same key says that it is junk, and of what lies in Junk that it is not.
    if (role === 'junk' && moves.length === 0) return await file('inbox', leaving);
    const also = await judgeSenders(role, rows);
    if (moves.length === 0) {
      if (also) await leave.take([], also);
      return notify(
        also
          ? say('The sender is trusted from now on. The messages are in the Inbox already.')
          : say('These messages are there already. Retinue moved nothing.'),
      );
    }
    await leave.goOn({ ...leaving, ids: new Set(moves.flatMap(({ ids }) => ids)) });
    const { done, moved } = await leave.take(moves, also);
    const names = [...new Set(moves.map(({ to }) => to.name))];
    const name = new Intl.ListFormat(say.locale, { type: 'conjunction' }).format(names);
    leave.tellMoved(done, sentence(role, moved, name, also !== undefined));
  };

  return {
    file,
    /** The folder of an account is known from now on, and the messages go there. */
    async fileIn(role: FilingRole, leaving: Selection, made: Made) {
      const place: ChosenPlace = { accountId: made.accountId, role, folderId: made.id };
      await change((before) => ({ ...before, places: [...withPlace(before.places, place)] }));
      await file(role, leaving, made);
    },
  };
}
