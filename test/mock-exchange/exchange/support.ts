import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { type Answer, ask, updateBody } from '../support/server.ts';

export const INBOX = '/exchange/alex/Inbox/';
export const PROJECTS = '/exchange/alex/Projects/';

/** The body of a bulk verb: DAV: root, targets, then the rest as it is. */
export function bulkBody(root: string, targets: readonly string[], rest = ''): string {
  const hrefs = targets.map((href) => `<D:href>${href}</D:href>`).join('');
  return (
    '<?xml version="1.0"?>' +
    `<D:${root} xmlns:D="DAV:" xmlns:h="urn:schemas:httpmail:"><D:target>${hrefs}</D:target>${rest}</D:${root}>`
  );
}

/** The responses of a multistatus as their markup. */
export function responses({ text }: Answer): readonly string[] {
  return [...text.matchAll(/<a:response>(.*?)<\/a:response>/gs)].map((found) => found[1] ?? '');
}

/** The last path segment of each response with its statuses, in order. */
export function outcomes(answer: Answer): readonly string[] {
  return responses(answer).map((response) => {
    const name = /<a:href>[^<]*?([^/<]*)\/?<\/a:href>/.exec(response)?.[1] ?? '';
    const statuses = [...response.matchAll(/HTTP\/1\.1 (\d+)/g)].map((each) => each[1]);
    return [name, ...statuses].join(' ');
  });
}

/** Marks an item read or unread by PROPPATCH. */
export function markRead(mock: MockExchange, path: string, read: boolean): Promise<Answer> {
  return ask(mock, 'PROPPATCH', path, {}, updateBody(`<h:read>${read ? 1 : 0}</h:read>`));
}
