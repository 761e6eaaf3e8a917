import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('the page sees functions and no Electron', async ({ start }) => {
  const { page } = await start({ args: ['--no-demo'] });
  const seen = await page.evaluate(() => ({
    bridge: Object.keys(window.retinue).sort(),
    globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in window),
    origin: location.origin,
  }));
  expect(seen.bridge).toEqual([
    'call',
    'dropped',
    'on',
    'platform',
    'requestNetworkPort',
    'smoke',
    'versions',
  ]);
  expect(seen.globals).toEqual([]);
  expect(seen.origin).toBe('app://bundle');
});

test('the window is sandboxed and isolated', async ({ start }) => {
  const { app } = await start({ args: ['--no-demo'] });
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('nothing is reached from the page: requests, windows, other pages, files', async ({ start, server }) => {
  const { page, app } = await start({ args: ['--no-demo'] });
  const outside = `${server.mock.origin}/outside`;
  const tried = await page.evaluate(async (url) => {
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => 'reached',
        () => 'refused',
      );
    const image = new Promise((resolve, reject) => {
      const element = new Image();
      element.onload = resolve;
      element.onerror = reject;
      element.src = url;
    });
    return {
      fetch: await refused(fetch(url)),
      image: await refused(image),
      file: await refused(fetch('file:///etc/passwd')),
      outOfBundle: (await fetch('app://bundle/..%2f..%2fpackage.json')).status,
      window: window.open(url) === null,
      notifications: await Notification.requestPermission(),
    };
  }, outside);
  expect(tried).toEqual({
    fetch: 'refused',
    image: 'refused',
    file: 'refused',
    outOfBundle: 404,
    window: true,
    notifications: 'denied',
  });
  await page.evaluate((url) => {
    location.href = url;
  }, outside);
  const windows = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  );
  expect(windows).toEqual(['app://bundle/index.html']);
  expect(server.mock.journal.filter(({ path }) => path.includes('outside'))).toEqual([]);
});

test('main refuses what is not asked rightly', async ({ start }) => {
  const { page } = await start({ args: ['--no-demo'] });
  const answers = await page.evaluate(async () => {
    const ask = async (method: string, args: unknown) =>
      (await window.retinue.call(method as 'accounts.list', args as null)).ok;
    return [
      await ask('accounts.list', null),
      await ask('accounts.list', { more: 1 }),
      await ask('toString', null),
      await ask('attachment.open', { fileId: '../../etc/passwd', name: 'x.txt' }),
      await ask('link.open', { url: 'file:///etc/passwd' }),
      await ask('link.open', { url: 'javascript:alert(1)' }),
    ];
  });
  expect(answers).toEqual([true, false, false, false, false, false]);
});
