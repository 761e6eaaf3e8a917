import path from 'node:path';
import type { NetworkContract } from '../../../shared/contracts/network.ts';
import { typeOfName } from '../../../shared/mail/compose/type-of-name.ts';
import type { Handlers } from '../../../shared/rpc/server.ts';
import type { Files } from '../files.ts';
import type { ServerCopies } from './server-copies.ts';
import type { Vouched } from '../vouched.ts';
import type { Drafts } from './drafts.ts';

type DraftCall = Extract<keyof NetworkContract['calls'], `draft.${string}`>;
type AttachSource = NetworkContract['calls']['draft.attach']['args']['source'];
type DraftCalls = Pick<Handlers<NetworkContract>['calls'], DraftCall>;

/** The calls about drafts. */
export function createDraftCalls(
  drafts: Drafts,
  files: Files,
  copies: Pick<ServerCopies, 'saved' | 'gone'>,
  limitOf: (accountId: string) => number | null,
  vouched: Vouched,
): DraftCalls {
  const attach = async (id: string, source: AttachSource) => {
    if (source.kind === 'vouched') {
      const file = vouched.redeem(source.token);
      const name = path.basename(file);
      const named = { name, mimeType: typeOfName(name), contentId: source.contentId };
      return await drafts.attach(id, named, { path: file });
    }
    const { name, contentId } = source;
    const named = { name, mimeType: source.mimeType || typeOfName(name), contentId };
    const from = source.kind === 'bytes' ? { bytes: source.bytes } : { path: files.path(source.fileId) };
    return await drafts.attach(id, named, from);
  };
  return {
    'draft.list': () => drafts.list(),
    'draft.open': ({ id }) => drafts.open(id),
    async 'draft.save'(kept) {
      const saved = await drafts.save(kept);
      copies.saved(kept.draft.id);
      return saved;
    },
    async 'draft.attach'({ id, source }) {
      const attachment = await attach(id, source);
      copies.saved(id);
      return attachment;
    },
    async 'draft.detach'({ id, attachmentId }) {
      await drafts.detach(id, attachmentId);
      copies.saved(id);
      return null;
    },
    'draft.picture': async ({ id, attachmentId }) => ({ bytes: await drafts.picture(id, attachmentId) }),
    async 'draft.discard'({ id }) {
      await drafts.discard(id);
      await copies.gone(id);
      return null;
    },
    'draft.limit': async ({ accountId }) => ({ bytes: limitOf(accountId) }),
    async 'draft.send'({ id, sendAt, anyway }) {
      await drafts.send(id, sendAt, anyway);
      await copies.gone(id);
      return null;
    },
  };
}
