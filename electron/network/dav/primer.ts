/**
 * A request that asks for next to nothing, to learn how a server wants its sign-in or to carry the legs of one
 * (reference 2.1). OPTIONS is answered by many servers without a sign-in.
 */
export const PRIMER = {
  method: 'PROPFIND',
  headers: { depth: '0', 'content-type': 'text/xml' },
  body: '<?xml version="1.0"?><D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/></D:prop></D:propfind>',
} as const;
