import { useState } from 'react';
import { ModuleSwitcher } from '../../../components/module-switcher.tsx';
import { Splitter } from '../../../components/splitter.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { isNumber, useStored } from '../../../hooks/use-stored.ts';
import { FolderRail } from './folder-rail.tsx';
import { FolderTree, type FolderTreeProps } from './folder-tree.tsx';
import { useSay } from '../../../hooks/use-say.ts';

const WIDTH = { initial: 236, min: 180, max: 400 } as const;

/** The folder tree at full width, or a rail from which it opens over the list. */
export function FolderPane({ wide, ...tree }: FolderTreeProps & { readonly wide: boolean }) {
  const say = useSay();
  const [width, setWidth] = useStored('tree-width', WIDTH.initial, isNumber);
  const [over, setOver] = useState(false);
  useCommand('back', () => setOver(false));
  if (wide) {
    return (
      <>
        <aside className="pane-folders" style={{ width }}>
          <FolderTree {...tree} />
          <ModuleSwitcher current="mail" />
        </aside>
        <Splitter label={say('Width of the folder pane')} value={width} {...WIDTH} onChange={setWidth} />
      </>
    );
  }
  const done = () => {
    setOver(false);
    tree.onDone();
  };
  return (
    <>
      <FolderRail
        folders={tree.folders}
        smart={tree.smart}
        selectedId={tree.selectedId}
        open={over}
        onOpen={() => setOver(!over)}
        onSelect={tree.onSelect}
      />
      {over && (
        <aside className="pane-folders" data-over="">
          <FolderTree {...tree} onDone={done} />
        </aside>
      )}
    </>
  );
}
