import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { assertNever } from '../../../../shared/errors.ts';
import { ContextMenu, type MenuPoint } from '../../../components/context-menu.tsx';
import { useCommands } from '../../../hooks/services.ts';
import { isStrings, useStored } from '../../../hooks/use-stored.ts';
import type { AccountStateRow, FolderRow } from '../../../store/tables.ts';
import { useDropTargets } from '../drag/use-drop-targets.ts';
import { BranchLine } from './branch-line.tsx';
import { AccountLine, FolderLine, placing, SmartHead, SmartLine } from './tree-lines.tsx';
import { keyCommand, menuChoices } from './tree-menu.ts';
import { inReadingDirection } from '../../../components/reading-direction.ts';
import { treeMove } from './tree-keys.ts';
import { type SmartFolder, itemName, type TreeItem, visibleItems } from './tree-model.ts';
import { useSay } from '../../../hooks/use-say.ts';

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
  const say = useSay();
  const { accounts, states, selectedId, onSelect, onDone } = props;
  const [toggledIds, setToggled] = useStored('tree-toggled', [], isStrings);
  const [focusId, setFocusId] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const commands = useCommands();
  const [menu, setMenu] = useState<{ readonly item: TreeItem; readonly at: MenuPoint } | null>(null);
  const toggled = new Set(toggledIds);
  const items = visibleItems(accounts, props.folders, toggled, say, props.smart);
  const current =
    items.find(({ id }) => id === focusId) ?? items.find(({ id }) => id === selectedId) ?? items[0];

  useEffect(() => {
    if (root.current?.contains(document.activeElement)) {
      root.current.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    }
  }, [focusId]);

  const toggle = (id: string) =>
    setToggled(toggled.has(id) ? toggledIds.filter((other) => other !== id) : [...toggledIds, id]);
  const drops = useDropTargets(props.folders, toggle);
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
    setMenu(menuChoices(item, say).length > 0 ? { item, at } : null);
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
    const move = treeMove(items, current.id, inReadingDirection(event.key), say);
    if (!move) return;
    event.preventDefault();
    if (move.kind === 'toggle') return toggle(move.id);
    const target = items.find(({ id }) => id === move.id);
    if (target) choose(target);
  };

  return (
    <>
      <div
        className="tree"
        role="tree"
        aria-label={say('Folders')}
        ref={root}
        onKeyDown={press}
        data-pane="folders"
      >
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
            case 'folder': {
              const drop = drops.of(item.folder, item.expanded === false);
              return <FolderLine key={item.id} item={item} selected={selected} drop={drop} {...line} />;
            }
            default:
              return assertNever(item);
          }
        })}
      </div>
      {drops.refused && (
        <p
          className="drop-why"
          role="status"
          style={{ left: drops.refused.left + 24, top: drops.refused.top + 4 }}
        >
          {drops.refused.why}
        </p>
      )}
      {menu && (
        <ContextMenu
          label={itemName(menu.item, say)}
          at={menu.at}
          choices={menuChoices(menu.item, say).map(({ label, command }) => ({
            label,
            onChoose: () => commands.send(command),
          }))}
          onClose={closeMenu}
        />
      )}
    </>
  );
}

/** A line that shows something when it is chosen. */
function isOpened({ kind }: TreeItem): boolean {
  return kind === 'folder' || kind === 'smart';
}
