import type { Bridge } from '../../../shared/contracts/main.ts';
import { type NetworkContract, PORT_BYTES_LIMIT } from '../../../shared/contracts/network.ts';
import type { DraftAttachment } from '../../../shared/mail/compose/draft.ts';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { DraftCalls } from './draft-calls.ts';
import type { EditedDraft } from './use-draft.ts';

/** More than this does not cross the port: *Attach* takes files of any size. */
const DROP_BYTES = 32 * PORT_BYTES_LIMIT;

export interface AttachmentActs {
  /** Asks for files. */
  readonly choose: () => void;
  /** Takes what was dropped or pasted. */
  readonly take: (files: readonly File[]) => void;
  readonly remove: (attachmentId: string) => void;
  /** Each gives what is attached now; null where it is not, and the person was told why. */
  readonly attach: (source: Source) => Promise<DraftAttachment | null>;
  readonly attachFile: (file: File, contentId: string | null) => Promise<DraftAttachment | null>;
}

type Source = NetworkContract['calls']['draft.attach']['args']['source'];

/** What can be done to a draft's attachments. Their bytes go to the draft's folder before they show. */
export function useAttachments(edited: EditedDraft, calls: DraftCalls, bridge: Bridge): AttachmentActs {
  const notify = useNotify();
  const tell = useTellFailure();
  const say = useSay();
  const { id } = edited.kept.draft;
  const change = (act: (before: readonly DraftAttachment[]) => readonly DraftAttachment[]) =>
    edited.take((before) => ({
      ...before,
      touched: true,
      draft: { ...before.draft, attachments: act(before.draft.attachments) },
    }));
  const attach = async (source: Source) => {
    try {
      await edited.flush();
      const attachment = await calls('draft.attach', { id, source });
      change((before) => [...before, attachment]);
      return attachment;
    } catch (thrown) {
      tell(thrown);
      return null;
    }
  };
  const attachFile = async (file: File, contentId: string | null) => {
    const { name, size, type: mimeType } = file;
    if (size > DROP_BYTES) {
      notify(
        say('"{name}" is larger than 32 MB. Retinue did not attach it. Use Attach to choose it.', { name }),
      );
      return null;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    return await attach({ kind: 'bytes', name, mimeType, contentId, bytes });
  };
  const choose = async () => {
    for (const { token } of await askMain(bridge, 'compose.attach', null))
      await attach({ kind: 'vouched', token, contentId: null });
  };
  const take = async (files: readonly File[]) => {
    for (const file of files) await attachFile(file, null);
  };
  return {
    attach,
    attachFile,
    choose: () => void choose().catch(tell),
    take: (files) => void take(files).catch(tell),
    remove: (attachmentId) =>
      void calls('draft.detach', { id, attachmentId }).then(
        () => change((before) => before.filter((each) => each.id !== attachmentId)),
        tell,
      ),
  };
}
