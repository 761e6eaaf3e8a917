// The peer of the cold-start bench: what Electron costs by itself. One empty window, shown, then the end.
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,<title>bare</title><p>ready');
  process.stdout.write('ready\n');
  app.quit();
});
