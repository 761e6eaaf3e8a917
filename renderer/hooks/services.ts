import { createContext, useContext } from 'react';
import type { EngineContract } from '../../shared/contracts/engine.ts';
import type { Bridge } from '../../shared/contracts/main.ts';
import { fail } from '../../shared/errors.ts';
import type { Caller } from '../../shared/rpc/caller.ts';
import type { Reader } from '../store/reader.ts';
import type { CommandBus } from './commands.ts';

/** What the window stands on; made once in main.tsx and handed down, so that a test can hand down its own. */
export interface Services {
  readonly bridge: Bridge;
  readonly engine: Caller<EngineContract>;
  readonly reader: Reader;
  readonly commands: CommandBus;
  readonly now: () => number;
}

const Context = createContext<Services | null>(null);

export const ServicesProvider = Context.Provider;

/** The services; throws where no provider stands above. */
export function useServices(): Services {
  const services = useContext(Context);
  if (!services) throw fail('bug', 'A part of the window was shown without its services.');
  return services;
}

/** Only the command bus. */
export function useCommands(): CommandBus {
  return useServices().commands;
}
