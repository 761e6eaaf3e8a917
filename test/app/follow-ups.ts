import type { TestServer } from './fixtures.ts';

const TASK = 'http://schemas.microsoft.com/mapi/id/{00062003-0000-0000-C000-000000000046}/';
const NAMES = `xmlns:D="DAV:" xmlns:p="http://schemas.microsoft.com/mapi/proptag/" xmlns:t="${TASK}"`;

/** Another program at the same mailbox, which reads and writes flags of messages of the Inbox as Outlook does. */
export function otherProgram({ url, user, password }: TestServer) {
  const ask = async (method: string, subject: string, body: string): Promise<string> => {
    const headers = {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'content-type': 'text/xml',
      depth: '0',
    };
    const answer = await fetch(`${url}Inbox/${encodeURIComponent(subject)}.EML`, { method, headers, body });
    return await answer.text();
  };
  return {
    /** PR_FLAG_STATUS and the due date of the task, as they stand. */
    async flagOf(subject: string): Promise<string> {
      const wanted = '<p:x10900003/><t:_x0030_x8105/>';
      const text = await ask(
        'PROPFIND',
        subject,
        `<D:propfind ${NAMES}><D:prop>${wanted}</D:prop></D:propfind>`,
      );
      const valueOf = (name: string) => new RegExp(`${name}[^>]*>([^<]*)<`).exec(text)?.[1] ?? '';
      return `${valueOf('x10900003')} ${valueOf('0x8105')}`.trim();
    },
    async flag(subject: string, due: string): Promise<void> {
      const type = 'xmlns:b="urn:uuid:c2f41010-65b3-11d1-a29f-00aa00c14882/" b:dt="dateTime.tz"';
      const set = `<p:x10900003>2</p:x10900003><t:_x0030_x8105 ${type}>${due}</t:_x0030_x8105>`;
      await ask(
        'PROPPATCH',
        subject,
        `<D:propertyupdate ${NAMES}><D:set><D:prop>${set}</D:prop></D:set></D:propertyupdate>`,
      );
    },
  };
}
