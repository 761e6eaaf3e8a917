import { CircleCheck, Laptop, RefreshCw, TriangleAlert } from 'lucide-react';
import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';
import type { ServerCopy } from '../../../shared/mail/compose/server-copy.ts';
import { formatTime } from '../../components/format/dates.ts';
import { Icon } from '../../components/icon.tsx';
import { useSay } from '../../hooks/use-say.ts';
import type { Saving } from './use-draft.ts';

/** Where the draft is safe, and since when: on this computer first, and in the server's Drafts. */
export function SavedWords({ saving, copy }: { readonly saving: Saving; readonly copy: ServerCopy }) {
  const say = useSay();
  switch (saving.kind) {
    case 'saving':
      return (
        <span className="compose-saved">
          <Icon of={RefreshCw} size={14} />
          <span>{say('Saving…')}</span>
        </span>
      );
    case 'failed':
      return (
        <span className="compose-saved" data-tone="warn" role="alert">
          <Icon of={TriangleAlert} size={14} />
          <span>{sayTold(saving.failure, say)}</span>
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
  const say = useSay();
  const { icon, tone } = LOOKS[isOffline(copy) ? 'on-close' : copy.kind];
  return (
    <span
      className="compose-saved"
      data-tone={tone}
      title={copy.kind === 'failed' ? sayTold(copy.failure, say) : undefined}
    >
      <Icon of={icon} size={14} />
      <span>{savedWords(at, copy, say)}</span>
    </span>
  );
}

/** The line beside the toolbar for a draft that was saved here at `at`. */
export function savedWords(at: number, copy: ServerCopy, say: Say): string {
  const time = formatTime(at);
  switch (copy.kind) {
    case 'none':
      return say('Saved {time} on this computer', { time });
    case 'saved':
      return say('Saved {time}, here and in Drafts', { time });
    case 'on-close':
      return say('Saved {time} on this computer; large, so in Drafts when you close it', { time });
    case 'failed':
      return isOffline(copy)
        ? say('Saved {time} on this computer; Drafts when online', { time })
        : say('Saved here. Not in Drafts: {why}', { why: sayTold(copy.failure, say) });
    case 'both':
      return say('Saved {time}. Drafts holds two: one was changed elsewhere and stays as it is', { time });
    default:
      return assertNever(copy);
  }
}
