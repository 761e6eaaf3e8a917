import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { unnamedFolders } from '../../../shared/delivery/unnamed-folders.ts';
import { DOMAIN, type Office } from './house.ts';

/** The server does not do this, ever. */
export function refusing(method: string, status = 405, where: RuleInput['where'] = {}): RuleInput {
  const name = JSON.stringify({ method, ...where }).replace(/\W+/g, '-');
  return {
    id: `no-${name}-${status}`.toLowerCase(),
    where: { method, ...where },
    step: 'after-headers',
    what: { kind: 'status', status },
  };
}

/** Drafts are neither made nor put; the copy in Sent Items may be. */
export const NO_MOVE = refusing('MOVE', 405, { destination: 'submission' });
export const NO_COPY = refusing('COPY', 405, { destination: 'submission' });

/** The root of the mailbox names none of these of its folders. */
export function without(...missing: readonly ('drafts' | 'sentitems')[]): RuleInput {
  return unnamedFolders('alex', missing);
}

/** Method and last part of the path of each request, but for those that only look. */
export function changes({ mock }: Office): readonly string[] {
  return mock.journal
    .filter(({ method }) => !['PROPFIND', 'SEARCH', 'OPTIONS', 'GET'].includes(method))
    .map(({ method, path, status }) => `${method} ${placeOf(path)} ${status}`);
}

function placeOf(path: string): string {
  return (
    [/Drafts/, /Sent/, /SubmissionURI/]
      .map((each) => each.exec(path)?.[0])
      .find((each) => each !== undefined) ?? path
  );
}

/** Whether the header of a message that somebody has names hidden recipients. */
export async function showsHidden(office: Office, hidden: string): Promise<boolean> {
  const found = await headersOf(office);
  if (found.length === 0) throw new Error('nobody has the message');
  return found.some((header) => /^bcc:/im.test(header) || header.includes(`${hidden}@${DOMAIN}`));
}

/** The header of everything in the folders of everybody. */
export async function headersOf({ mock }: Office): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { user } of mock.accounts)
    for (const folder of ['Inbox', 'Sent Items', 'Drafts'])
      for (const text of await messagesIn(mock, user, folder)) found.push(text.split('\r\n\r\n')[0] ?? '');
  return found;
}

async function messagesIn(mock: Office['mock'], user: string, folder: string): Promise<readonly string[]> {
  const account = mock.accounts.find((each) => each.user === user);
  const authorization = `Basic ${Buffer.from(`${user}:${account?.password ?? ''}`).toString('base64')}`;
  const ask = (url: string, init: RequestInit) =>
    fetch(url, { ...init, headers: { authorization, ...(init.headers as Record<string, string>) } });
  const list = await ask(`${mock.mailboxUrl(user)}${encodeURIComponent(folder)}/`, {
    method: 'PROPFIND',
    headers: { depth: '1' },
  });
  const hrefs = [...(await list.text()).matchAll(/<a:href>([^<]*\.EML)<\/a:href>/gi)].map(([, href]) => href);
  return await Promise.all(
    hrefs.map(async (href) => await (await ask(href ?? '', { headers: { translate: 'f' } })).text()),
  );
}
