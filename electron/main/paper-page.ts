import { randomUUID } from 'node:crypto';
import { BrowserWindow, type Session, type WebContents } from 'electron';
import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';

/** Nothing may leave from the page that is printed, whatever stands in it. */
const POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox";
const PAPER = 'app://paper/';

/** Loads a document into a window that nobody sees, and hands that to `print`; it is gone afterwards. */
export type WithPaperPage = <T>(html: string, print: (contents: WebContents) => Promise<T>) => Promise<T>;

/**
 * The page holds mail of strangers: it has no script, no preload, and a session of its own (`openSession`, asked for at
 * the first print) that is kept in memory and lets nothing through but the document itself.
 */
export function createPaperPages(openSession: () => Session): WithPaperPage {
  const documents = new Map<string, string>();
  let opened: Session | null = null;
  const harden = (session: Session) => {
    session.webRequest.onBeforeRequest(({ url }, respond) =>
      respond({ cancel: !documents.has(url) && !url.startsWith('data:image/') }),
    );
    session.setPermissionRequestHandler((_contents, _permission, respond) => respond(false));
    session.setPermissionCheckHandler(() => false);
    session.on('will-download', (event) => event.preventDefault());
    session.protocol.handle('app', ({ url }) => {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
      return new Response(documents.get(url) ?? '', { headers });
    });
    return session;
  };
  return async (html, print) => {
    opened ??= harden(openSession());
    const url = `${PAPER}${randomUUID()}`;
    documents.set(url, html);
    const window = new BrowserWindow({ show: false, webPreferences: { session: opened, ...PREFERENCES } });
    try {
      await window.loadURL(url).catch(notReady);
      return await print(window.webContents);
    } finally {
      window.destroy();
      documents.delete(url);
    }
  };
}

const PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  javascript: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  spellcheck: false,
  devTools: false,
} as const;

function notReady(thrown: unknown): never {
  throw fail(
    'bug',
    told(
      'The pages could not be made ready for printing. Nothing was printed. Try it again with fewer messages.',
    ),
    {},
    thrown,
  );
}
