import { useState } from 'react';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { PrintDialog, type PrintWish } from './print-dialog.tsx';

/** More than these at once are a book; they would have to be in memory together. */
const MOST = 200;

/** Print… and Save as PDF… of the selected messages: shows first what it will look like. */
export function PrintMail({ selected }: { readonly selected: ReadonlySet<string> }) {
  const { reader } = useServices();
  const notify = useNotify();
  const say = useSay();
  const [wish, setWish] = useState<PrintWish | null>(null);
  const ask = async (way: PrintWish['way']) => {
    const messageIds = await reader.meant([...selected]);
    const [first] = selected;
    if (first === undefined || messageIds.length === 0) return;
    const conversation = selected.size === 1 ? (await reader.thread(first)).map(({ row }) => row.id) : [];
    if (Math.max(messageIds.length, conversation.length) > MOST) {
      return notify(
        say('Retinue prints at most {most} messages at once. Nothing was printed. Select fewer.', {
          most: MOST,
        }),
      );
    }
    setWish({ way, first, messageIds, conversation });
  };
  const tell = useTellFailure();
  useCommand('print', () => void ask('paper').catch(tell));
  useCommand('save-pdf', () => void ask('pdf').catch(tell));
  return wish && <PrintDialog wish={wish} onClose={() => setWish(null)} />;
}
