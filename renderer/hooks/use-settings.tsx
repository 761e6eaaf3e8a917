import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type KeysInForce, keysInForce } from '../../shared/keys/key-settings.ts';
import { type Settings, type SettingsChange, USUAL_SETTINGS } from '../../shared/settings/settings.ts';
import { useTellFailure } from '../components/toasts.tsx';
import { askMain } from './ask-main.ts';
import { useServices } from './services.ts';

/** As usual until main has answered. */
const Context = createContext<Settings>(USUAL_SETTINGS);

/** What the person chose in Settings; it changes by itself when it is changed anywhere. */
export function useSettings(): Settings {
  return useContext(Context);
}

/** Found once for all who ask: every row of a list names a key. */
const Keys = createContext<KeysInForce>(keysInForce(USUAL_SETTINGS.keys, false));

/** Which keys do what, as the person chose it. */
export function useKeysInForce(): KeysInForce {
  return useContext(Keys);
}

/** Changes some of the settings, at once; a refusal is told in a toast and changes nothing. */
export function useChangeSettings(): (some: SettingsChange) => void {
  const { bridge } = useServices();
  const tell = useTellFailure();
  return (some) => void askMain(bridge, 'settings.set', some).catch(tell);
}

/** Asks main for the settings and follows them. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const { bridge } = useServices();
  const tell = useTellFailure();
  const [settings, setSettings] = useState(USUAL_SETTINGS);
  useEffect(() => {
    askMain(bridge, 'settings.get', null).then(setSettings, tell);
    return bridge.on('settings.changed', setSettings);
  }, [bridge, tell]);
  const keys = useMemo(
    () => keysInForce(settings.keys, bridge.platform === 'darwin'),
    [settings.keys, bridge.platform],
  );
  return (
    <Context value={settings}>
      <Keys value={keys}>{children}</Keys>
    </Context>
  );
}
