import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { chosenLanguage } from '../../../electron/main/chosen-language.ts';
import { localeOf } from '../../../renderer/language.ts';
import { languageFor, pageLanguage, sayIn } from '../../../shared/language/languages.ts';

it('a locale of the system leads to a language that Retinue speaks, else to English', () => {
  const of = Object.fromEntries(
    ['he-IL', 'iw', 'ja', 'ja_JP', 'en-GB', 'de', '', 'c'].map((each) => [each, languageFor(each)]),
  );
  expect(of).toEqual({
    'he-IL': 'he',
    iw: 'he',
    ja: 'ja',
    ja_JP: 'ja',
    'en-GB': 'en',
    de: 'en',
    '': 'en',
    c: 'en',
  });
});

it('a page says its language, and how its lines run', () => {
  expect(pageLanguage('he-IL')).toEqual({ lang: 'he', dir: 'rtl' });
  expect(pageLanguage('ja')).toEqual({ lang: 'ja', dir: 'ltr' });
  expect(pageLanguage('pt-BR')).toEqual({ lang: 'en', dir: 'ltr' });
});

it('numbers and dates are of the language of the window, and of the country of the system', () => {
  expect(localeOf('en-GB', 'en-IE')).toBe('en-IE');
  expect(localeOf('he', 'en-US')).toBe('he-US');
  expect(localeOf('de', 'de-DE')).toBe('en-DE');
  expect(localeOf('ja', 'ja-JP')).toBe('ja-JP');
  expect(localeOf('en-US', 'he-IL')).toBe('en-IL');
});

it('a language is opened with its texts', async () => {
  expect((await sayIn('he'))('Inbox')).not.toBe('Inbox');
  expect((await sayIn('en-IE'))('Inbox')).toBe('Inbox');
});

describe('the language that was chosen', () => {
  const folders: string[] = [];
  afterEach(() => Promise.all(folders.splice(0).map((each) => rm(each, { recursive: true }))));
  const kept = async (text: string) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-language-'));
    folders.push(folder);
    const file = path.join(folder, 'settings.json');
    await writeFile(file, text);
    return file;
  };

  it('is read from the settings', async () => {
    expect(chosenLanguage(await kept('{"theme":"dark","language":"he"}'))).toBe('he');
  });

  it.each(['{"theme":"dark"}', '{"language":null}', '{"language":"tlh"}', '{', ''])(
    'is none in %s',
    async (text) => {
      expect(chosenLanguage(await kept(text))).toBeNull();
    },
  );

  it('is none where there are no settings yet', () => {
    expect(chosenLanguage('/nowhere/settings.json')).toBeNull();
  });
});
