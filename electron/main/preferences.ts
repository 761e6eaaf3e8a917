import path from 'node:path';
import { app, session, type BrowserWindow } from 'electron';
import { toFailure } from '../../shared/errors.ts';
import { keysInForce } from '../../shared/keys/key-settings.ts';
import { systemAccent } from './system-accent.ts';
import { createLook, steppedSize } from './look.ts';
import { type MenuOptions, setMenu } from './menu.ts';
import type { KeptSettings } from './settings.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import {
  NO_START_AT_LOGIN,
  startByAutostart,
  startByLoginItems,
  type StartAtLogin,
} from './start-at-login.ts';
import { type Told } from '../../shared/language/told.ts';

/** What follows the settings: look, spelling and the keys of the menu. */
export interface Preferences {
  readonly spelling: Spelling;
  readonly login: StartAtLogin;
  /** Text of the chosen size in this window. */
  readonly follow: (window: BrowserWindow) => void;
  /** Sets the menu, now and whenever the keys change; gives what it is made of now. */
  readonly keepMenu: (options: Omit<MenuOptions, 'keys' | 'textSize'>) => () => MenuOptions;
}

/** Puts the settings into effect, now and after each change. */
export function startPreferences(settings: KeptSettings, onProblem: (problem: Told) => void): Preferences {
  const look = createLook(settings.now(), systemAccent(process.platform), (thrown) =>
    onProblem(toFailure(thrown)),
  );
  const spelling = createSpelling(
    session.defaultSession,
    process.platform,
    app.getPreferredSystemLanguages(),
  );
  spelling.apply(settings.now());
  settings.onChange((now) => {
    look.apply(now);
    spelling.apply(now);
  });
  const textSize = (by: -1 | 0 | 1) =>
    void settings
      .change({ textSize: steppedSize(settings.now().textSize, by) })
      .catch((thrown: unknown) => onProblem(toFailure(thrown)));
  return {
    spelling,
    login: startAtLogin(),
    follow: look.follow,
    keepMenu(options) {
      const full = (): MenuOptions => ({
        ...options,
        textSize,
        keys: keysInForce(settings.now().keys, options.isMac),
      });
      const set = () => setMenu(full());
      let shown = settings.now().keys;
      set();
      settings.onChange(({ keys }) => {
        if (keys === shown) return;
        shown = keys;
        set();
      });
      return full;
    },
  };
}

function startAtLogin(): StartAtLogin {
  if (!app.isPackaged) return NO_START_AT_LOGIN;
  if (process.platform !== 'linux') return startByLoginItems(app);
  const config = process.env['XDG_CONFIG_HOME'] || path.join(app.getPath('home'), '.config');
  // An AppImage runs from a place that is gone after it; it names its file.
  return startByAutostart(config, process.env['APPIMAGE'] ?? process.execPath);
}
