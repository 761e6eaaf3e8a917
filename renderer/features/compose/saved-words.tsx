import { CircleCheck, RefreshCw, TriangleAlert } from 'lucide-react';
import { formatTime } from '../../components/format/dates.ts';
import { Icon } from '../../components/icon.tsx';
import type { Saving } from './use-draft.ts';

/** Where the draft is safe, and since when. */
export function SavedWords({ saving }: { readonly saving: Saving }) {
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
      return (
        <span className="compose-saved" data-tone="ok">
          <Icon of={CircleCheck} size={14} />
          <span>Saved {formatTime(saving.at)} on this computer</span>
        </span>
      );
  }
}
