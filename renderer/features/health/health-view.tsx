import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { RequestLog } from './request-log.tsx';
import { ServerFacts } from './server-facts.tsx';
import { ServerList } from './server-list.tsx';
import { useHealth } from './use-health.ts';

/** How every server is, and what was asked of it. */
export function HealthView({ onClose }: { readonly onClose: () => void }) {
  const { requests, servers, failure } = useHealth();
  const [chosen, setChosen] = useState<string | null>(null);
  const server = servers.find(({ origin }) => origin === chosen) ?? servers[0];
  return (
    <section className="health" aria-label="Server health">
      <ServerList servers={servers} chosen={server?.origin ?? null} onChoose={setChosen} />
      <div className="health-main">
        <div className="health-close">
          <Button kind="icon" icon={X} label="Close (Escape)" onPress={onClose} />
        </div>
        {failure && <p className="health-failure">{failure.sentence}</p>}
        {server ? (
          <>
            <ServerFacts server={server} />
            <RequestLog
              key={server.origin}
              requests={requests.filter(({ origin }) => origin === server.origin)}
            />
          </>
        ) : (
          <p className="empty">No server was asked since Retinue started.</p>
        )}
        <footer className="meta health-foot">Kept until Retinue quits. No message text, no passwords.</footer>
      </div>
    </section>
  );
}
