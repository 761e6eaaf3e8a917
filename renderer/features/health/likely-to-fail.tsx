import { type LargeMessage, likelyToFail } from '../../../shared/health/likely-to-fail.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { formatBytes } from '../../components/format/numbers.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useSay } from '../../hooks/use-say.ts';

/** The largest messages that nobody has opened, where something says that the server will fail at them. */
export function LikelyToFail({
  messages,
  limitBytes,
}: {
  readonly messages: readonly LargeMessage[];
  readonly limitBytes: number | null;
}) {
  const say = useSay();
  const rows = likelyToFail(messages, limitBytes);
  return (
    <section className="health-spots" aria-label={say('Largest messages likely to fail next')}>
      <header className="health-bar">
        <h2>{say('Largest messages likely to fail next')}</h2>
        <span className="meta">{say('not opened yet; none is fetched by itself')}</span>
      </header>
      {rows.length === 0 ? (
        <p className="meta">{say('Nothing that is known of this server speaks against a message.')}</p>
      ) : (
        // Scrolled by keys as well.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="health-table" tabIndex={0} role="region" aria-label={say('Messages likely to fail')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('Message')}</th>
                <th scope="col">{say('Folder')}</th>
                <th scope="col" className="number">
                  {say('Size')}
                </th>
                <th scope="col">{say('Why it is risky')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ message, subject, folder, bytes, why }) => (
                <tr key={message}>
                  <td className="cut">
                    <Isolated text={subject || say('No subject')} />
                  </td>
                  <td className="cut">
                    <Isolated text={folder} />
                  </td>
                  <td className="number">{formatBytes(bytes)}</td>
                  <td>{sayTold(why, say)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
