import { useEffect } from 'react';
import type { VouchedFile } from '../../../../shared/contracts/main.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useLatest } from '../../../hooks/use-latest.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';
import { useDragging } from '../drag/drag-context.tsx';

/** Files that are dropped on the folders are mail that is to come in, except where they are this window's own. */
export function useDroppedMail(onFiles: (files: readonly VouchedFile[]) => void): void {
  const say = useSay();
  const { bridge } = useServices();
  const notify = useNotify();
  const { out } = useDragging();
  const tell = useLatest(onFiles);
  useEffect(() => {
    const isTaken = (event: DragEvent): event is DragEvent & { readonly dataTransfer: DataTransfer } =>
      !out.isOn() &&
      event.target instanceof Element &&
      event.target.closest('[data-pane="folders"]') !== null &&
      event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent) => {
      if (!isTaken(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      const files = isTaken(event) ? [...event.dataTransfer.files] : [];
      if (files.length === 0) return;
      event.preventDefault();
      void bridge.dropped(files).then((answer) => {
        if (!answer.ok) notify(sayTold(answer.failure, say));
        else if (answer.value.length > 0) tell(answer.value);
      });
    };
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', drop);
    };
  }, [bridge, notify, tell, out, say]);
}
