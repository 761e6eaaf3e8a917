import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerCall, type CallHandlers } from '../../../electron/main/answer-call.ts';
import { answer, fileFor } from '../../../electron/main/bundle-files.ts';
import { openLink } from '../../../electron/main/links.ts';
import { isAllowedRequest, isOpenable } from '../../../electron/main/own-page.ts';
import { readSwitches } from '../../../electron/main/switches.ts';
import { isAllowedPermission } from '../../../electron/main/window-security.ts';

describe('calls from the window', () => {
  const own = { isOwnWindow: true, isTopFrame: true, url: 'app://bundle/index.html' };
  const handlers = {
    'accounts.list': () => Promise.resolve([]),
    'accounts.remove': () => Promise.reject(new Error('disk')),
  } as unknown as CallHandlers;

  it('are answered for the own top frame', async () => {
    expect(await answerCall(handlers, own, 'accounts.list', null)).toEqual({ ok: true, value: [] });
  });

  it.each([
    ['another window', { ...own, isOwnWindow: false }],
    ['a frame inside', { ...own, isTopFrame: false }],
    ['another page', { ...own, url: 'https://example.org/' }],
    ['a page that looks alike', { ...own, url: 'app://bundle.example/index.html' }],
    ['a frame that has gone', { ...own, url: '' }],
  ])('are refused from %s', async (_who, sender) => {
    const refused = await answerCall(handlers, sender, 'accounts.list', null);
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
  });

  it.each([
    ['toString', null],
    ['__proto__', null],
    [{ method: 'accounts.list' }, null],
    ['accounts.list', {}],
    ['accounts.remove', { id: 'a\r\nb' }],
    ['attachment.open', { fileId: '../x', name: 'x' }],
    ['attachment.chooseFolder', { defaultPath: '/etc' }],
    ['attachment.saveAll', { token: '/home/dagny', fileId: '0123456789abcdef', name: 'x' }],
  ])('are refused in the wrong form: %s %o', async (method, args) => {
    const refused = await answerCall(handlers, own, method, args);
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } });
  });

  it('give failures as plain values', async () => {
    const failed = await answerCall(handlers, own, 'accounts.remove', { id: 'x' });
    expect(structuredClone(failed)).toMatchObject({
      ok: false,
      failure: { kind: 'bug', detail: 'Error: disk' },
    });
  });
});

describe('the bundle', () => {
  let root = '';
  beforeEach(async () => {
    root = path.join(await mkdtemp(path.join(tmpdir(), 'retinue-bundle-')), 'renderer');
    await mkdir(root);
    await writeFile(path.join(root, 'index.html'), '<p>hello');
    await writeFile(path.join(root, '..', 'secret.html'), 'secret');
  });
  afterEach(() => rm(path.dirname(root), { recursive: true, force: true }));

  it('is served with its type and the policy', async () => {
    const response = await answer(root, 'GET', 'app://bundle/index.html?x#y');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<p>hello');
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self';",
    );
  });

  it.each([
    'app://bundle/none.html',
    'app://bundle/',
    'app://other/index.html',
    'app://bundle/%2e%2e/secret.html',
    'app://bundle/..%2fsecret.html',
    'app://bundle/..%5csecret.html',
    'app://bundle/%252e%252e/secret.html',
    'app://bundle/%zz.html',
    'app://bundle/index.html%00.js',
  ])('has nothing at %s', async (url) => {
    expect((await answer(root, 'GET', url)).status).toBe(404);
  });

  it('is never left, whatever the address', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', 'f', '5', 'c', 'a') }),
        (name) => {
          const file = fileFor(root, `app://bundle/${name}`);
          expect(file === null || file.startsWith(root + path.sep)).toBe(true);
        },
      ),
    );
  });
});

describe('what a page may reach', () => {
  it.each(['app://bundle/x.js', 'data:image/png;base64,AA', 'blob:app://bundle/1'])('loads %s', (url) => {
    expect(isAllowedRequest(url)).toBe(true);
  });
  it.each(['http://127.0.0.1/', 'https://a.example', 'file:///etc/passwd', 'ws://a', 'app://bundlex/'])(
    'does not load %s',
    (url) => {
      expect(isAllowedRequest(url)).toBe(false);
    },
  );

  it('may write to the clipboard from the main frame, and nothing else', () => {
    const url = 'app://bundle/index.html';
    expect(isAllowedPermission('clipboard-sanitized-write', url, true)).toBe(true);
    expect(isAllowedPermission('clipboard-sanitized-write', url, false)).toBe(false);
    expect(isAllowedPermission('clipboard-sanitized-write', 'https://a.example/', true)).toBe(false);
    expect(isAllowedPermission('clipboard-read', url, true)).toBe(false);
    expect(isAllowedPermission('geolocation', url, true)).toBe(false);
  });
});

describe('links', () => {
  it.each(['https://a.example/x', 'HTTP://a.example', 'mailto:a@b.example?subject=x'])(
    'opens %s',
    async (url) => {
      const opened: string[] = [];
      await openLink(url, (each) => Promise.resolve(void opened.push(each)));
      expect(opened).toHaveLength(1);
    },
  );

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://a/b',
    'https:',
    'mailto:a@b?attach=/etc/passwd',
  ])('does not open %s', async (url) => {
    await expect(openLink(url, () => Promise.reject(new Error('opened')))).rejects.toMatchObject({
      failure: { kind: 'forbidden' },
    });
  });

  it('does not take a look-alike scheme', () => {
    expect(isOpenable(' https://a.example')).toBe(false);
    expect(isOpenable('httpsx://a')).toBe(false);
  });
});

describe('switches', () => {
  it('reads what the application knows and leaves the rest', () => {
    expect(
      readSwitches(['electron', '--no-sandbox', '.', '--smoke', '--demo-messages=20', '--no-demo']),
    ).toEqual({
      demo: false,
      demoMessages: 20,
      demoSeed: null,
      smoke: true,
      screenshot: null,
      userDataDir: null,
      logRequests: false,
    });
  });

  it.each(['--demo-messages=many', '--demo-messages=-1', '--demo-messages=100001', '--demo-seed='])(
    'refuses %s in a sentence',
    (arg) => {
      expect(() => readSwitches([arg])).toThrow(/whole number/);
    },
  );
});
