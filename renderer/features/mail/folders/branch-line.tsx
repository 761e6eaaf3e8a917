import { ChevronDown, ChevronRight, Globe, UserRound } from 'lucide-react';
import type { HTMLAttributes } from 'react';
import type { MenuPoint } from '../../../components/context-menu.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import type { BranchItem } from './tree-model.ts';

export interface BranchLineProps {
  readonly item: BranchItem;
  /** Where it stands, for assistive technology. */
  readonly placing: HTMLAttributes<HTMLDivElement>;
  readonly focusable: boolean;
  readonly onChoose: () => void;
  readonly onToggle: () => void;
  readonly onMenu: (at: MenuPoint) => void;
}

/** The heading over another user's folders, or over the public ones. It opens and closes, and shows no messages. */
export function BranchLine({ item, placing, focusable, onChoose, onToggle, onMenu }: BranchLineProps) {
  const { expanded } = item;
  return (
    <div
      className="tree-item"
      {...placing}
      tabIndex={focusable ? 0 : -1}
      onClick={onChoose}
      onDoubleClick={onToggle}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <span
        className="tree-twisty"
        onClick={(event) => {
          event.stopPropagation();
          onToggle();
        }}
      >
        {expanded !== null && <Icon of={expanded ? ChevronDown : ChevronRight} size={12} />}
      </span>
      <Icon of={item.of === 'public' ? Globe : UserRound} className="tree-icon" />
      <span className="tree-name cut">
        <Isolated text={item.name} />
      </span>
    </div>
  );
}
