import { describe, expect, it } from 'vitest';
import { splitterStep } from '../../../renderer/components/splitter.tsx';
import {
  completeForm,
  isOpenLine,
  missingField,
  serverUrl,
} from '../../../renderer/features/accounts/account-words.ts';
import { waitWords } from '../../../renderer/features/mail/reading/body-wait.tsx';
import { accountWords, bannerWords } from '../../../renderer/features/status/status-words.ts';
import { chordOf } from '../../../renderer/hooks/use-keys.ts';
import { layoutFor } from '../../../renderer/hooks/use-layout.ts';
import type { AccountStateRow } from '../../../renderer/store/tables.ts';
import { english } from '../../../shared/language/say.ts';

const say = english();

const account = {
  id: 'a',
  name: 'Work',
  url: '',
  user: '',
  demo: false,
  needsPassword: false,
  identities: [],
  keeps: [],
  paused: false,
  offline: false,
  dialect: 'exchange' as const,
};
const state = (change: Partial<AccountStateRow>): AccountStateRow => ({
  accountId: 'a',
  connection: 'online',
  since: 0,
  failure: null,
  nextTryAt: null,
  lastSyncAt: null,
  server: null,
  activity: null,
  ...change,
});

describe('what the status bar says of an account', () => {
  it.each([
    [{ lastSyncAt: null }, 'connected'],
    [{ activity: { folderId: 'f', done: 2300, total: 10_000 } }, 'folders 2,300 of 10,000'],
    [{ activity: { folderId: 'f', done: 7, total: null } }, 'folders 7'],
    [{ activity: { what: 'keep', folderId: 'f', done: 7, total: 10 } }, 'keeping folders, 7 of 10'],
    [{ connection: 'offline', nextTryAt: 20_000 }, 'offline, next try in 20 s'],
    [{ connection: 'offline' }, 'offline'],
    [{ connection: 'sign-in' }, 'waits for the password'],
    [{ connection: 'refused' }, 'refused by the server'],
    [{ connection: 'connecting' }, 'connecting'],
  ] as const)('%o', (change, words) => {
    expect(accountWords(state(change), [], 0, say)).toBe(words);
  });
});

describe('the banner of an account', () => {
  const failure = { kind: 'offline', sentence: 'The server cannot be reached (ECONNREFUSED).' } as const;

  it('is absent when all is well', () => {
    expect(bannerWords(account, state({}), 0, say)).toBeNull();
    expect(bannerWords(account, undefined, 0, say)).toBeNull();
  });

  it('says since when, why, and what waits', () => {
    const banner = bannerWords(account, state({ connection: 'offline', failure }), 2, say);
    expect(banner?.title).toMatch(/^Work: offline since /);
    expect(banner?.text).toContain('ECONNREFUSED');
    expect(banner?.text).toContain('2 changes wait here');
  });

  it('asks for a password that is not kept here', () => {
    expect(bannerWords({ ...account, needsPassword: true }, undefined, 0, say)?.kind).toBe('sign-in');
  });
});

describe('the account form', () => {
  it('completes an address', () => {
    expect(serverUrl(' mail.example.com/exchange ')).toBe('https://mail.example.com/exchange');
    expect(serverUrl('ftp://x')).toBeNull();
    expect(serverUrl('https://')).toBeNull();
    expect(completeForm({ name: ' ', url: 'mail.example.com', user: ' d ', password: ' p ' })).toEqual({
      name: 'mail.example.com',
      url: 'https://mail.example.com/',
      user: 'd',
      password: ' p ',
    });
  });

  it('warns of http beyond this computer', () => {
    expect(isOpenLine('http://mail.example.com')).toBe(true);
    expect(isOpenLine('https://mail.example.com')).toBe(false);
    for (const host of ['127.0.0.1:8025', 'localhost', '[::1]:80', '127.1.2.3']) {
      expect(isOpenLine(`http://${host}/`)).toBe(false);
    }
    expect(isOpenLine('http://127.0.0.1.evil.example/')).toBe(true);
  });

  it('says what is missing', () => {
    const form = { name: '', url: 'x.example', user: 'd', password: 'p' };
    expect(missingField(form, english())).toBeNull();
    expect(missingField({ ...form, url: '' }, english())).toContain('address');
    expect(missingField({ ...form, user: ' ' }, english())).toContain('user');
    expect(missingField({ ...form, password: '' }, english())).toContain('password');
  });
});

describe('waiting for a body', () => {
  const loading = (received: number, total: number | null) =>
    ({ state: 'loading', since: 0, progress: { received, total } }) as const;

  it('names the size, then the seconds', () => {
    expect(waitWords({ state: 'loading', since: 0, progress: null }, 2048, 500, english())).toBe(
      'Fetching, 2 KB',
    );
    expect(waitWords({ state: 'loading', since: 0, progress: null }, 2048, 12_000, english())).toBe(
      'The server is still preparing it, 12 s',
    );
    expect(waitWords(loading(1024, 4096), 4096, 6000, english())).toBe('1 of 4 KB, 6 s');
    expect(waitWords(loading(1024, null), 4096, 6000, english())).toBe('1 KB, 6 s');
  });
});

describe('keys', () => {
  const key = (init: Partial<KeyboardEvent>) =>
    ({ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...init }) as KeyboardEvent;

  it('are written as the tables write them', () => {
    expect(chordOf(key({ key: 't', ctrlKey: true, shiftKey: true }), false)).toBe('Ctrl+Shift+T');
    expect(chordOf(key({ key: 't', metaKey: true }), true)).toBe('Ctrl+T');
    expect(chordOf(key({ key: 'F6', shiftKey: true }), false)).toBe('Shift+F6');
    expect(chordOf(key({ key: '?', shiftKey: true }), false)).toBe('?');
  });

  it('move splitters by 16 px, by 64 with Shift, within limits', () => {
    const at = { value: 236, min: 180, max: 400 };
    expect(splitterStep('ArrowRight', false, at)).toBe(252);
    expect(splitterStep('ArrowLeft', true, at)).toBe(180);
    expect(splitterStep('End', false, at)).toBe(400);
    expect(splitterStep('x', false, at)).toBeNull();
  });
});

describe('the panes', () => {
  it.each([
    [1440, 'three'],
    [1100, 'three'],
    [1099, 'rail'],
    [760, 'rail'],
    [759, 'stacked'],
    [519, 'single'],
  ])('at %i px stand as %s', (width, layout) => {
    expect(layoutFor(width)).toBe(layout);
  });
});
