// A browser for pages that the tests open: one sandboxed window and nothing else.
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(async () => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    useContentSize: true,
    webPreferences: { sandbox: true },
  });
  await window.loadURL('about:blank');
});
