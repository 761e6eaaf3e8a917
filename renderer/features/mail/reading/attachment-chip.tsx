import { Download, ExternalLink, RefreshCw, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import type { AttachmentInfo } from '../../../../shared/contracts/engine.ts';
import { assertNever } from '../../../../shared/errors.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { formatBytes, formatPart } from '../../../components/format/numbers.ts';
import { splitName } from '../../../components/format/text.ts';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { attachmentIcon } from './attachment-icon.ts';
import { type Fetching, useAttachment } from './use-attachment.ts';

export interface AttachmentChipProps {
  readonly messageId: string;
  readonly info: AttachmentInfo;
  /** No network: what is not on this computer has to wait. */
  readonly offline: boolean;
}

/** An attachment: name, state, and what can be done with it. A risky one can only be saved, after a question. */
export function AttachmentChip({ messageId, info, offline }: AttachmentChipProps) {
  const { fetching, open, save } = useAttachment(messageId, info);
  const [asking, setAsking] = useState(false);
  const local = info.local || (fetching.state === 'rest' && fetching.file !== null);
  const away = offline && !local;
  const tone = fetching.state === 'failed' ? 'danger' : info.warning ? 'warn' : undefined;
  const words = stateWords(info, fetching, local, away);
  return (
    <li className="chip" data-tone={tone} data-away={away ? '' : undefined}>
      <Icon of={info.warning ? TriangleAlert : attachmentIcon(info.mimeType)} />
      <div className="chip-text">
        <Name name={info.name} />
        {fetching.state === 'fetching' && <Bar fetching={fetching} size={info.size} />}
        <p className="chip-state cut" title={words}>
          {words}
        </p>
      </div>
      <div role="group" aria-label={info.name}>
        {fetching.state === 'fetching' ? (
          <Button kind="icon" icon={X} label="Stop" onPress={() => fetching.abort.abort()} />
        ) : fetching.state === 'failed' ? (
          <Button kind="icon" icon={RefreshCw} label="Try again" onPress={fetching.again} />
        ) : (
          <>
            {!info.warning && (
              <Button kind="icon" icon={ExternalLink} label="Open" disabled={away} onPress={open} />
            )}
            <Button
              kind="icon"
              icon={Download}
              label="Save…"
              disabled={away}
              onPress={info.warning ? () => setAsking(true) : save}
            />
          </>
        )}
      </div>
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

function Bar({
  fetching,
  size,
}: {
  readonly fetching: Fetching & { readonly state: 'fetching' };
  readonly size: number | null;
}) {
  const received = fetching.progress?.received ?? 0;
  const total = fetching.progress?.total ?? size;
  return <ProgressBar done={received} total={total} text={partWords(received, total)} />;
}

function partWords(received: number, total: number | null): string {
  return total === null ? formatBytes(received) : formatPart(received, total);
}

function stateWords(info: AttachmentInfo, fetching: Fetching, local: boolean, away: boolean): string {
  const size = info.size === null ? '' : `${formatBytes(info.size)}, `;
  switch (fetching.state) {
    case 'fetching':
      return partWords(fetching.progress?.received ?? 0, fetching.progress?.total ?? info.size);
    case 'failed':
      return fetching.failure.sentence;
    case 'rest':
      if (info.warning) return info.warning;
      if (local) return `${size}on this computer`;
      return away ? `${size}when back online` : `${size}not fetched`;
    default:
      return assertNever(fetching);
  }
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
  return (
    <Dialog label="Save this attachment" onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">Save this attachment</h2>
        <p className="caution">
          <Icon of={TriangleAlert} />
          {info.warning}
        </p>
        <p>
          <Isolated text={info.name} />. Retinue does not open it. Save it only if you know who sent it and
          why.
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label="Leave it" onPress={onClose} />
        <Button kind="primary" label="Save…" onPress={onSave} />
      </div>
    </Dialog>
  );
}
