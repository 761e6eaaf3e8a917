import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountsSchema, openAccounts } from '../../../electron/main/accounts.ts';
import { createAttachments } from '../../../electron/main/attachments.ts';
import { hasKeychain, openSecrets, type SafeStorage, secretsSchema } from '../../../electron/main/secrets.ts';
import { storedJson } from '../../../electron/main/stored-json.ts';
import type { FailureError } from '../../../shared/errors.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-kept-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Turns bytes around: enough to see that the plain text is not written. */
const keychain = (backend = 'gnome_libsecret', available = true): SafeStorage => ({
  isEncryptionAvailable: () => available,
  getSelectedStorageBackend: () => backend,
  encryptString: (text) => Buffer.from(text).reverse(),
  decryptString: (bytes) => Buffer.from(bytes).reverse().toString(),
});
const never = (sentence: string) => {
  throw new Error(sentence);
};
const secretsFile = () => storedJson(path.join(folder, 'secrets.json'), secretsSchema, () => 1);
const open = (safe = keychain()) => openSecrets(secretsFile(), safe, 'linux', never);
const form = {
  name: 'Work',
  url: 'https://mail.example/exchange/alex/',
  user: 'alex',
  password: 'pass word',
};

describe('the keychain', () => {
  it('is trusted only where it is one and answers', () => {
    expect(hasKeychain(keychain('gnome_libsecret'), 'linux')).toBe(true);
    expect(hasKeychain(keychain('basic_text'), 'linux')).toBe(false);
    expect(hasKeychain(keychain('unknown'), 'linux')).toBe(false);
    expect(hasKeychain(keychain('gnome_libsecret', false), 'linux')).toBe(false);
    expect(hasKeychain(keychain('basic_text'), 'darwin')).toBe(true);
  });
});

describe('passwords', () => {
  it('are sealed in the keychain and come back after a restart', async () => {
    await (await open()).set('a', 'pass word', 'keychain');
    expect(await readFile(path.join(folder, 'secrets.json'), 'utf8')).not.toContain('pass word');
    expect((await open()).get('a')).toBe('pass word');
  });

  it('are in a file for this user only where the person chose so', async () => {
    await (await open(keychain('basic_text'))).set('a', 'pass word', 'file');
    expect((await stat(path.join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect((await open(keychain('basic_text'))).get('a')).toBe('pass word');
  });

  it('are forgotten after the session, and take an older kept one with them', async () => {
    const secrets = await open();
    await secrets.set('a', 'old', 'keychain');
    await secrets.set('a', 'new', 'session');
    expect(secrets.get('a')).toBe('new');
    expect((await open()).get('a')).toBeNull();
  });

  it('are not put into a keychain that is none', async () => {
    const secrets = await open(keychain('basic_text'));
    await expect(secrets.set('a', 'x', 'keychain')).rejects.toMatchObject({
      failure: { kind: 'unsupported' },
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('are asked for again when the keychain cannot open them', async () => {
    await (await open()).set('a', 'x', 'keychain');
    const reset = { ...keychain(), decryptString: () => never('wrong key') };
    expect((await open(reset)).get('a')).toBeNull();
  });

  it('of names such as __proto__ are only what was set', async () => {
    const secrets = await open();
    expect(secrets.get('__proto__')).toBeNull();
    expect(secrets.get('constructor')).toBeNull();
  });
});

describe('accounts', () => {
  const start = async (demo: boolean, problems: string[] = []) => {
    let ids = 0;
    const changes: number[] = [];
    const accounts = await openAccounts({
      file: storedJson(path.join(folder, 'accounts.json'), accountsSchema, () => 1),
      secrets: await open(),
      newId: () => `id-${(ids += 1)}`,
      demo,
      onChange: () => changes.push(1),
      onProblem: (sentence) => problems.push(sentence),
    });
    return { accounts, changes, problems };
  };

  it('begin with the demo account, which stays away once it is removed', async () => {
    const { accounts } = await start(true);
    expect(accounts.list()).toMatchObject([{ id: 'demo', demo: true }]);
    await accounts.remove('demo');
    expect((await start(true)).accounts.list()).toEqual([]);
  });

  it('begin empty without it', async () => {
    expect((await start(false)).accounts.list()).toEqual([]);
  });

  it('come back after a restart, with the password for the network process only', async () => {
    const { accounts, changes } = await start(false);
    expect(await accounts.add(form, 'keychain', 'exchange')).toEqual({
      id: 'id-1',
      name: form.name,
      url: form.url,
      user: form.user,
      demo: false,
      needsPassword: false,
      identities: [],
      keeps: [],
      roots: [],
      paused: false,
      offline: false,
      dialect: 'exchange',
    });
    expect(changes).toHaveLength(1);
    const again = (await start(false)).accounts;
    expect(JSON.stringify(again.list())).not.toContain(form.password);
    expect(again.forNetwork()).toMatchObject([{ id: 'id-1', password: form.password, demo: false }]);
  });

  it('keep who sends their mail: with the password for reading, with one of its own, or nobody', async () => {
    const { accounts } = await start(false);
    const smtp = { host: 'smtp.example.com', port: 465, security: 'tls', user: 'alex' } as const;
    await accounts.add(form, 'keychain', 'plain', { smtp, same: true, password: '' });
    const same = (await start(false)).accounts;
    expect(same.list()).toMatchObject([{ sending: { ...smtp, ownPassword: false } }]);
    expect(same.forNetwork()).toMatchObject([{ smtp: { ...smtp, password: null } }]);
    const own = { smtp, same: false, password: 'for-sending' };
    expect(same.signInOf('id-1', { ...own, same: true })).toEqual({ ...smtp, password: form.password });
    await same.setSending('id-1', own, 'keychain');
    const another = (await start(false)).accounts;
    expect(another.forNetwork()).toMatchObject([{ smtp: { ...smtp, password: 'for-sending' } }]);
    expect(JSON.stringify(another.list())).not.toContain('for-sending');
    const kept = { ...own, password: '' };
    expect(another.signInOf('id-1', kept)).toEqual({ ...smtp, password: 'for-sending' });
    await another.setSending('id-1', kept, 'keychain');
    expect(another.forNetwork()).toMatchObject([{ smtp: { password: 'for-sending' } }]);
    await another.setSending('id-1', null, 'keychain');
    expect((await start(false)).accounts.forNetwork()[0]).not.toHaveProperty('smtp');
  });

  it('and passwords that change at the same moment are all kept', async () => {
    const { accounts } = await start(true);
    const server = { url: 'http://127.0.0.1:2/exchange/alex/', user: 'alex', password: 'p' };
    await Promise.all([
      accounts.add(form, 'keychain', 'exchange'),
      accounts.setDemo(server),
      accounts.add({ ...form, password: 'another' }, 'keychain', 'exchange'),
    ]);
    const again = (await start(true)).accounts.forNetwork();
    expect(again.map(({ url }) => url)).toEqual(expect.arrayContaining([form.url, form.url, server.url]));
    expect(again.map(({ password }) => password)).toEqual(
      expect.arrayContaining([form.password, 'another', null]),
    );
  });

  it('without the demo account leave it for the next start', async () => {
    const { accounts } = await start(true);
    await accounts.add(form, 'keychain', 'exchange');
    await accounts.setDemo({ url: 'http://127.0.0.1:2/', user: 'alex', password: 'p' });
    const without = (await start(false)).accounts;
    expect(without.list().map(({ id }) => id)).toEqual(['id-1']);
    expect(without.forNetwork().map(({ id }) => id)).toEqual(['id-1']);
    expect((await start(true)).accounts.hasDemo()).toBe(true);
  });

  it('follow the mock to its new port', async () => {
    const { accounts } = await start(true);
    await accounts.setDemo({ url: 'http://127.0.0.1:2/exchange/alex/', user: 'alex', password: 'p' });
    expect(accounts.forNetwork()).toMatchObject([
      { url: 'http://127.0.0.1:2/exchange/alex/', password: 'p' },
    ]);
    expect(await readFile(path.join(folder, 'accounts.json'), 'utf8')).not.toContain('"p"');
  });

  it.each(['{', '{"version":9}', '{"version":1,"accounts":[{"id":"A B"}]}', ''])(
    'in a file that cannot be read are kept aside and said: %s',
    async (text) => {
      await writeFile(path.join(folder, 'accounts.json'), text);
      const { accounts, problems } = await start(false);
      expect(accounts.list()).toEqual([]);
      expect(problems[0]).toContain('kept it as');
      expect(await readFile(path.join(folder, 'accounts.json.unreadable-1'), 'utf8')).toBe(text);
    },
  );

  it('that are gone cannot be changed', async () => {
    const { accounts } = await start(false);
    await expect(accounts.remove('x')).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    await expect(accounts.setPassword('x', 'p', 'session')).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});

describe('attachments', () => {
  const id = '0123456789abcdef';
  const TOKEN = 'the folder of this test';
  const make = (target: string | null = null, opened: string[] = [], into: string | null = null) =>
    createAttachments({
      files: folder,
      opened: path.join(folder, 'opened'),
      openPath: (file) => {
        opened.push(file);
        return Promise.resolve('');
      },
      drag: async (file) => void opened.push(file),
      askWhere: () => Promise.resolve(target),
      askFolder: () => Promise.resolve(into),
      newToken: () => TOKEN,
      platform: 'linux',
    });

  it('are dragged out as a private copy, unless Retinue warns of them', async () => {
    await writeFile(path.join(folder, id), '%PDF-1.7');
    const dragged: string[] = [];
    await make(null, dragged).drag(id, '../Cover letter.pdf');
    expect(path.basename(dragged[0] ?? '')).toMatch(/Cover letter\.pdf$/);
    expect(await readFile(dragged[0] ?? '', 'utf8')).toBe('%PDF-1.7');
    await expect(make(null, dragged).drag(id, 'setup.exe')).rejects.toMatchObject({
      failure: { kind: 'forbidden' },
    });
    expect(dragged).toHaveLength(1);
  });

  it('are opened as a private copy that is wiped', async () => {
    await writeFile(path.join(folder, id), '%PDF-1.7');
    const opened: string[] = [];
    const attachments = make(null, opened);
    await attachments.open(id, '../Plan\u202e.pdf');
    const [copy = ''] = opened;
    expect(path.basename(copy)).toMatch(/Plan\.pdf$/);
    expect((await stat(copy)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(copy))).mode & 0o777).toBe(0o700);
    attachments.wipe();
    await expect(stat(copy)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['setup.exe', 'x'],
    ['plan.pdf.js', 'x'],
    ['plan.pdf', 'MZ'.padEnd(80, 'x')],
    ['notes', '#!/bin/sh\n'],
    ['letter.docm', 'x'],
  ])('that can run are not opened: %s', async (name, bytes) => {
    await writeFile(path.join(folder, id), bytes);
    const opened: string[] = [];
    await expect(make(null, opened).open(id, name)).rejects.toMatchObject({ failure: { kind: 'forbidden' } });
    expect(opened).toEqual([]);
  });

  it('are saved whole, over what was there', async () => {
    await writeFile(path.join(folder, id), 'new content');
    const target = path.join(folder, 'saved.txt');
    await writeFile(target, 'old');
    expect(await make(target).save(id, 'a.txt')).toEqual({ path: target });
    expect(await readFile(target, 'utf8')).toBe('new content');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('are saved all together, each under a name of its own and over nothing', async () => {
    const other = 'fedcba9876543210';
    await writeFile(path.join(folder, id), 'one');
    await writeFile(path.join(folder, other), 'two');
    const into = path.join(folder, 'downloads');
    await mkdir(into);
    await writeFile(path.join(into, 'plan.pdf'), 'mine');
    const attachments = make(null, [], into);
    expect(await attachments.chooseFolder()).toEqual({ token: TOKEN, name: 'downloads' });
    const saved = await Promise.all([
      attachments.saveAll(TOKEN, id, 'plan.pdf'),
      attachments.saveAll(TOKEN, other, 'plan.pdf'),
      attachments.saveAll(TOKEN, other, '../plan.pdf'),
    ]);
    const names = saved.map(({ name }) => name);
    expect([...names].sort()).toEqual(['_plan.pdf', 'plan (2).pdf', 'plan (3).pdf']);
    expect((await readdir(into)).sort()).toEqual([...names, 'plan.pdf'].sort());
    expect(await readFile(path.join(into, 'plan.pdf'), 'utf8')).toBe('mine');
    expect(await readFile(path.join(into, names[0] ?? ''), 'utf8')).toBe('one');
    expect(await readFile(path.join(into, names[1] ?? ''), 'utf8')).toBe('two');
  });

  it('are saved all together only where the person chose, and one that fails leaves nothing', async () => {
    await writeFile(path.join(folder, id), 'one');
    expect(await make(null).chooseFolder()).toBeNull();
    const into = path.join(folder, 'downloads');
    const attachments = make(null, [], into);
    const kindOf = (saving: Promise<unknown>) =>
      saving.then(
        () => 'saved',
        (thrown: FailureError) => thrown.failure.kind,
      );
    expect(await kindOf(attachments.saveAll(TOKEN, id, 'a.txt'))).toBe('invalid-input');
    await attachments.chooseFolder();
    expect(await kindOf(attachments.saveAll(into, id, 'a.txt'))).toBe('invalid-input');
    expect(await kindOf(attachments.saveAll(TOKEN, id, 'a.txt'))).toBe('forbidden');
    await mkdir(into);
    expect(await kindOf(attachments.saveAll(TOKEN, 'ffffffffffffffff', 'a.txt'))).toBe('not-found');
    expect(await readdir(into)).toEqual([]);
    expect(await kindOf(attachments.saveAll(TOKEN, id, 'a.txt'))).toBe('saved');
  });

  // Linux takes paths of 4095 bytes: there is room for the name, and none for the longer one that it is copied under.
  it.runIf(process.platform === 'linux')('keep no name in the folder when the copy fails', async () => {
    await writeFile(path.join(folder, id), 'one');
    let into = folder;
    while (into.length < 4081 - 202) into = path.join(into, 'd'.repeat(200));
    into = path.join(into, 'e'.repeat(4081 - into.length));
    await mkdir(into, { recursive: true });
    const attachments = make(null, [], into);
    await attachments.chooseFolder();
    await expect(attachments.saveAll(TOKEN, id, 'a.b')).rejects.toMatchObject({
      failure: { kind: 'forbidden', detail: 'ENAMETOOLONG' },
    });
    expect(await readdir(into)).toEqual([]);
  });

  it('are left where they are when the person thinks better of it, or when they have gone', async () => {
    await writeFile(path.join(folder, id), 'x');
    expect(await make(null).save(id, 'a.txt')).toBeNull();
    await expect(make(null).save('ffffffffffffffff', 'a.txt')).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});

describe('a pause', () => {
  it('is of a server and all accounts on it, and is there after a restart', async () => {
    const file = () => storedJson(path.join(folder, 'accounts.json'), accountsSchema, () => 1);
    const secrets = await open();
    let n = 0;
    const changes: boolean[] = [];
    const start = () =>
      openAccounts({
        file: file(),
        secrets,
        newId: () => `id-${(n += 1)}`,
        demo: false,
        onChange: () => void changes.push(true),
        onProblem: never,
      });
    const accounts = await start();
    await accounts.add(form, 'session', 'exchange');
    await accounts.add({ ...form, url: 'https://mail.example/exchange/bo/' }, 'session', 'exchange');
    await accounts.add({ ...form, url: 'https://other.example/dav/' }, 'session', 'exchange');
    const before = changes.length;
    await accounts.setPaused('https://mail.example', true);
    expect(changes.length).toBe(before + 1);
    const again = await start();
    expect(again.list().map(({ paused }) => paused)).toEqual([true, true, false]);
    expect(again.forNetwork().map(({ paused }) => paused)).toEqual([true, true, false]);
    // Who comes to a paused server finds it paused.
    expect(
      (await again.add({ ...form, url: 'https://mail.example/exchange/cy/' }, 'session', 'exchange')).paused,
    ).toBe(true);
    await again.setPaused('https://mail.example', false);
    expect((await start()).list().map(({ paused }) => paused)).toEqual([false, false, false, false]);
    await again.setKeep('id-1', '/Archive', { upToBytes: 1000 });
    await again.setKeep('id-1', '/Archive', { upToBytes: null });
    await again.setKeep('id-1', '/Sent', { upToBytes: 1000 });
    await again.setKeep('id-1', '/Sent', null);
    expect((await start()).list()[0]?.keeps).toEqual([{ path: '/Archive', upToBytes: null }]);
    const told = changes.length;
    await again.followFolder('id-1', '/Elsewhere', '/There');
    await again.followFolder('gone', '/Archive', '/There');
    expect(changes.length).toBe(told);
    await again.followFolder('id-1', '/Archive', '/Deleted Items/Archive');
    expect((await start()).list()[0]?.keeps).toEqual([{ path: '/Deleted Items/Archive', upToBytes: null }]);
    await again.setOffline(true);
    const offline = await start();
    expect(offline.isOffline()).toBe(true);
    expect(offline.forNetwork().map((each) => [each.paused, each.offline])).toEqual([
      [false, true],
      [false, true],
      [false, true],
      [false, true],
    ]);
    await rm(folder, { recursive: true });
    await expect(again.setOffline(false)).rejects.toThrow('ENOENT');
    expect(again.isOffline()).toBe(true);
    await expect(again.setPaused('https://nowhere.example', true)).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});
