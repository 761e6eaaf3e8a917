import { ChevronDown, ChevronRight } from 'lucide-react';
import { formatCount } from '../../../components/format/numbers.ts';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import type { MenuPoint } from '../../../components/context-menu.tsx';
import type { AccountStateRow } from '../../../store/tables.ts';
import { useDragFolder } from '../drag/use-drag-folder.ts';
import type { DropTargets } from '../drag/use-drop-targets.ts';
import { folderIcon } from './folder-icon.ts';
import {
  type AccountItem,
  countOf,
  type FolderItem,
  folderLabel,
  isUnread,
  type SmartItem,
  smartLabel,
  type SmartHeadItem,
  itemName,
  type TreeItem,
} from './tree-model.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** What every line of the tree is given. */
export interface LineProps {
  readonly focusable: boolean;
  readonly onChoose: () => void;
  readonly onToggle: () => void;
  readonly onMenu: (at: MenuPoint) => void;
}

/** Where a line stands in the tree, for those who hear it. */
export function placing(item: TreeItem) {
  return {
    role: 'treeitem',
    'aria-level': item.level,
    'aria-setsize': item.siblings,
    'aria-posinset': item.position,
    'aria-expanded': item.expanded ?? undefined,
  } as const;
}

/** The head of the folders that gather all accounts. */
export function SmartHead({
  item,
  focusable,
  onChoose,
  onToggle,
}: LineProps & { readonly item: SmartHeadItem }) {
  const say = useSay();
  return (
    <div
      className="tree-account"
      {...placing(item)}
      tabIndex={focusable ? 0 : -1}
      onClick={onChoose}
      onDoubleClick={onToggle}
    >
      <b className="cut">{itemName(item, say)}</b>
    </div>
  );
}

/** One of them. */
export function SmartLine(props: LineProps & { readonly item: SmartItem; readonly selected: boolean }) {
  const say = useSay();
  const { item, selected, focusable, onChoose, onMenu } = props;
  const { smart } = item;
  return (
    <div
      className="tree-item"
      {...placing(item)}
      aria-selected={selected}
      aria-label={smartLabel(smart, say)}
      tabIndex={focusable ? 0 : -1}
      onClick={onChoose}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <span className="tree-twisty" />
      <Icon of={smart.icon} className="tree-icon" />
      <span className="tree-name cut">{smart.name}</span>{' '}
      {smart.count > 0 && <span className="tree-count">{formatCount(smart.count)}</span>}
    </div>
  );
}

/** The head of an account. */
export function AccountLine(
  props: LineProps & { readonly item: AccountItem; readonly state: AccountStateRow | undefined },
) {
  const say = useSay();
  const { item, state, focusable, onChoose, onToggle, onMenu } = props;
  const waiting = state?.failure ? say('No folders yet.') : say('Looking for folders…');
  return (
    <>
      <div
        className="tree-account"
        {...placing(item)}
        tabIndex={focusable ? 0 : -1}
        onClick={onChoose}
        onDoubleClick={onToggle}
        onContextMenu={(event) => {
          event.preventDefault();
          onMenu({ x: event.clientX, y: event.clientY });
        }}
      >
        <StateMark state={state?.connection ?? 'connecting'} />
        <b className="cut">
          <Isolated text={item.account.name} />
        </b>
        <span className="cut">{state?.server ?? ''}</span>
      </div>
      {item.empty && item.expanded && <p className="tree-empty">{waiting}</p>}
    </>
  );
}

/** A folder, which can be dragged out of the window; `drop` makes it a place for dragged messages. */
export function FolderLine(
  props: LineProps & {
    readonly item: FolderItem;
    readonly selected: boolean;
    readonly drop: ReturnType<DropTargets['of']>;
  },
) {
  const say = useSay();
  const { item, selected, drop, focusable, onChoose, onToggle, onMenu } = props;
  const { folder, expanded } = item;
  const count = countOf(folder);
  return (
    <div
      className="tree-item"
      {...placing(item)}
      aria-selected={selected}
      aria-label={folderLabel(folder, say)}
      data-unread={isUnread(folder) ? '' : undefined}
      {...drop}
      {...useDragFolder(folder)}
      tabIndex={focusable ? 0 : -1}
      style={{ paddingInlineStart: (item.level - 2) * 16 }}
      onClick={onChoose}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
      onDoubleClick={expanded === null ? undefined : onToggle}
    >
      <span
        className="tree-twisty"
        onClick={(event) => {
          if (expanded === null) return;
          event.stopPropagation();
          onToggle();
        }}
      >
        {expanded !== null && <Icon of={expanded ? ChevronDown : ChevronRight} size={12} />}
      </span>
      <Icon of={folderIcon(folder.role)} className="tree-icon" />
      <span className="tree-name cut" title={folder.name}>
        <Isolated text={folder.name} />
      </span>{' '}
      {count > 0 && <span className="tree-count">{formatCount(count)}</span>}
    </div>
  );
}
