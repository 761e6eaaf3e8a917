import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { Button } from '../../components/button.tsx';
import { useTip } from '../../hooks/use-key-of.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { AccountStateRow } from '../../store/tables.ts';
import { tallyOf } from './health-words.ts';
import { FailingItems } from './failing-items.tsx';
import { HeavyMessages } from './heavy-messages.tsx';
import { accountsOn, placesOf, senderOf } from './places.ts';
import { SendingActions } from './sending-actions.tsx';
import { RequestLog } from './request-log.tsx';
import { ServerActions } from './server-actions.tsx';
import { ServerFacts } from './server-facts.tsx';
import { ServerList } from './server-list.tsx';
import { useHealth } from './use-health.ts';

/** How every server is, and what was asked of it. */
export function HealthView({
  accounts,
  states,
  errors,
  onClose,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly states: ReadonlyMap<string, AccountStateRow>;
  /** The error log, which stands beside the requests. */
  readonly errors: ReactNode;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const tip = useTip();
  const { requests, servers, limitOf, failure } = useHealth(placesOf(accounts, states, say));
  const view = useRef<HTMLElement>(null);
  useFocusInside(view);
  const [chosen, setChosen] = useState<string | null>(null);
  const server = servers.find(({ origin }) => origin === chosen) ?? servers[0];
  const own = requests.filter(({ origin }) => origin === server?.origin);
  return (
    <section className="health" aria-label={say('Server health')} ref={view} tabIndex={-1}>
      <ServerList servers={servers} chosen={server?.origin ?? null} onChoose={setChosen} />
      <div className="health-main">
        <div className="health-close">
          <Button kind="icon" icon={X} label={tip(say('Close'), 'back')} onPress={onClose} />
        </div>
        {failure && <p className="health-failure">{sayTold(failure, say)}</p>}
        {server ? (
          <>
            <ServerFacts server={server} limitBytes={limitOf(server.origin)}>
              <SendingActions
                key={`sending ${server.origin}`}
                account={accounts.find((each) => senderOf(each) === server.origin) ?? null}
              />
              <ServerActions
                key={server.origin}
                server={server}
                accountId={accountsOn(accounts, server.origin)[0]?.id ?? null}
              />
            </ServerFacts>
            <HeavyMessages
              accountIds={accountsOn(accounts, server.origin).map(({ id }) => id)}
              requests={own}
              limitBytes={limitOf(server.origin)}
              isPaused={server.isPaused}
            />
            <FailingItems requests={own} />
            <div className="health-logs">
              <RequestLog key={server.origin} requests={own} />
              {errors}
            </div>
          </>
        ) : (
          <p className="empty">{say('No server was asked in the last days.')}</p>
        )}
        <footer className="meta health-foot">
          <ul>
            {tallyOf(servers, say).map(({ state, words }) => (
              <li key={state}>
                <span className="circuit-mark" data-state={state} aria-hidden="true" /> {words}
              </li>
            ))}
          </ul>
          <span>{say('Log keeps 7 days, no message text, no passwords')}</span>
        </footer>
      </div>
    </section>
  );
}

/** The view takes the focus, because what it covers cannot keep it, and gives it back when it closes. */
function useFocusInside(view: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    view.current?.focus();
    return () => {
      // The panes can be reached again only after this change of the page.
      requestAnimationFrame(() => before instanceof HTMLElement && before.isConnected && before.focus());
    };
  }, [view]);
}
