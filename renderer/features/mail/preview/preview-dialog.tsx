import { Download, ExternalLink, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AttachmentInfo, OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { formatBytes } from '../../../components/format/numbers.ts';
import { Isolated } from '../../../components/isolated.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useDark } from '../../../hooks/use-dark.ts';
import { ImagePreview } from './image-preview.tsx';
import { PdfPreview } from './pdf-preview.tsx';
import { PREVIEW_BYTES, type PreviewKind } from './preview-kind.ts';
import { MessageTextPreview, TextPreview } from './text-preview.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

export interface PreviewDialogProps {
  readonly info: AttachmentInfo;
  readonly kind: PreviewKind;
  readonly fileId: string;
  readonly onOpen: () => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'file'; readonly bytes: Uint8Array; readonly size: number }
  | { readonly state: 'message'; readonly message: OpenedMessage };

/** An attachment, looked at without a program of its own. */
export function PreviewDialog({ info, kind, fileId, onOpen, onSave, onClose }: PreviewDialogProps) {
  const say = useSay();
  const loaded = useFile(kind, fileId);
  return (
    <Dialog label={say('Preview of {name}', { name: info.name })} wide onClose={onClose}>
      <div className="preview">
        <div className="preview-head">
          <h2 className="heading cut" title={info.name}>
            <Isolated text={info.name} />
          </h2>
          <span className="meta">{info.size === null ? '' : formatBytes(info.size)}</span>
          <Button kind="icon" icon={ExternalLink} label={say('Open')} onPress={onOpen} />
          <Button kind="icon" icon={Download} label={say('Save…')} onPress={onSave} />
          <Button kind="icon" icon={X} label={say('Close')} onPress={onClose} />
        </div>
        <Shown loaded={loaded} kind={kind} name={info.name} />
      </div>
    </Dialog>
  );
}

function useFile(kind: PreviewKind, fileId: string): Loaded {
  const { engine } = useServices();
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const load = async (): Promise<Loaded> => {
      if (kind === 'message')
        return {
          state: 'message',
          message: await engine.call('attachment.message', { fileId }, { signal }),
        };
      const limit = PREVIEW_BYTES[kind];
      return { state: 'file', ...(await engine.call('attachment.read', { fileId, limit }, { signal })) };
    };
    load().then(
      (found) => signal.aborted || setLoaded(found),
      (thrown: unknown) => signal.aborted || setLoaded({ state: 'failed', failure: toFailure(thrown) }),
    );
    return () => abort.abort();
  }, [engine, kind, fileId]);
  return loaded;
}

function Shown({
  loaded,
  kind,
  name,
}: {
  readonly loaded: Loaded;
  readonly kind: PreviewKind;
  readonly name: string;
}) {
  const say = useSay();
  const dark = useDark();
  switch (loaded.state) {
    case 'loading':
      return <p className="preview-note" aria-busy />;
    case 'failed':
      return <p className="preview-note">{sayTold(loaded.failure, say)}</p>;
    case 'message':
      return (
        <>
          <p className="preview-about selectable">
            <b>
              <Isolated text={loaded.message.subject} />
            </b>{' '}
            <Isolated text={loaded.message.from.map((from) => from.name || from.address).join(', ')} />
          </p>
          <MessageTextPreview message={loaded.message} dark={dark} />
        </>
      );
    case 'file':
      return <FileShown {...loaded} kind={kind} name={name} dark={dark} />;
  }
}

function FileShown({
  bytes,
  size,
  kind,
  name,
  dark,
}: {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly kind: PreviewKind;
  readonly name: string;
  readonly dark: boolean;
}) {
  const say = useSay();
  const isCut = size > bytes.byteLength;
  if (kind === 'text')
    return (
      <>
        {isCut && (
          <p className="preview-about">
            {say('The first {part} of {size} are shown.', {
              part: formatBytes(bytes.byteLength),
              size: formatBytes(size),
            })}
          </p>
        )}
        <TextPreview bytes={bytes} name={name} dark={dark} />
      </>
    );
  if (isCut)
    return (
      <p className="preview-note">
        {say('This file is too large to be shown here ({size}). Open it with another program.', {
          size: formatBytes(size),
        })}
      </p>
    );
  return kind === 'pdf' ? (
    <PdfPreview bytes={bytes} name={name} />
  ) : (
    <ImagePreview bytes={bytes} name={name} dark={dark} />
  );
}
