import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { Bridge } from '../../../shared/contracts/main.ts';
import type { Draft, DraftAttachment } from '../../../shared/mail/compose/draft.ts';
import { isPicture } from '../../../shared/mail/compose/pictures.ts';
import { typeOfName } from '../../../shared/mail/compose/type-of-name.ts';
import type { Pictures, RichTextHandle } from '../../components/rich-text.tsx';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import type { DraftCalls } from './draft-calls.ts';
import type { AttachmentActs } from './use-attachments.ts';

export interface DraftPictures {
  /** null until those that the draft came with are here. */
  readonly shown: Pictures | null;
  /** Puts files that were dropped or pasted where the cursor is. */
  readonly take: (files: readonly File[]) => void;
}

export interface PictureOptions {
  readonly draft: Draft;
  readonly files: AttachmentActs;
  readonly calls: DraftCalls;
  readonly bridge: Bridge;
  readonly editor: RefObject<RichTextHandle | null>;
}

/** The pictures in the text: attachments with a Content-ID, shown from the copy in the draft's folder. */
export function usePictures({ draft, files, calls, bridge, editor }: PictureOptions): DraftPictures {
  const tell = useTellFailure();
  const known = useRef(new Map<string, string>());
  const [first] = useState(draft);
  const [ready, setReady] = useState(() => first.attachments.every(({ contentId }) => contentId === null));
  const read = async ({ id, mimeType }: DraftAttachment) => {
    const { bytes } = await calls('draft.picture', { id: draft.id, attachmentId: id });
    return new Blob([new Uint8Array(bytes)], { type: mimeType });
  };
  const show = ({ contentId }: DraftAttachment, bytes: Blob): string => {
    const address = URL.createObjectURL(bytes);
    if (contentId !== null) known.current.set(contentId, address);
    return address;
  };
  const load = useLatest(async () => {
    for (const each of first.attachments) {
      if (each.contentId === null) continue;
      known.current.set(each.contentId, `cid:${each.contentId}`); // one that cannot be read keeps its place
      await read(each).then((bytes) => void show(each, bytes), tell);
    }
    setReady(true);
  });
  useEffect(() => void load(), [load]);
  const insert = (attachment: DraftAttachment, bytes: Blob) =>
    editor.current?.insertPicture(show(attachment, bytes), attachment.name);
  const newId = () => `${crypto.randomUUID()}${draft.messageId.slice(draft.messageId.lastIndexOf('@'), -1)}`;

  const choose = async () => {
    for (const { token, name } of await askMain(bridge, 'compose.picture', null)) {
      const contentId = isPicture(typeOfName(name)) ? newId() : null;
      const attachment = await files.attach({ kind: 'vouched', token, contentId });
      if (attachment && contentId !== null) insert(attachment, await read(attachment));
    }
  };
  const take = async (given: readonly File[]) => {
    for (const file of given) {
      const attachment = await files.attachFile(file, newId());
      if (attachment) insert(attachment, file);
    }
  };
  const onChoose = useLatest(() => void choose().catch(tell));
  const shown = useMemo(
    (): Pictures => ({
      address: (source) => addressOf(known.current, source),
      stored: (html) => storedWith(known.current, html),
      onChoose,
    }),
    [onChoose],
  );
  return { shown: ready ? shown : null, take: (given) => void take(given).catch(tell) };
}

/** Where a picture of the draft is shown from; of others nothing is shown. */
function addressOf(known: ReadonlyMap<string, string>, source: string): string | null {
  if ([...known.values()].includes(source)) return source;
  const id = /^cid:(.+)$/i.exec(source)?.[1];
  return id === undefined ? null : (known.get(id) ?? null);
}

function storedWith(known: ReadonlyMap<string, string>, html: string): string {
  return [...known].reduce(
    (text, [contentId, address]) => text.replaceAll(address, `cid:${contentId}`),
    html,
  );
}
