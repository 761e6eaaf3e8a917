import { answer, multistatus, row, type Script } from '../integration/network/scripted-server.ts';

/** A way to answer wrongly, and the words by which a person must learn of it. */
export interface HostileAnswer {
  readonly name: string;
  readonly script: Script;
  readonly says: RegExp;
}

const HTML = '<html><head><title>Welcome</title></head><body>Hello</body></html>';
const PAGE = { 'content-type': 'text/html' };
const XML = { 'content-type': 'text/xml' };
const ROOT = '<?xml version="1.0"?><a:multistatus xmlns:a="DAV:" xmlns:d="urn:schemas:httpmail:">';
const NOT_XML = /The server's answer is not the XML that was due/;

/** OPTIONS as of a sound Exchange; everything else by the test. */
export function behindOptions(script: Script): Script {
  return (request, socket) =>
    request.method === 'OPTIONS'
      ? answer(200, '', { dav: '1, 2', 'ms-webstorage': '6.5.7638' })
      : script(request, socket);
}

/** Never stops: row after row, as fast as it is read. */
const endless: Script = (_request, socket) => {
  const rows = row('/exchange/alex/a', '<d:subject>x</d:subject>').repeat(400);
  socket.write(`HTTP/1.1 207 Multi-Status\r\nContent-Type: text/xml\r\n\r\n${ROOT}`);
  const more = () => {
    while (!socket.destroyed && socket.write(rows));
  };
  socket.on('drain', more);
  more();
};

/** A billion laughs, a thousandfold smaller: each entity is ten of the one before. */
const BOMB = Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');

/** Answers to PROPFIND and SEARCH that are none. */
export const BROKEN_ANSWERS: readonly HostileAnswer[] = [
  { name: 'a 207 that is not XML', script: () => answer(207, 'It works!', XML), says: NOT_XML },
  {
    name: 'a 207 that breaks off',
    script: () => answer(207, `${ROOT}<a:response><a:href>/x`, XML),
    says: /it breaks off or is not well-formed/,
  },
  {
    name: 'XML with a DTD',
    script: () => answer(207, `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${ROOT}&e;`, XML),
    says: /it brings a document type of its own, which Retinue never reads/,
  },
  {
    name: 'an entity bomb',
    script: () => answer(207, `<!DOCTYPE x [<!ENTITY l0 "ha">${BOMB}]>${ROOT}&l9;`, XML),
    says: /it brings a document type of its own, which Retinue never reads/,
  },
  {
    name: '100,000 levels',
    script: () => answer(207, ROOT + '<a:x>'.repeat(100_000), XML),
    says: /it is nested too deeply/,
  },
  {
    name: 'an answer of 2 GB by its length',
    script: () => answer(207, ROOT, { ...XML, 'content-length': '2147483648' }),
    says: /The server's answer is larger than \d+ MB/,
  },
  { name: 'an answer that never ends', script: endless, says: /The server's answer is larger than \d+ MB/ },
  {
    name: 'a web page in place of the answer',
    script: () => answer(200, HTML, PAGE),
    says: /The server sent a web page where the (?:mailbox|folder) should be/,
  },
];

/** Servers that are no Exchange, or none that this password opens. */
export const OTHER_SERVERS: readonly HostileAnswer[] = [
  { name: 'a web server', script: () => answer(200, HTML, PAGE), says: /does not speak WebDAV/ },
  {
    name: 'a web server that knows no OPTIONS',
    script: () => answer(405, HTML, PAGE),
    says: /does not speak WebDAV/,
  },
  {
    name: 'a WebDAV server that is not Exchange',
    script: behindOptions(() =>
      multistatus(row('/exchange/alex/', '<a:resourcetype><a:collection/></a:resourcetype>'), {
        'ms-webstorage': '',
      })
        .toString()
        .replace(/ms-webstorage: \r\n/, ''),
    ),
    says: /speaks WebDAV but is not Exchange/,
  },
  {
    name: 'a login page',
    script: () => answer(302, '', { location: '/exchweb/bin/auth/owalogon.asp?url=x&reason=0' }),
    says: /asks for the password on a web page of its own \(302\)/,
  },
  {
    name: 'a line that is not HTTP',
    script: (_request, socket) => void socket.end('220 mail ESMTP ready\r\n'),
    says: /not HTTP|broke before the answer/,
  },
];

/** Takes no password. */
export const wrongPassword: Script = () => answer(401, '', { 'www-authenticate': 'Basic realm="mail"' });
