import { useEffect } from 'react';
import type { Ticks } from '../../shared/contracts/menu-command.ts';
import { useTellFailure } from '../components/toasts.tsx';
import { askMain } from './ask-main.ts';
import { useServices } from './services.ts';
import { useLatest } from './use-latest.ts';

/** The ticks of the system's menu follow these choices of the window: main is told at first and of each change. */
export function useTicks(ticks: Ticks): void {
  const { bridge } = useServices();
  const tellFailure = useTellFailure();
  const tell = useLatest(() => askMain(bridge, 'menu.ticks', ticks).catch(tellFailure));
  const key = JSON.stringify(ticks);
  useEffect(() => void tell(), [tell, key]);
}
