import { useEffect } from 'react';
import type { RELAYED } from '../../shared/contracts/main.ts';
import type { MenuCommand } from '../../shared/contracts/menu-command.ts';
import type { KeyCommand } from '../../shared/keys/key-commands.ts';
import { useServices } from './services.ts';
import { useLatest } from './use-latest.ts';

/** The Outbox: it is shown; and what is done to the message that is selected in it. */
type OutboxCommand = 'outbox' | 'verify-now' | 'what-happened';

/**
 * Commands with something behind a space: what all mail is searched for, the `mailto:` link that is written to, name and
 * address (as JSON) of whom the address book gets, where the menu of a flag opens, the account that gets a folder at its
 * top.
 */
type CommandWith = (typeof RELAYED)[number] | 'flag-menu' | 'new-folder-at';

/** What keys, menus and buttons ask for. Whoever can do it listens; a command that nobody listens to does nothing. */
export type Command =
  | MenuCommand
  | KeyCommand
  | 'rename-search'
  | 'delete-search'
  | `${CommandWith} ${string}`
  | OutboxCommand;

export interface CommandBus {
  send(command: Command): void;
  /** Returns a function that stops listening. */
  listen(listener: (command: Command) => void): () => void;
}

/** Makes a bus; it holds nothing but its listeners. */
export function createCommandBus(): CommandBus {
  const listeners = new Set<(command: Command) => void>();
  return {
    send(command) {
      for (const listener of listeners) listener(command);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What is done to messages or to the text of one: nothing for a list that is not to be seen. */
const OF_MESSAGES: ReadonlySet<Command> = new Set([
  'reply',
  'reply-all',
  'forward',
  'mark-read',
  'mark-unread',
  'flag',
  'follow-today',
  'follow-tomorrow',
  'follow-this-week',
  'follow-next-week',
  'follow-no-date',
  'follow-up',
  'complete',
  'clear-flag',
  'categories',
  'delete',
  'delete-for-good',
  'move-to',
  'archive',
  'junk',
  'next-unread',
  'source',
  'plain-text',
  'load-images',
  'show-as-sent',
]);

/** The bus as a part of the window hears it: while it is covered, keys and menus do nothing to its messages. */
export function coverable(bus: CommandBus, isCovered: () => boolean): CommandBus {
  return {
    send: (command) => bus.send(command),
    listen: (listener) =>
      bus.listen((command) => {
        if (!(OF_MESSAGES.has(command) && isCovered())) listener(command);
      }),
  };
}

/** Runs the newest `action` whenever `command` is sent: it acts on what is on the screen at that moment. */
export function useCommand(command: Command, action: () => void): void {
  const { commands } = useServices();
  const act = useLatest(action);
  useEffect(
    () =>
      commands.listen((sent) => {
        if (sent === command) act();
      }),
    [commands, command, act],
  );
}

/** Runs the newest `action` with what stands behind `command`, whenever somebody sends it. */
export function useCommandWith(command: CommandWith, action: (text: string) => void): void {
  const { commands } = useServices();
  const act = useLatest(action);
  useEffect(
    () =>
      commands.listen((sent) => {
        if (sent.startsWith(`${command} `)) act(sent.slice(command.length + 1));
      }),
    [commands, command, act],
  );
}
