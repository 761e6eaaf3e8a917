import { Download, ExternalLink, Eye, RefreshCw, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AttachmentInfo } from '../../../../shared/contracts/engine.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { formatBytes } from '../../../components/format/numbers.ts';
import { splitName } from '../../../components/format/text.ts';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { useNow } from '../../../hooks/use-now.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { TransferRow } from '../../../store/tables.ts';
import { TransferButton } from '../../../components/transfer-button.tsx';
import { transferWords } from '../../../components/format/transfers.ts';
import { PreviewDialog } from '../preview/preview-dialog.tsx';
import { previewKind } from '../preview/preview-kind.ts';
import { attachmentIcon } from './attachment-icon.ts';
import { type Trouble, useAttachment } from './use-attachment.ts';
import { sayTold } from '../../../../shared/language/told.ts';

export interface AttachmentChipProps {
  readonly messageId: string;
  readonly info: AttachmentInfo;
  /** No network: what is not on this computer has to wait. */
  readonly offline: boolean;
}

/** An attachment: name, state, and what can be done with it. A risky one can only be saved, after a question. */
export function AttachmentChip({ messageId, info, offline }: AttachmentChipProps) {
  const say = useSay();
  const { transfer, isHere, trouble, open, save, look, drag } = useAttachment(messageId, info);
  const [asking, setAsking] = useState(false);
  /** The file that is looked at. */
  const [shown, setShown] = useState<string | null>(null);
  const kind = previewKind(info);
  const now = useNow(1000);
  const local = info.local || isHere;
  const away = offline && !local;
  const isUnderWay = transfer !== undefined && transfer.state.kind !== 'done';
  const words = stateWords(info, transfer, trouble, { local, away, now }, say);
  return (
    <li
      className="chip"
      data-tone={toneOf(info, transfer, trouble)}
      data-away={away ? '' : undefined}
      draggable={local && !isUnderWay && info.warning === null}
      onDragStart={(event) => {
        // The page's own drag would carry text; the system's carries the file.
        event.preventDefault();
        void drag();
      }}
    >
      <Icon of={info.warning ? TriangleAlert : attachmentIcon(info.mimeType)} />
      <div className="chip-text">
        <Name name={info.name} />
        {isUnderWay && <Bar row={transfer} words={words} />}
        <p className="chip-state cut" title={words}>
          {words}
        </p>
      </div>
      <div role="group" aria-label={info.name}>
        {isUnderWay ? (
          <TransferButton row={transfer} />
        ) : trouble ? (
          <Button kind="icon" icon={RefreshCw} label={say('Try again')} onPress={trouble.again} />
        ) : (
          <>
            {kind && (
              <Button
                kind="icon"
                icon={Eye}
                label={say('Preview')}
                disabled={away}
                onPress={() => void look(setShown)}
              />
            )}
            {!info.warning && (
              <Button kind="icon" icon={ExternalLink} label={say('Open')} disabled={away} onPress={open} />
            )}
            <Button
              kind="icon"
              icon={Download}
              label={say('Save…')}
              disabled={away}
              onPress={info.warning ? () => setAsking(true) : save}
            />
          </>
        )}
      </div>
      {shown !== null && kind && (
        <PreviewDialog
          info={info}
          kind={kind}
          fileId={shown}
          onOpen={() => void open()}
          onSave={() => void save()}
          onClose={() => setShown(null)}
        />
      )}
      {asking && (
        <RiskDialog
          info={info}
          onClose={() => setAsking(false)}
          onSave={() => {
            setAsking(false);
            void save();
          }}
        />
      )}
    </li>
  );
}

function Name({ name }: { readonly name: string }) {
  const { start, end } = splitName(name);
  return (
    <p className="chip-name" title={name} dir="ltr">
      <span className="cut">
        <Isolated text={start} />
      </span>
      <span>
        <Isolated text={end} />
      </span>
    </p>
  );
}

function Bar({ row, words }: { readonly row: TransferRow; readonly words: string }) {
  return (
    <ProgressBar done={row.received} total={row.total} text={words} paused={row.state.kind === 'paused'} />
  );
}

function toneOf(
  info: AttachmentInfo,
  transfer: TransferRow | undefined,
  trouble: Trouble | null,
): 'danger' | 'warn' | undefined {
  const kind = transfer?.state.kind;
  if (trouble || kind === 'failed' || kind === 'changed') return 'danger';
  const isHeldUp =
    kind === 'waiting' || (transfer?.state.kind === 'paused' && transfer.state.failure !== null);
  return info.warning || isHeldUp ? 'warn' : undefined;
}

function stateWords(
  info: AttachmentInfo,
  transfer: TransferRow | undefined,
  trouble: Trouble | null,
  { local, away, now }: { readonly local: boolean; readonly away: boolean; readonly now: number },
  say: Say,
): string {
  if (transfer && transfer.state.kind !== 'done') return transferWords(transfer, now, say);
  if (trouble) return sayTold(trouble.failure, say);
  if (info.warning) return sayTold(info.warning, say);
  const where = local ? say('on this computer') : away ? say('when back online') : say('not fetched');
  return info.size === null ? where : say('{size}, {where}', { size: formatBytes(info.size), where });
}

function RiskDialog({
  info,
  onClose,
  onSave,
}: {
  readonly info: AttachmentInfo;
  readonly onClose: () => void;
  readonly onSave: () => void;
}) {
  const say = useSay();
  return (
    <Dialog label={say('Save this attachment')} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('Save this attachment')}</h2>
        <p className="caution">
          <Icon of={TriangleAlert} />
          {info.warning && sayTold(info.warning, say)}
        </p>
        <p>
          {say.parts<ReactNode>(
            '{name}. Retinue does not open it. Save it only if you know who sent it and why.',
            { name: <Isolated key="name" text={info.name} /> },
          )}
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Leave it')} onPress={onClose} />
        <Button kind="primary" label={say('Save…')} onPress={onSave} />
      </div>
    </Dialog>
  );
}
