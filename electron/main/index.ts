import { app, dialog } from 'electron';
import { toFailure } from '../../shared/errors.ts';
import { sayIn } from '../../shared/language/languages.ts';
import { english } from '../../shared/language/say.ts';
import { sayTold } from '../../shared/language/told.ts';
import { type Application, startApplication } from './application.ts';
import { chosenLanguage } from './chosen-language.ts';
import { dataFolders } from './folders.ts';
import { registerAppScheme } from './app-scheme.ts';
import { mailFilesIn } from './mail-files.ts';
import { LINK_SCHEME } from '../../shared/mail/message-link.ts';
import { mailtoIn, messageLinkIn } from './mailto.ts';
import { print, printError } from './print.ts';
import { type Switches, readSwitches } from './switches.ts';
import { chooseUserData } from './user-data.ts';

/** Everything before Electron's 'ready'. This module must not wait for it: Electron holds 'ready' back until it has run. */
function main(): void {
  const switches = switchesOrExit();
  if (!switches) return;
  registerAppScheme();
  const { folder, cleanUp } = chooseUserData(switches);
  if (folder !== null) app.setPath('userData', folder);
  app.on('quit', cleanUp);
  const language = chosenLanguage(dataFolders(app.getPath('userData')).settings);
  if (language !== null) app.commandLine.appendSwitch('lang', language);
  if (!app.requestSingleInstanceLock()) {
    print('Retinue is running already; its window was brought to the front.');
    app.exit(0);
    return;
  }
  // macOS tells of a link that starts the program before it is ready.
  const links: string[] = [];
  let write: Application['write'] = (url) => void links.push(url);
  const messageLinks: string[] = [];
  let follow: Application['follow'] = (url) => void messageLinks.push(url);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const [mail, message] = [mailtoIn(['', url]), messageLinkIn(['', url])];
    if (mail !== null) write(mail);
    else if (message !== null) follow(message);
  });
  // macOS tells of a file, too, and of nothing else in the arguments.
  const files: string[] = [];
  let read: Application['read'] = (file) => void files.push(file);
  app.on('open-file', (event, file) => {
    event.preventDefault();
    for (const each of mailFilesIn([file], '/')) read(each);
  });
  app
    .whenReady()
    .then(() => start(switches))
    .then((application) => {
      write = application.write;
      follow = application.follow;
      read = application.read;
      for (const file of [...mailFilesIn(process.argv.slice(1), process.cwd()), ...files]) read(file);
      for (const link of [mailtoIn(process.argv), ...links]) if (link !== null) write(link);
      for (const link of [messageLinkIn(process.argv), ...messageLinks]) if (link !== null) follow(link);
      // Only an installed program has a place that the system can remember; the scheme is nobody else's.
      if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
    })
    .catch(async (thrown: unknown) => {
      const failure = toFailure(thrown);
      const more = failure.detail === undefined ? '' : ` (${failure.detail})`;
      printError(`${failure.sentence}${more}`);
      // Started from an icon, nobody reads what is printed; started by a script, nobody would close a box.
      if (!switches.smoke && switches.screenshot === null) {
        const say = await sayIn(app.getLocale()).catch(() => english());
        dialog.showErrorBox(say('Retinue did not start'), `${sayTold(failure, say)}${more}`);
      }
      app.exit(1);
    });
}

async function start(switches: Switches): Promise<Application> {
  let application: Application | null = null;
  const exit = (status: number) => {
    application?.stop();
    app.exit(status);
  };
  application = await startApplication(switches, exit);
  const { show, write, follow, read, beginQuit, stop } = application;
  app.on('second-instance', (_event, argv, cwd) => {
    for (const file of mailFilesIn(argv.slice(1), cwd)) read(file);
    const [mail, message] = [mailtoIn(argv), messageLinkIn(argv)];
    if (mail !== null) write(mail);
    else if (message !== null) follow(message);
    else show();
  });
  app.on('activate', show);
  let saved = false;
  app.on('before-quit', (event) => {
    if (saved) return;
    event.preventDefault();
    void beginQuit().then(() => {
      saved = true;
      app.quit();
    });
  });
  app.on('will-quit', stop);
  app.on('window-all-closed', () => app.quit());
  return application;
}

function switchesOrExit(): Switches | null {
  try {
    return readSwitches(process.argv);
  } catch (thrown) {
    printError(toFailure(thrown).sentence);
    app.exit(2);
    return null;
  }
}

main();
