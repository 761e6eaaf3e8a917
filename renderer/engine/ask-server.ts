import type { NetworkContract } from '../../shared/contracts/network.ts';
import { assertNever, type Failure } from '../../shared/errors.ts';
import { engineFailure, isAccountWide } from './engine-log.ts';
import { flagState } from '../../shared/mail/follow-up.ts';
import type { SyncDeps } from './sync-deps.ts';
import type { Wish } from './waiting-wishes.ts';
import { told } from '../../shared/language/told.ts';

/** What the server made of a wish. */
export interface Answered {
  readonly failure: Failure | null;
  /** Where the message is now, where it moved and that is known. */
  readonly newHref: string | null;
}

/** One call for many messages of one folder. Answers for each; failures of the whole account are thrown. */
export async function askServer(deps: SyncDeps, wishes: readonly Wish[]): Promise<(wish: Wish) => Answered> {
  try {
    const results = await call(deps, wishes);
    const byHref = new Map(results.map((result) => [result.href, result]));
    return ({ row }) => ({ failure: null, newHref: null, ...byHref.get(row.href) });
  } catch (thrown) {
    const failure = engineFailure(thrown);
    if (isAccountWide(failure)) throw thrown;
    return () => ({ failure, newHref: null });
  }
}

type Result = Partial<Answered> & { readonly href: string };

async function call(deps: SyncDeps, wishes: readonly Wish[]): Promise<readonly Result[]> {
  const [first] = wishes;
  if (!first) return [];
  // A message whose folder is gone may have left it before, by a move of ours whose answer was lost: the server knows.
  const folder = first.folder ?? first.target;
  if (!folder) return wishes.map(({ row }) => ({ href: row.href, failure: FOLDER_GONE }));
  const { accountId, network, signal } = deps;
  const items = wishes.map(({ row }) => ({ href: row.href, permanentUrl: row.permanentUrl }));
  const args = { accountId, folder: folder.href, items };
  const mark = (wanted: NetworkContract['calls']['flags.mark']['args']['mark']) =>
    network.call('flags.mark', { ...args, mark: wanted }, { signal });
  const { task, target } = first;
  switch (task.kind) {
    case 'read':
      return await mark({ kind: 'read', read: task.read });
    case 'flag':
      return await mark({ kind: 'flag', ...flagState(task.flagged, task.followUp) });
    case 'categories':
      return await mark({ kind: 'categories', categories: [...task.categories] });
    case 'move': {
      if (!target) return wishes.map(({ row }) => ({ href: row.href, failure: TARGET_GONE }));
      const known = wishes.map(({ row }, nth) => ({
        href: row.href,
        permanentUrl: items[nth]?.permanentUrl ?? null,
        messageId: row.messageId,
      }));
      const move = { ...args, items: known, target: target.href };
      const results = await network.call('messages.move', move, { signal });
      const isNowhere = (failure: Failure | null) => failure?.kind === 'not-found' && first.folder === null;
      return results.map((each) => (isNowhere(each.failure) ? { ...each, failure: FOLDER_GONE } : each));
    }
    case 'remove':
      return await network.call('messages.remove', args, { signal });
    default:
      return assertNever(task);
  }
}

const FOLDER_GONE: Failure = {
  kind: 'not-found',
  ...told(
    'The folder of this message is no longer there. Retinue changed nothing and looks through the mailbox again.',
  ),
};
const TARGET_GONE: Failure = {
  kind: 'conflict',
  ...told(
    'The folder into which this message should go is no longer there. Retinue left it where it was. Choose another folder.',
  ),
};
