/** Well-known folders of a mailbox in English, by the property that names them (reference 1.2). */
const FOLDERS = {
  inbox: 'Inbox/',
  drafts: 'Drafts/',
  sentitems: 'Sent%20Items/',
  deleteditems: 'Deleted%20Items/',
  outbox: 'Outbox/',
  sendmsg: '%23%23DavMailSubmissionURI%23%23/',
} as const;

/** A rule of the mock server: the root of this mailbox does not name these of its folders, each by its property. */
export function unnamedFolders(user: string, missing: readonly string[]) {
  const root = `/exchange/${user}/`;
  const named = Object.entries(FOLDERS).filter(([name]) => !missing.includes(name));
  const properties = named.map(([name, place]) => `<h:${name}>${root}${place}</h:${name}>`).join('');
  const propstat = `<a:propstat><a:status>HTTP/1.1 200 OK</a:status><a:prop>${properties}</a:prop></a:propstat>`;
  return {
    id: 'unnamed-folders',
    title: `The mailbox does not name ${missing.join(', ')}`,
    where: { method: 'PROPFIND', path: root },
    step: 'after-headers',
    what: {
      kind: 'status',
      status: 207,
      reason: 'Multi-Status',
      headers: { 'content-type': 'text/xml', 'ms-webstorage': '6.5.7638' },
      body: `<?xml version="1.0"?><a:multistatus xmlns:a="DAV:" xmlns:h="urn:schemas:httpmail:"><a:response><a:href>${root}</a:href>${propstat}</a:response></a:multistatus>`,
    },
  } as const;
}
