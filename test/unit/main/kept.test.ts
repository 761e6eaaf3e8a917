import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountsSchema, openAccounts } from '../../../electron/main/accounts.ts';
import { hasKeychain, openSecrets, type SafeStorage, secretsSchema } from '../../../electron/main/secrets.ts';
import { storedJson } from '../../../electron/main/stored-json.ts';
import { english } from '../../../shared/language/say.ts';

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
const never = ({ sentence }: { readonly sentence: string }) => {
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
    const reset = { ...keychain(), decryptString: () => never({ sentence: 'wrong key' }) };
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
      say: english(),
      file: storedJson(path.join(folder, 'accounts.json'), accountsSchema, () => 1),
      secrets: await open(),
      newId: () => `id-${(ids += 1)}`,
      demo,
      onChange: () => changes.push(1),
      onProblem: ({ sentence }) => problems.push(sentence),
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

describe('a pause', () => {
  it('is of a server and all accounts on it, and is there after a restart', async () => {
    const file = () => storedJson(path.join(folder, 'accounts.json'), accountsSchema, () => 1);
    const secrets = await open();
    let n = 0;
    const changes: boolean[] = [];
    const start = () =>
      openAccounts({
        say: english(),
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
    expect(offline.list().some((each) => each.offline)).toBe(true);
    expect(offline.forNetwork().map((each) => [each.paused, each.offline])).toEqual([
      [false, true],
      [false, true],
      [false, true],
      [false, true],
    ]);
    await rm(folder, { recursive: true });
    await expect(again.setOffline(false)).rejects.toThrow('ENOENT');
    expect(again.list().some(({ offline }) => offline)).toBe(true);
    await expect(again.setPaused('https://nowhere.example', true)).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});
