import type { MockAccount } from '../../../electron/mock-exchange/public.ts';

/** The client under test in the examples: it sends, and finds out what became of a message when an answer is lost. */
export interface MailClient {
  /** Puts an unsent message into Drafts and submits it. Where the answer is lost it looks what became of the draft. */
  send(name: string, eml: string): Promise<'sent' | 'refused'>;
  /** The bytes of an item, resumed once from where the first answer broke off. */
  download(path: string): Promise<Uint8Array>;
}

/** PR_MESSAGE_FLAGS 9: unsent and read. Without it Exchange takes what is put into Drafts for received mail. */
const UNSENT =
  '<?xml version="1.0"?><d:propertyupdate xmlns:d="DAV:" xmlns:p="http://schemas.microsoft.com/mapi/proptag/"' +
  ' xmlns:t="urn:uuid:c2f41010-65b3-11d1-a29f-00aa00c14882/">' +
  '<d:set><d:prop><p:x0E070003 t:dt="int">9</p:x0E070003></d:prop></d:set></d:propertyupdate>';

export function mailClient({ user, password, url }: MockAccount): MailClient {
  const Authorization = `Basic ${btoa(`${user}:${password}`)}`;
  const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    fetch(url + path, { method, headers: { Authorization, ...headers }, ...(body && { body }) });
  const submit = (draft: string) =>
    ask('MOVE', draft, { Destination: `${url}%23%23DavMailSubmissionURI%23%23/` });
  return {
    send: async (name, eml) => {
      const draft = `Drafts/${name}.EML`;
      await ask('PROPPATCH', draft, { 'Content-Type': 'text/xml' }, UNSENT);
      await ask('PUT', draft, { 'Content-Type': 'message/rfc822' }, eml);
      const status = await submit(draft).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status !== 0) return status === 200 ? 'sent' : 'refused';
      // The line was cut. A draft that is gone was sent; sending again would make a second copy.
      const left = await ask('HEAD', draft);
      return left.status === 404 ? 'sent' : 'refused';
    },
    download: async (path) => {
      const first = await ask('GET', path, { Translate: 'f' });
      const etag = first.headers.get('etag') ?? '';
      const had = await bytesUntilCut(first);
      if (had.length === Number(first.headers.get('content-length'))) return had;
      const rest = await ask('GET', path, {
        Translate: 'f',
        Range: `bytes=${had.length}-`,
        'If-Range': etag,
      });
      return Buffer.concat([had, new Uint8Array(await rest.arrayBuffer())]);
    },
  };
}

async function bytesUntilCut(answer: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const reader = answer.body?.getReader();
  try {
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) pieces.push(next.value);
  } catch {
    // The cut is what the example is about; what came before it counts.
  }
  return Buffer.concat(pieces);
}
