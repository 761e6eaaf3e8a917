import { useMemo, useState } from 'react';
import { toFailure } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { Button } from '../../../components/button.tsx';
import { Choices } from '../../../components/choices.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { useNotify } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { type PrintChoices, printDocument, printTitle } from './print-document.ts';
import { usePrinted } from './use-printed.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** What the person asked to print. */
export interface PrintWish {
  readonly way: 'paper' | 'pdf';
  /** The message that is selected, the first of several. */
  readonly first: string;
  /** All that is meant by the selection. */
  readonly messageIds: readonly string[];
  /** The whole conversation of a single message; empty where several are selected. */
  readonly conversation: readonly string[];
}

type Range = 'one' | 'selection' | 'conversation';

/** Choices on the one side, the sheets as they will be on the other. */
export function PrintDialog({ wish, onClose }: { readonly wish: PrintWish; readonly onClose: () => void }) {
  const { bridge } = useServices();
  const notify = useNotify();
  const say = useSay();
  const ranges = rangesOf(wish, say);
  const [range, setRange] = useState<Range>(wish.messageIds.length > 1 ? 'selection' : 'one');
  const [choices, setChoices] = useState<PrintChoices>({ headers: 'short', quotes: 'all' });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { done, total } = usePrinted(ranges.find(({ key }) => key === range)?.messageIds ?? [wish.first]);
  const ready = done.length === total;
  const html = useMemo(() => (ready ? printDocument(done, choices, say) : null), [ready, done, choices, say]);

  const put = async (way: PrintWish['way'], page: string) => {
    if (way === 'paper') return (await askMain(bridge, 'paper.print', { html: page })) && onClose();
    const saved = await askMain(bridge, 'paper.pdf', { html: page, name: fileName(printTitle(done, say)) });
    if (!saved) return;
    notify(say('Saved as {path}.', { path: saved.path }));
    onClose();
  };
  const press = (way: PrintWish['way']) => {
    if (html === null) return;
    setBusy(true);
    setFailure(null);
    put(way, html)
      .catch((thrown: unknown) => setFailure(sayTold(toFailure(thrown), say)))
      .finally(() => setBusy(false));
  };
  const button = (way: PrintWish['way'], label: string) => (
    <Button
      kind={way === wish.way ? 'primary' : 'outline'}
      label={label}
      disabled={html === null || busy}
      onPress={() => press(way)}
    />
  );
  return (
    <Dialog label={say('Print')} wide onClose={onClose}>
      <div className="print">
        <div className="print-choices">
          <h2 className="heading">{say('Print')}</h2>
          {ranges.length > 1 && (
            <Choices
              label={say('What')}
              chosen={range}
              choices={ranges}
              onChoose={(key) => setRange(ranges.find((each) => each.key === key)?.key ?? range)}
            />
          )}
          <Choices
            label={say('Headers')}
            chosen={choices.headers}
            choices={headerWords(say)}
            onChoose={(key) =>
              setChoices({
                ...choices,
                headers: headerWords(say).find((each) => each.key === key)?.key ?? 'short',
              })
            }
          />
          <Choices
            label={say('Quoted text')}
            chosen={choices.quotes}
            choices={quoteWords(say)}
            onChoose={(key) => setChoices({ ...choices, quotes: key === 'folded' ? 'folded' : 'all' })}
          />
          {failure !== null && <p role="alert">{failure}</p>}
          <p className="meta">
            {say('Nothing is fetched from senders. A picture that is not here is printed as an outline.')}
          </p>
        </div>
        <Preview html={html} done={done.length} total={total} />
        <div className="dialog-foot">
          <Button kind="outline" label={say('Close')} onPress={onClose} />
          {button('pdf', say('Save as PDF…'))}
          {button('paper', say('Print…'))}
        </div>
      </div>
    </Dialog>
  );
}

function Preview({
  html,
  done,
  total,
}: {
  readonly html: string | null;
  readonly done: number;
  readonly total: number | null;
}) {
  const say = useSay();
  if (html !== null) {
    return <iframe key={html} className="print-preview" title={say('Preview')} sandbox="" srcDoc={html} />;
  }
  const words =
    total === null
      ? say('The messages are looked up.')
      : say('{done, number} of {total, number} messages are ready.', { done, total });
  return (
    <div className="print-preview print-wait">
      <p role="status">{words}</p>
      <ProgressBar done={done} total={total} text={words} />
    </div>
  );
}

function rangesOf({ first, messageIds, conversation }: PrintWish, say: Say) {
  const one = { key: 'one' as Range, label: say('This message'), messageIds: [first] };
  const selection = {
    key: 'selection' as Range,
    label: say('The {count, number} selected messages', { count: messageIds.length }),
    messageIds,
  };
  const all = {
    key: 'conversation' as Range,
    label: say('The whole conversation, {count, number} messages', { count: conversation.length }),
    messageIds: conversation,
  };
  return [
    ...(conversation.length > 0 || messageIds.length === 1 ? [one] : []),
    ...(messageIds.length > 1 ? [selection] : []),
    ...(conversation.length > 1 && conversation.length !== messageIds.length ? [all] : []),
  ];
}

function headerWords(say: Say) {
  return [
    { key: 'short', label: say('Short: who, when, about what') },
    { key: 'full', label: say('Full') },
    { key: 'none', label: say('None') },
  ] as const;
}

function quoteWords(say: Say) {
  return [
    { key: 'all', label: say('As in the message') },
    { key: 'folded', label: say('Left out') },
  ] as const;
}

/** A name for a file from a subject: main cleans it again. */
function fileName(title: string): string {
  return title.replace(/\p{Cc}/gu, ' ').slice(0, 120);
}
