import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { assertNever } from '../../../../shared/errors.ts';
import { formatCount } from '../../../components/format/numbers.ts';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { ContextMenu, type MenuPoint } from '../../../components/context-menu.tsx';
import { useCommands } from '../../../hooks/services.ts';
import { isStrings, useStored } from '../../../hooks/use-stored.ts';
import type { AccountStateRow, FolderRow } from '../../../store/tables.ts';
import { folderIcon } from './folder-icon.ts';
import { BranchLine } from './branch-line.tsx';
import { keyCommand, menuChoices } from './tree-menu.ts';
import { treeMove } from './tree-keys.ts';
import {
  type AccountItem,
  countOf,
  type FolderItem,
  folderLabel,
  isUnread,
  type SmartFolder,
  type SmartItem,
  smartLabel,
  type SmartHeadItem,
  itemName,
  type TreeItem,
  visibleItems,
} from './tree-model.ts';

export interface FolderTreeProps {
  readonly accounts: readonly AccountSummary[];
  readonly states: ReadonlyMap<string, AccountStateRow>;
  readonly folders: readonly FolderRow[];
  /** Over the accounts. */
  readonly smart: readonly SmartFolder[];
  readonly selectedId: string | null;
  readonly onSelect: (folderId: string) => void;
  /** The person is done with the tree: Enter. */
  readonly onDone: () => void;
}

/** Accounts and their folders. One Tab stop; selection follows the arrow keys. */
export function FolderTree(props: FolderTreeProps) {
  const { accounts, states, selectedId, onSelect, onDone } = props;
  const [toggledIds, setToggled] = useStored('tree-toggled', [], isStrings);
  const [focusId, setFocusId] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const commands = useCommands();
  const [menu, setMenu] = useState<{ readonly item: TreeItem; readonly at: MenuPoint } | null>(null);
  const toggled = new Set(toggledIds);
  const items = visibleItems(accounts, props.folders, toggled, props.smart);
  const current =
    items.find(({ id }) => id === focusId) ?? items.find(({ id }) => id === selectedId) ?? items[0];

  useEffect(() => {
    if (root.current?.contains(document.activeElement)) {
      root.current.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    }
  }, [focusId]);

  const toggle = (id: string) =>
    setToggled(toggled.has(id) ? toggledIds.filter((other) => other !== id) : [...toggledIds, id]);
  const choose = (item: TreeItem) => {
    setFocusId(item.id);
    if (isOpened(item)) onSelect(item.id);
  };
  const closeMenu = (toOpener: boolean) => {
    setMenu(null);
    if (toOpener) root.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  };
  const openMenu = (item: TreeItem, at: MenuPoint) => {
    choose(item);
    setMenu(menuChoices(item).length > 0 ? { item, at } : null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      event.preventDefault();
      const box = root.current?.querySelector('[tabindex="0"]')?.getBoundingClientRect();
      if (current && box) openMenu(current, { x: box.left + 24, y: box.bottom });
      return;
    }
    const command = current && !event.shiftKey ? keyCommand(current, event.key) : undefined;
    if (command && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      return commands.send(command);
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return isOpened(current) ? onDone() : toggle(current.id);
    }
    const move = treeMove(items, current.id, event.key);
    if (!move) return;
    event.preventDefault();
    if (move.kind === 'toggle') return toggle(move.id);
    const target = items.find(({ id }) => id === move.id);
    if (target) choose(target);
  };

  return (
    <>
      <div className="tree" role="tree" aria-label="Folders" ref={root} onKeyDown={press} data-pane="folders">
        {items.map((item) => {
          const line = {
            focusable: item.id === current?.id,
            onChoose: () => choose(item),
            onToggle: () => toggle(item.id),
            onMenu: (at: MenuPoint) => openMenu(item, at),
          };
          const selected = item.id === selectedId;
          switch (item.kind) {
            case 'smart-head':
              return <SmartHead key={item.id} item={item} {...line} />;
            case 'smart':
              return <SmartLine key={item.id} item={item} selected={selected} {...line} />;
            case 'account':
              return <AccountLine key={item.id} item={item} state={states.get(item.id)} {...line} />;
            case 'branch':
              return <BranchLine key={item.id} item={item} placing={placing(item)} {...line} />;
            case 'folder':
              return <FolderLine key={item.id} item={item} selected={selected} {...line} />;
            default:
              return assertNever(item);
          }
        })}
      </div>
      {menu && (
        <ContextMenu
          label={itemName(menu.item)}
          at={menu.at}
          choices={menuChoices(menu.item).map(({ label, command }) => ({
            label,
            onChoose: () => commands.send(command),
          }))}
          onClose={closeMenu}
        />
      )}
    </>
  );
}

interface LineProps {
  readonly focusable: boolean;
  readonly onChoose: () => void;
  readonly onToggle: () => void;
  readonly onMenu: (at: MenuPoint) => void;
}

function placing(item: TreeItem) {
  return {
    role: 'treeitem',
    'aria-level': item.level,
    'aria-setsize': item.siblings,
    'aria-posinset': item.position,
    'aria-expanded': item.expanded ?? undefined,
  } as const;
}

/** A line that shows something when it is chosen. */
function isOpened({ kind }: TreeItem): boolean {
  return kind === 'folder' || kind === 'smart';
}

function SmartHead({ item, focusable, onChoose, onToggle }: LineProps & { readonly item: SmartHeadItem }) {
  return (
    <div
      className="tree-account"
      {...placing(item)}
      tabIndex={focusable ? 0 : -1}
      onClick={onChoose}
      onDoubleClick={onToggle}
    >
      <b className="cut">{itemName(item)}</b>
    </div>
  );
}

function SmartLine(props: LineProps & { readonly item: SmartItem; readonly selected: boolean }) {
  const { item, selected, focusable, onChoose, onMenu } = props;
  const { smart } = item;
  return (
    <div
      className="tree-item"
      {...placing(item)}
      aria-selected={selected}
      aria-label={smartLabel(smart)}
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

function AccountLine(
  props: LineProps & { readonly item: AccountItem; readonly state: AccountStateRow | undefined },
) {
  const { item, state, focusable, onChoose, onToggle } = props;
  const waiting = state?.failure ? 'No folders yet.' : 'Looking for folders…';
  return (
    <>
      <div
        className="tree-account"
        {...placing(item)}
        tabIndex={focusable ? 0 : -1}
        onClick={onChoose}
        onDoubleClick={onToggle}
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

function FolderLine(props: LineProps & { readonly item: FolderItem; readonly selected: boolean }) {
  const { item, selected, focusable, onChoose, onToggle, onMenu } = props;
  const { folder, expanded } = item;
  const count = countOf(folder);
  return (
    <div
      className="tree-item"
      {...placing(item)}
      aria-selected={selected}
      aria-label={folderLabel(folder)}
      data-unread={isUnread(folder) ? '' : undefined}
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
