import {
  ArrowUpFromLine,
  CircleCheck,
  CircleQuestionMark,
  CircleX,
  Clock,
  type LucideIcon,
  Minus,
  Pause,
  RefreshCw,
  Undo2,
} from 'lucide-react';
import { Icon } from '../../components/icon.tsx';
import type { Mark, Tone } from './row-words.ts';

const ICONS: Readonly<Record<Exclude<Mark, 'dot'>, LucideIcon>> = {
  clock: Clock,
  sync: RefreshCw,
  upload: ArrowUpFromLine,
  question: CircleQuestionMark,
  pause: Pause,
  cross: CircleX,
  check: CircleCheck,
  undo: Undo2,
  dash: Minus,
};

/** The shape of a state in its colour; a word always stands beside it. */
export function MarkIcon({
  mark,
  tone,
  size = 16,
}: {
  readonly mark: Mark;
  readonly tone: Tone;
  readonly size?: number;
}) {
  return (
    <span className="mark" data-tone={tone}>
      {mark === 'dot' ? <span className="mark-dot" /> : <Icon of={ICONS[mark]} size={size} />}
    </span>
  );
}
