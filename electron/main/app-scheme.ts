import { type Session, protocol } from 'electron';
import { answer } from './bundle-files.ts';

/** Must run before Electron's 'ready': a standard, secure scheme gives the pages an origin, storage and a CSP. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** Serves `app://bundle/…` out of a folder, with the policy on every answer. */
export function serveAppScheme(session: Session, root: string): void {
  session.protocol.handle('app', (request) => answer(root, request.method, request.url));
}
