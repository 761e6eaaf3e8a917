import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Say } from '../../../shared/language/say.ts';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';

type Wanted = { readonly what: 'eml' } | { readonly what: 'bundle'; readonly report: string };

/** Saves a message, or what is known of it, where its person says; what went wrong is shown. */
export function useSaveOutgoing(): (row: OutgoingView, wanted: Wanted) => void {
  const { bridge, engine } = useServices();
  const notify = useNotify();
  const tell = useTellFailure();
  const say = useSay();
  const save = async (row: OutgoingView, wanted: Wanted) => {
    const { fileId } = await engine.call('outgoing.export', {
      id: row.id,
      ...(wanted.what === 'bundle' ? { ...wanted, version: bridge.versions.app } : wanted),
    });
    try {
      const saved = await askMain(bridge, 'attachment.save', { fileId, name: nameOf(row, wanted, say) });
      if (saved) notify(say('Saved as {path}', { path: saved.path }));
    } finally {
      await engine.call('file.forget', { fileId });
    }
  };
  return (row, wanted) => void save(row, wanted).catch(tell);
}

/** A bundle says nothing of its message, so neither does its name. */
function nameOf({ id, subject }: OutgoingView, { what }: Wanted, say: Say): string {
  if (what === 'bundle') return `retinue-${id.slice(0, 8)}.zip`;
  return `${subject.replace(/[^\P{C}]/gu, '').slice(0, 80) || say('message')}.eml`;
}
