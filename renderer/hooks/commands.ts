import { useEffect } from 'react';
import type { MenuCommand } from '../../shared/contracts/main.ts';
import type { KeyCommand } from '../../shared/keys/key-commands.ts';
import { useServices } from './services.ts';
import { useLatest } from './use-latest.ts';

/** The Outbox: it is shown; and what is done to the message that is selected in it. */
type OutboxCommand = 'outbox' | 'verify-now' | 'what-happened';

/** What keys, menus and buttons ask for. Whoever can do it listens; a command that nobody listens to does nothing. */
export type Command = MenuCommand | KeyCommand | 'rename-search' | 'delete-search' | OutboxCommand;

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
