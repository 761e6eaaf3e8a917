import { CircleCheck, Laptop, RefreshCw, TriangleAlert } from 'lucide-react';
import { assertNever } from '../../../shared/errors.ts';
import type { ServerCopy } from '../../../shared/mail/compose/server-copy.ts';
import { formatTime } from '../../components/format/dates.ts';
import { Icon } from '../../components/icon.tsx';
import type { Saving } from './use-draft.ts';

/** Where the draft is safe, and since when: on this computer first, and in the server's Drafts. */
export function SavedWords({ saving, copy }: { readonly saving: Saving; readonly copy: ServerCopy }) {
  switch (saving.kind) {
    case 'saving':
      return (
        <span className="compose-saved">
          <Icon of={RefreshCw} size={14} />
          <span>Saving…</span>
        </span>
      );
    case 'failed':
      return (
        <span className="compose-saved" data-tone="warn" role="alert">
          <Icon of={TriangleAlert} size={14} />
          <span>{saving.failure.sentence}</span>
        </span>
      );
    case 'saved':
      return <Saved at={saving.at} copy={copy} />;
    default:
      return assertNever(saving);
  }
}

const LOOKS = {
  none: { icon: CircleCheck, tone: 'ok' },
  saved: { icon: CircleCheck, tone: 'ok' },
  'on-close': { icon: Laptop, tone: undefined },
  failed: { icon: TriangleAlert, tone: 'warn' },
  both: { icon: TriangleAlert, tone: 'warn' },
} as const;

/** Nothing is wrong with the draft then: its copy waits as the rest of the mail does. */
export function isOffline(copy: ServerCopy): boolean {
  return copy.kind === 'failed' && copy.failure.kind === 'offline';
}

function Saved({ at, copy }: { readonly at: number; readonly copy: ServerCopy }) {
  const { icon, tone } = LOOKS[isOffline(copy) ? 'on-close' : copy.kind];
  return (
    <span
      className="compose-saved"
      data-tone={tone}
      title={copy.kind === 'failed' ? copy.failure.sentence : undefined}
    >
      <Icon of={icon} size={14} />
      <span>{savedWords(at, copy)}</span>
    </span>
  );
}

/** The line beside the toolbar for a draft that was saved here at `at`. */
export function savedWords(at: number, copy: ServerCopy): string {
  const time = formatTime(at);
  switch (copy.kind) {
    case 'none':
      return `Saved ${time} on this computer`;
    case 'saved':
      return `Saved ${time}, here and in Drafts`;
    case 'on-close':
      return `Saved ${time} on this computer; large, so in Drafts when you close it`;
    case 'failed':
      return isOffline(copy)
        ? `Saved ${time} on this computer; Drafts when online`
        : `Saved here. Not in Drafts: ${copy.failure.sentence}`;
    case 'both':
      return `Saved ${time}. Drafts holds two: one was changed elsewhere and stays as it is`;
    default:
      return assertNever(copy);
  }
}
