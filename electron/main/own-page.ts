/** The one origin that the window's own pages come from. */
export const ORIGIN = 'app://bundle';
export const INDEX_URL = `${ORIGIN}/index.html`;
/** Shown in a sandboxed frame without an origin: it draws PDF files. */
export const PDF_FRAME_URL = `${ORIGIN}/pdf-frame.html`;

/** A composer's page, for one draft. */
export function composeUrl(draftId: string): string {
  return `${ORIGIN}/compose.html?draft=${draftId}`;
}

/** The page of a message's own window. */
export function messageUrl(messageId: string): string {
  return `${ORIGIN}/message.html?id=${encodeURIComponent(messageId)}`;
}

/** True for an address inside the application. */
export function isOwnUrl(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`);
}

/** Addresses that a page of ours may load; everything else is refused and counted. */
export function isAllowedRequest(url: string): boolean {
  return isOwnUrl(url) || /^(?:data|blob|devtools):/.test(url);
}

/** Addresses that may be handed to the system, and only after a person has seen them. */
export function isOpenable(url: string): boolean {
  return /^(?:https?|mailto):/i.test(url);
}
