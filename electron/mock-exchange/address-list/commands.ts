import { type Call, flagHeader, header } from '../http/call.ts';
import { html, type Reply } from '../http/reply.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { routesFor } from '../transport/addresses.ts';
import { escapeAttribute } from '../xml/escape.ts';
import { freeBusy, spanOf } from './free-busy.ts';
import { peopleOf, type Person } from './people.ts';
import { findPeople, lookUp } from './search.ts';

type Query = ReadonlyMap<string, string>;

/** Fields of a row in OWA's order; DavMail and evolution read them by name. */
const SHOWN = ['DN', 'AN', 'EM', 'PH', 'OFFICE', 'TL', 'CP', 'FN', 'LN', 'DP'] as const;

/**
 * The commands of OWA that mail programs use on folder URLs (reference 3.5): `?Cmd=galfind`, `gallookup`, `freebusy`,
 * `contents` and `navbar`. null where the request is none of them.
 */
export function owaCommand(call: Call): Reply | null {
  if (!call.world.personality.exchange || flagHeader(call, 'translate') === false) return null;
  const query = queryOf(call);
  const people = () => peopleOf(call.world.mailboxes, call.world.seed);
  switch (query.get('cmd')?.toLowerCase()) {
    case 'galfind':
      return rowsOf(call, 'galfind', findPeople(people(), query));
    case 'gallookup':
      return rowsOf(call, 'gallookup', lookUp(people(), query.get('addr') ?? ''));
    case 'freebusy':
      return freeBusyRows(call, query);
    case 'contents':
    case 'navbar':
      return publicFolderLink(call);
    default:
      return null;
  }
}

/** Names in lower case: clients write `Cmd` and `cmd`. */
function queryOf({ query }: Call): Query {
  return new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value]));
}

function rowsOf(call: Call, command: string, people: readonly Person[]): Reply {
  const rows = people.map((person) => SHOWN.map((name) => [name, person[name]] as const));
  return itemsOf(call, command, rows);
}

function freeBusyRows(call: Call, query: Query): Reply {
  const span = spanOf(query);
  const wanted = new URLSearchParams(call.query).getAll('u').map((each) => each.replace(/^smtp:/i, ''));
  const rows = wanted.map((address) => {
    const mailbox = ownerOf(call, address);
    return [
      ['displayname', mailbox?.displayName ?? address],
      ['email', address],
      ['type', '1'],
      ['fbdata', freeBusy(mailbox, span)],
    ] as const;
  });
  return itemsOf(call, 'recipients', rows);
}

function ownerOf(call: Call, address: string): Mailbox | undefined {
  const [way] = routesFor([address], call.world.mailboxes);
  return way?.kind === 'mailbox' ? way.mailbox : undefined;
}

type Row = readonly (readonly [name: string, value: string])[];

/** XML for those who call themselves MSIE, a page for everybody else, as OWA does (reference 0, 3.5). */
function itemsOf(call: Call, command: string, rows: readonly Row[]): Reply {
  if (!/MSIE/.test(header(call, 'user-agent') ?? '')) return table(command, rows);
  const items = rows.map(
    (row) => `<a:item>${row.map(([name, value]) => element(name, value)).join('')}</a:item>`,
  );
  const markup = `<?xml version="1.0"?><a:response xmlns:a="WM"><a:${command}>${items.join('')}</a:${command}></a:response>`;
  return { status: 200, headers: { 'Content-Type': 'text/xml' }, body: Buffer.from(markup) };
}

function element(name: string, value: string): string {
  return `<a:${name}>${escapeAttribute(value)}</a:${name}>`;
}

function table(command: string, rows: readonly Row[]): Reply {
  const lines = rows.map(
    (row) => `<TR>${row.map(([, value]) => `<TD>${escapeAttribute(value)}</TD>`).join('')}</TR>\r\n`,
  );
  return html(
    200,
    `<HTML>\r\n<HEAD><TITLE>${command}</TITLE></HEAD>\r\n<BODY>\r\n<TABLE>\r\n${lines.join('')}</TABLE>\r\n</BODY>\r\n</HTML>\r\n`,
  );
}

/** Where evolution finds the server of the public folders: the link around the picture (reference 7.2, step 2). */
function publicFolderLink(call: Call): Reply {
  const link = escapeAttribute(`${call.origin}/public/`);
  return html(
    200,
    `<HTML>\r\n<HEAD><TITLE>Navigation</TITLE></HEAD>\r\n<BODY>\r\n<A HREF="${link}"><IMG SRC="/exchweb/img/nb-public.gif" ALT="Public Folders"></A>\r\n</BODY>\r\n</HTML>\r\n`,
  );
}
