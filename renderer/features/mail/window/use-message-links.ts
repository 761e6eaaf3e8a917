import { useEffect } from 'react';
import { messageLink, readMessageLink } from '../../../../shared/mail/message-link.ts';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useCommand } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import { useLatest } from '../../../hooks/use-latest.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** Puts a link to the selected message on the clipboard. */
export function useCopyLink(selected: ReadonlySet<string>): void {
  const { reader } = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const say = useSay();
  const copy = async () => {
    const [id, ...more] = selected;
    if (id === undefined) return;
    if (more.length > 0) return notify(say('Several messages are selected. Nothing was copied. Select one.'));
    const row = await reader.message(id);
    if (!row) return;
    const { accountId, key, messageId } = row;
    await navigator.clipboard.writeText(messageLink({ accountId, name: messageId?.trim() || key }));
    notify(say('The link to the message is on the clipboard. It opens in Retinue on this computer.'));
  };
  useCommand('copy-link', () => void copy().catch(tellFailure));
}

/** Opens the messages of links that other programs gave to Retinue, also of the one that started it. */
export function useMessageLinks(): void {
  const { bridge, reader } = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const say = useSay();
  const follow = useLatest(async (url: string) => {
    const target = readMessageLink(url);
    if (!target) return notify(say('This link names no message in Retinue. Nothing was opened.'));
    const row = await reader.linked(target);
    if (row) await askMain(bridge, 'message.show', { id: row.id });
    else
      notify(
        say(
          'The message of this link is not on this computer. Nothing was opened. It may have been deleted, or belong to an account that Retinue does not have here.',
        ),
      );
  });
  useEffect(() => {
    const take = async () => {
      for (const url of await askMain(bridge, 'links.take', null)) await follow(url);
    };
    const start = () => void take().catch(tellFailure);
    start();
    return bridge.on('links.waiting', start);
  }, [bridge, tellFailure, follow]);
}
