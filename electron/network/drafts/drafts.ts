import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { fail, toFailure } from '../../../shared/errors.ts';
import { toldOf, told, type Told } from '../../../shared/language/told.ts';
import { createInTurn, type InTurn } from '../../../shared/in-turn.ts';
import type { Draft, DraftAttachment } from '../../../shared/mail/compose/draft.ts';
import { type DraftSummary, type KeptDraft, summaryOf } from '../../../shared/mail/compose/kept-draft.ts';
import type { Clock } from '../clock.ts';
import { draftFailure } from './disk-words.ts';
import {
  attachmentPath,
  backId,
  bringBack,
  type DraftFile,
  handedFolder,
  handedId,
  makeBack,
  markBack,
  presentAttachments,
  readDraft,
  removeDraft,
  setAside,
  type TakenBack,
  unmarkBack,
  writeAttachment,
  writeDraft,
} from './draft-folder.ts';
import { findDrafts } from './find-drafts.ts';
import { type SendParts, sendDraft } from './send-draft.ts';

/** What is attached: a file that main vouched for, one that was fetched, or bytes. */
export type AttachmentSource = { readonly path: string } | { readonly bytes: Uint8Array };

/** Drafts that are being written: each a folder on disk, and nothing of them anywhere else. */
export interface Drafts {
  list(): Promise<readonly DraftSummary[]>;
  open(id: string): Promise<KeptDraft>;
  /** Resolves when it is safe on disk. The attachments are those that are here, whatever the draft says of them. */
  save(draft: Omit<KeptDraft, 'savedAt'>): Promise<{ readonly savedAt: number }>;
  /** Copies the file in, so that moving or changing the original changes nothing. */
  attach(
    id: string,
    named: Pick<DraftAttachment, 'name' | 'mimeType' | 'contentId'>,
    source: AttachmentSource,
  ): Promise<DraftAttachment>;
  detach(id: string, attachmentId: string): Promise<void>;
  /** The bytes of a picture in its text. Rejects with 'not-found' where it has none such. */
  picture(id: string, attachmentId: string): Promise<Uint8Array>;
  discard(id: string): Promise<void>;
  /** What became of the messages: a draft whose message has gone is let go of, one that was taken back is open again. */
  follow(list: readonly Pick<OutgoingView, 'id' | 'state'>[]): Promise<void>;
  /** Hands the message to the outbox, and sets the draft aside when it is on disk there. Rejects where it cannot be sent; `anyway`: its size stops nothing. */
  send(id: string, sendAt: number, anyway?: boolean): Promise<void>;
}

export interface DraftsOptions extends Omit<SendParts, 'root'> {
  readonly root: string;
  readonly clock: Clock;
  /** A message was taken back: it is this draft now. */
  readonly onBack: (draftId: string) => void;
  readonly onProblem: (problem: Told) => void;
}

/** Finds what the last run left. A draft that cannot be read stays where it is, and `onProblem` is told. */
export async function openDrafts(options: DraftsOptions): Promise<Drafts> {
  const { root, clock, newId } = options;
  const ids = new Set(await findDrafts(options));
  const names = await readdir(root);
  const handed = new Set(names.flatMap((name) => handedId(name) ?? []));
  /** Messages that are drafts again already, or were; and those that could not become one in this run. */
  const back = new Set(names.flatMap((name) => backId(name) ?? []));
  const unreadable = new Set<string>();
  const lines = new Map<string, InTurn>();
  /** One thing after the other for each draft; what the disk says becomes a sentence. */
  const inTurn = <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const line = lines.get(id) ?? createInTurn();
    lines.set(id, line);
    return line(() =>
      work().catch((thrown: unknown) => {
        throw draftFailure(thrown, root);
      }),
    );
  };
  const known = async (id: string) => (ids.has(id) ? await readDraft(root, id) : null);
  const change = async (file: DraftFile, draft: Draft) =>
    await writeDraft(root, { ...file, draft, savedAt: clock.now() });

  const isBack = (draftId: string) => {
    ids.add(draftId);
    options.onBack(draftId);
  };
  const mark = async (id: string) => {
    await markBack(root, id);
    back.add(id);
  };
  /** A piece of a split message has no draft here: it is read from its bytes. */
  const make = async (id: string) => {
    if (back.has(id) || unreadable.has(id)) return;
    const draftId = createHash('sha256').update(`draft of ${id}`).digest('hex').slice(0, 32);
    if (!ids.has(draftId)) {
      unreadable.add(id);
      await makeBack(root, takenBack(options, id), draftId, { newId, now: clock.now() });
      unreadable.delete(id);
    }
    await mark(id);
    isBack(draftId);
  };
  const settle = async (id: string, state: OutgoingView['state'] | undefined) => {
    if (state?.kind === 'taken-back' && !state.discarded && !handed.has(id)) return await make(id);
    if (!handed.has(id)) return;
    const isLetGo = state?.kind === 'done' || (state?.kind === 'taken-back' && state.discarded);
    if (isLetGo) await removeDraft(root, handedFolder(id), `.gone-${newId()}`);
    else if (state?.kind === 'taken-back') {
      const draftId = newId();
      await mark(id);
      await bringBack(root, id, draftId, clock.now());
      isBack(draftId);
    } else return;
    handed.delete(id);
  };
  const follow: Drafts['follow'] = async (list) => {
    // Before anything is waited for: a later list may know more.
    const gone = [...back].filter((id) => !list.some((each) => each.id === id));
    const tell = (thrown: unknown) => options.onProblem(toldOf(toFailure(thrown)));
    for (const { id, state } of list)
      if (handed.has(id) || state?.kind === 'taken-back')
        await inTurn(id, () => settle(id, state)).catch(tell);
    for (const id of gone) {
      back.delete(id);
      await unmarkBack(root, id).catch(tell);
    }
  };
  if (options.sending) await follow(options.sending.outbox.list());

  return {
    async list() {
      const all = await Promise.all([...ids].map((id) => inTurn(id, () => known(id))));
      return all.flatMap((each) => (each === null ? [] : [summaryOf(each)]));
    },
    open: (id) => inTurn(id, () => readDraft(root, id)),
    save: (kept) =>
      inTurn(kept.draft.id, async () => {
        const { id } = kept.draft;
        const before = await known(id);
        const savedAt = clock.now();
        const draft = { ...kept.draft, attachments: before?.draft.attachments ?? [] };
        await writeDraft(root, { ...kept, draft: fixed(draft, before), savedAt, sendingSince: null });
        ids.add(id);
        return { savedAt };
      }),
    attach: (id, named, source) =>
      inTurn(id, async () => {
        const file = await readDraft(root, id);
        const attachmentId = newId();
        const size = await writeAttachment(root, id, attachmentId, source);
        const attachment = { ...named, id: attachmentId, size };
        const attachments = [...file.draft.attachments, attachment];
        await change({ ...file, touched: true }, { ...file.draft, attachments });
        return attachment;
      }),
    detach: (id, attachmentId) =>
      inTurn(id, async () => {
        const file = await readDraft(root, id);
        const attachments = file.draft.attachments.filter((each) => each.id !== attachmentId);
        if (attachments.length === file.draft.attachments.length) return;
        await change(file, { ...file.draft, attachments });
        await rm(attachmentPath(root, id, attachmentId), { force: true });
      }),
    picture: (id, attachmentId) =>
      inTurn(id, async () => {
        const { attachments } = (await readDraft(root, id)).draft;
        const found = attachments.find((each) => each.id === attachmentId && each.contentId !== null);
        // A copy of exactly these bytes: they cross a port.
        if (found) return new Uint8Array(await readFile(attachmentPath(root, id, found.id)));
        throw fail('not-found', told('This draft has no such picture.'));
      }),
    discard: (id) =>
      inTurn(id, async () => {
        if (!ids.has(id)) return;
        await removeDraft(root, id, `.gone-${newId()}`);
        ids.delete(id);
      }),
    send: (id, sendAt, anyway = false) =>
      inTurn(id, async () => {
        const file = await known(id);
        if (file === null) throw fail('not-found', told('This draft is no longer on this computer.'));
        const present = await presentAttachments(root, id);
        await sendDraft({ ...options, present, now: clock.now() }, file, { sendAt, anyway });
        ids.delete(id);
        await setAside(root, id);
        handed.add(id);
      }),
    follow,
  };
}

function takenBack({ sending }: DraftsOptions, id: string): TakenBack {
  if (sending === null)
    throw fail('unsupported', told('This Retinue cannot send, so nothing was taken back.'));
  const { emlPath, history } = sending.outbox.entry(id);
  const { account, messageId, hidden } = history.spooled;
  return { id, emlPath, accountId: account.id, messageId, hidden };
}

/** The message's id is decided once: a draft that was handed over before a crash is known again by it. */
function fixed(draft: Draft, before: DraftFile | null): Draft {
  return before === null ? draft : { ...draft, messageId: before.draft.messageId };
}
