import type { Session, WebContents } from 'electron';
import { INDEX_URL, isAllowedRequest, isOpenable, isOwnUrl, PDF_FRAME_URL } from './own-page.ts';

/** What a page tried that it may not do. */
export interface Refusals {
  /** Requests by the reason that refused them, for the log and for tests. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Closes every way from a page of this session to the outside: no network, no permissions but writing plain text to
 * the clipboard, no downloads, no dictionaries fetched for spelling. Hostile mail is shown in here.
 */
export function hardenSession(session: Session): Refusals {
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);

  session.webRequest.onBeforeRequest((details, respond) => {
    const cancel = !isAllowedRequest(details.url);
    if (cancel) count('request');
    respond({ cancel });
  });
  session.setPermissionRequestHandler((_contents, permission, respond, details) => {
    const allowed = isAllowedPermission(permission, details.requestingUrl, details.isMainFrame);
    if (!allowed) count(`permission ${permission}`);
    respond(allowed);
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isAllowedPermission(permission, `${origin.replace(/\/$/, '')}/`, details.isMainFrame),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    count('download');
    event.preventDefault();
  });
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  return { counts };
}

/** "Copy all" in the error log writes to the clipboard; a message body, which is no main frame, may not. */
export function isAllowedPermission(permission: string, url: string, isMainFrame: boolean): boolean {
  return permission === 'clipboard-sanitized-write' && isMainFrame && isOwnUrl(url);
}

function isSamePage(url: string, contents: WebContents): boolean {
  return url === INDEX_URL || (isOwnUrl(url) && url === contents.getURL());
}

export interface LinkListener {
  readonly clicked: (url: string) => void;
  readonly hover: (url: string) => void;
}

/** A page stays where it is: links are reported, never followed; no new windows, no webviews. */
export function hardenContents(contents: WebContents, links: LinkListener): void {
  const report = (url: string) => {
    if (isOpenable(url)) links.clicked(url);
  };
  contents.setWindowOpenHandler(({ url }) => {
    report(url);
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isSamePage(event.url, contents)) return; // the page loads itself again
    if (!event.isMainFrame && event.url === PDF_FRAME_URL) return; // a preview opens
    event.preventDefault();
    report(event.url);
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('update-target-url', (_event, url) => links.hover(isOpenable(url) ? url : ''));
}
