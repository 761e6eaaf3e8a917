import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { harOf } from '../../../shared/health/har.ts';
import { isFault, type RequestFacts } from '../../../shared/health/request.ts';
import { readRequestFilter } from '../../../shared/health/request-filter.ts';
import { Button } from '../../components/button.tsx';
import { formatCount } from '../../components/format/numbers.ts';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useSay } from '../../hooks/use-say.ts';
import { RequestTable } from './request-table.tsx';

/** Slower than this is worth a look. */
const SLOW_MS = 5000;

/** The requests of one server with their filter, as they come or held still, and as an archive. */
export function RequestLog({ requests }: { readonly requests: readonly RequestFacts[] }) {
  const say = useSay();
  const [text, setText] = useState('');
  const [only, setOnly] = useState<'errors' | 'slow' | null>(null);
  const [held, setHeld] = useState<readonly RequestFacts[] | null>(null);
  const save = useSaveHar();
  const all = held ?? requests;
  const now = useNow(60_000);
  const filter = useMemo(() => readRequestFilter(text, now), [text, now]);
  const shown = all
    .filter(filter.matches)
    .filter((each) => only === null || (only === 'errors' ? isFault(each) : each.ms > SLOW_MS));
  const waiting = requests.length - all.length;
  const toggle = (which: 'errors' | 'slow') => setOnly(only === which ? null : which);
  return (
    <section className="health-log" aria-label={say('Request log')}>
      <div className="health-bar">
        <h2>{say('Request log')}</h2>
        <span className="meta" role="status">
          {shown.length === all.length
            ? formatCount(all.length)
            : say('{shown, number} of {all, number}', { shown: shown.length, all: all.length })}
        </span>
        <input
          className="input"
          type="search"
          value={text}
          placeholder="status:5xx method:MOVE"
          aria-label={say('Filter requests')}
          aria-describedby={filter.unread.length > 0 ? 'health-unread' : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button label={say('Errors')} pressed={only === 'errors'} onPress={() => toggle('errors')} />
        <Button
          label={say('Slow')}
          tip={say('Longer than 5 s')}
          pressed={only === 'slow'}
          onPress={() => toggle('slow')}
        />
        <Button
          label={say('Live')}
          pressed={held === null}
          onPress={() => setHeld(held === null ? requests : null)}
        />
        {waiting > 0 && held !== null && (
          <Button
            label={say('New rows: {count, number}', { count: waiting })}
            kind="link"
            onPress={() => setHeld(requests)}
          />
        )}
        <Button
          kind="outline"
          icon={Download}
          label={say('Export HAR…')}
          disabled={shown.length === 0}
          onPress={() => save(shown)}
        />
      </div>
      {filter.unread.length > 0 && (
        <p className="meta" id="health-unread">
          {say('Not understood, so not used: {words}', { words: filter.unread.join(' ') })}
        </p>
      )}
      {all.length === 0 ? (
        <p className="empty">{say('No requests yet.')}</p>
      ) : (
        <RequestTable requests={shown} />
      )}
    </section>
  );
}

function useSaveHar() {
  const { bridge } = useServices();
  const notify = useNotify();
  const tell = useTellFailure();
  const say = useSay();
  return (requests: readonly RequestFacts[]) => {
    const archive = harOf(requests.toReversed(), bridge.versions.app);
    askMain(bridge, 'text.save', { name: 'retinue.har', text: `${JSON.stringify(archive, null, 2)}\n` }).then(
      (saved) => {
        if (saved)
          notify(
            say('Saved as {path}. It holds no passwords, cookies or message text.', { path: saved.path }),
          );
      },
      tell,
    );
  };
}
