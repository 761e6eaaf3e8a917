import { PanelLeft } from 'lucide-react';
import { ModuleSwitcher } from '../../../components/module-switcher.tsx';
import { Button } from '../../../components/button.tsx';
import type { FolderRow } from '../../../store/tables.ts';
import { folderIcon } from './folder-icon.ts';
import { countOf, folderLabel, type SmartFolder, smartLabel } from './tree-model.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** The folder pane of a narrow window: the Inboxes, and a button that opens the whole tree over the list. */
export function FolderRail({
  folders,
  smart,
  selectedId,
  open,
  onOpen,
  onSelect,
}: {
  readonly folders: readonly FolderRow[];
  readonly smart: readonly SmartFolder[];
  readonly selectedId: string | null;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onSelect: (folderId: string) => void;
}) {
  const say = useSay();
  const shown = folders.filter(({ role, id }) => role === 'inbox' || id === selectedId);
  return (
    <nav className="rail" aria-label={say('Folders')}>
      <Button kind="icon" icon={PanelLeft} label={say('Show all folders')} pressed={open} onPress={onOpen} />
      {smart.map((folder) => (
        <Button
          key={folder.id}
          kind="icon"
          icon={folder.icon}
          label={smartLabel(folder, say)}
          current={folder.id === selectedId}
          onPress={() => onSelect(folder.id)}
        >
          {folder.count > 0 && <span className="rail-count">{Math.min(folder.count, 9999)}</span>}
        </Button>
      ))}
      {shown.map((folder) => (
        <Button
          key={folder.id}
          kind="icon"
          icon={folderIcon(folder.role)}
          label={folderLabel(folder, say)}
          current={folder.id === selectedId}
          onPress={() => onSelect(folder.id)}
        >
          {countOf(folder) > 0 && <span className="rail-count">{Math.min(countOf(folder), 9999)}</span>}
        </Button>
      ))}
      <ModuleSwitcher current="mail" narrow />
    </nav>
  );
}
