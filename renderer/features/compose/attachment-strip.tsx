import { FileText, TriangleAlert, X } from 'lucide-react';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { base64Length, encodedSize } from '../../../shared/mail/compose/encoded-size.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes } from '../../components/format/numbers.ts';
import { splitName } from '../../components/format/text.ts';
import { Icon } from '../../components/icon.tsx';
import { useSay } from '../../hooks/use-say.ts';

/** What goes along, and what becomes of it on the way; where the server is known to refuse that, what can be done. */
export function AttachmentStrip({
  draft,
  over,
  onRemove,
  onTryAnyway,
}: {
  readonly draft: Draft;
  /** The limit that the message is over, or null. */
  readonly over: number | null;
  readonly onRemove: (id: string) => void;
  readonly onTryAnyway: () => void;
}) {
  const say = useSay();
  const attachments = draft.attachments.filter(({ contentId }) => contentId === null);
  if (attachments.length === 0 && over === null) return null;
  const bytes = draft.attachments.reduce((sum, { size }) => sum + size, 0);
  const largest = attachments.reduce((a, b) => (b.size > (a?.size ?? 0) ? b : a), attachments[0]);
  const journey = say('{size} of files become {encoded} in transit.', {
    size: formatBytes(bytes),
    encoded: formatBytes(encodedSize(draft)),
  });
  return (
    <section className="compose-files" aria-label={say('Attachments')}>
      <ul>
        {attachments.map(({ id, name, size }) => {
          const isOver = over !== null && base64Length(size) > over;
          const { start, end } = splitName(name);
          return (
            <li key={id} data-over={isOver ? '' : undefined}>
              <Icon of={isOver ? TriangleAlert : FileText} />
              <span className="compose-file">
                <bdi className="compose-file-name" title={name}>
                  <span className="cut">{start}</span>
                  {end}
                </bdi>
                <span className="meta">
                  {isOver
                    ? say('{size}, over the limit alone', { size: formatBytes(size) })
                    : formatBytes(size)}
                </span>
              </span>
              <Button
                kind="icon"
                icon={X}
                label={say('Remove {name}', { name })}
                onPress={() => onRemove(id)}
              />
            </li>
          );
        })}
      </ul>
      {over === null ? (
        <p>{journey}</p>
      ) : (
        <div className="compose-over" role="status">
          <Icon of={TriangleAlert} />
          <div>
            <p>
              <strong>
                {say('Too large for this server. It would be refused, so it will not be uploaded.')}
              </strong>
            </p>
            <p>
              {journey}{' '}
              {say('The server refused a message of {size} before.', { size: formatBytes(over + 1) })}
            </p>
            <p>
              {largest && (
                <Button
                  kind="outline"
                  label={say('Remove {name}', { name: largest.name })}
                  onPress={() => onRemove(largest.id)}
                />
              )}
              <Button kind="link" label={say('Try anyway')} onPress={onTryAnyway} />
            </p>
          </div>
        </div>
      )}
    </section>
  );
}
