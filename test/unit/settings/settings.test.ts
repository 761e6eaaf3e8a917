import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from '../../../electron/main/settings.ts';
import { createSpelling, languagesToCheck } from '../../../electron/main/spelling.ts';
import { autostartEntry, startByAutostart } from '../../../electron/main/start-at-login.ts';
import { storedJson } from '../../../electron/main/stored-json.ts';
import { clockOf, minuteOf, quietForMs } from '../../../shared/settings/quiet-hours.ts';
import { settingsSchema, USUAL_SETTINGS } from '../../../shared/settings/settings.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('settings on disk', () => {
  const file = () => path.join(folder, 'settings.json');
  const open = (problems: string[] = []) =>
    openSettings(
      storedJson(file(), settingsSchema, () => 7),
      ({ sentence }) => void problems.push(sentence),
    );

  it('are as usual at first, and kept when they are changed', async () => {
    const settings = await open();
    const told: string[] = [];
    settings.onChange(({ theme }) => void told.push(theme));
    expect(settings.now()).toEqual(USUAL_SETTINGS);
    await Promise.all([settings.change({ theme: 'dark' }), settings.change({ textSize: 150 })]);
    expect(told).toEqual(['dark', 'dark']);
    expect((await open()).now()).toEqual({ ...USUAL_SETTINGS, theme: 'dark', textSize: 150 });
  });

  it('of an earlier version lack nothing', async () => {
    await writeFile(file(), '{"theme":"light"}');
    expect((await open()).now()).toEqual({ ...USUAL_SETTINGS, theme: 'light' });
  });

  it('that cannot be read are kept aside and told', async () => {
    await writeFile(file(), '{"theme":"pink"}');
    const problems: string[] = [];
    expect((await open(problems)).now()).toEqual(USUAL_SETTINGS);
    expect(problems).toHaveLength(1);
    expect(await readFile(`${file()}.unreadable-7`, 'utf8')).toContain('pink');
  });

  it('that cannot be written do not hold', async () => {
    const failing = {
      read: async () => ({ value: null, problem: null }),
      write: () => Promise.reject(new Error('full')),
    };
    const settings = await openSettings(failing, () => {});
    await expect(settings.change({ theme: 'dark' })).rejects.toThrow('full');
    expect(settings.now().theme).toBe('system');
  });
});

describe('quiet hours', () => {
  it('go over midnight, and are none where they begin and end at once', () => {
    const night = { on: true, from: 22 * 60, to: 7 * 60 };
    expect(quietForMs(night, 21 * 60 + 59)).toBe(0);
    expect(quietForMs(night, 22 * 60)).toBe(9 * 3_600_000);
    expect(quietForMs(night, 6 * 60 + 59)).toBe(60_000);
    expect(quietForMs(night, 7 * 60)).toBe(0);
    expect(quietForMs({ ...night, on: false }, 23 * 60)).toBe(0);
    expect(quietForMs({ on: true, from: 60, to: 60 }, 60)).toBe(0);
  });

  it('are written as a time field has them', () => {
    expect(clockOf(425)).toBe('07:05');
    expect(minuteOf('07:05')).toBe(425);
    expect([minuteOf(''), minuteOf('24:00'), minuteOf('12:60')]).toEqual([null, null, null]);
  });
});

describe('spelling', () => {
  const session = (available: readonly string[]) => {
    const done: string[] = [];
    return {
      done,
      availableSpellCheckerLanguages: available,
      setSpellCheckerLanguages: (languages: string[]) => void done.push(`languages ${languages.join(' ')}`),
      setSpellCheckerEnabled: (on: boolean) => void done.push(on ? 'on' : 'off'),
    };
  };
  const nothing = { spelling: null, spellingLanguages: [] };

  it('is off where it would fetch dictionaries, until its person turns it on', () => {
    const fake = session(['en-GB', 'nb', 'de']);
    const spelling = createSpelling(fake, 'linux', ['nb-NO', 'en-GB']);
    spelling.apply(nothing);
    expect(fake.done).toEqual(['off', 'languages ']);
    expect(spelling.facts(nothing)).toMatchObject({
      on: false,
      fetchesFrom: expect.stringContaining('gvt1.com'),
    });
    spelling.apply({ ...nothing, spelling: true });
    expect(fake.done.slice(2)).toEqual(['languages nb', 'on']);
  });

  it('is the system’s on macOS', () => {
    const fake = session([]);
    const spelling = createSpelling(fake, 'darwin', ['en-GB']);
    spelling.apply(nothing);
    expect(fake.done).toEqual(['on']);
    expect(spelling.facts(nothing)).toEqual({ on: true, languages: [], chosen: [], fetchesFrom: null });
  });

  it('checks what was chosen, as far as there are dictionaries', () => {
    expect(languagesToCheck(['en', 'de'], ['de', 'tlh'], ['en'])).toEqual(['de']);
    expect(languagesToCheck(['en', 'de'], ['tlh'], ['fr-FR', 'en-US'])).toEqual(['en']);
    expect(languagesToCheck(['en'], [], ['ja'])).toEqual([]);
  });
});

describe('starting with the computer, on Linux', () => {
  it('is an entry that can be taken away again, also by the desktop', async () => {
    const login = startByAutostart(folder, '/opt/Retinue/retinue');
    expect(await login.get()).toBe(false);
    await login.set(true);
    expect(await login.get()).toBe(true);
    const file = path.join(folder, 'autostart/retinue.desktop');
    const text = await readFile(file, 'utf8');
    expect(text).toContain('\nExec="/opt/Retinue/retinue"\n');
    await writeFile(file, `${text}Hidden=true\n`);
    expect(await login.get()).toBe(false);
    await login.set(false);
    expect(await login.get()).toBe(false);
  });

  it('quotes the program', () => {
    expect(autostartEntry('/home/a $b/50%/Retinue')).toContain('Exec="/home/a \\\\$b/50%%/Retinue"');
  });
});
