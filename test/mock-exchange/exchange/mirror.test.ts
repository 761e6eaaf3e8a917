import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { ask, searchBody, serverWith, texts } from '../support/server.ts';
import { bulkBody, INBOX, markRead, outcomes, PROJECTS, responses } from './support.ts';

const UID = '"http://schemas.microsoft.com/repl/repl-uid"';
const DEEP = `FROM SCOPE('deep traversal of "/exchange/alex/Inbox"')`;
const UNREAD = `SELECT ${UID} ${DEEP} WHERE "DAV:isfolder" = False AND "urn:schemas:httpmail:read" = False`;
const ORDERED = `SELECT "DAV:href" ${DEEP} ORDER BY "urn:schemas:httpmail:subject" DESC`;

type Step = readonly [
  kind: 'deliver' | 'delete' | 'out' | 'in' | 'read' | 'unread' | 'folder' | 'sync',
  at: number,
];

/** The names of what lies directly in a folder, as they stand in addresses. */
async function namesIn(mock: MockExchange, path: string): Promise<readonly string[]> {
  const answer = await ask(mock, 'SEARCH', path, {}, searchBody('SELECT "DAV:href" FROM ""'));
  return outcomes(answer).map((row) => row.split(' ')[0] ?? '');
}

async function play(mock: MockExchange, [kind, at]: Step): Promise<void> {
  const from = kind === 'in' ? PROJECTS : INBOX;
  const names = await namesIn(mock, from);
  const name = names[at % Math.max(1, names.length)] ?? 'None.EML';
  const transfer = { Overwrite: 'f', 'Allow-Rename': 't' };
  switch (kind) {
    case 'deliver':
      return mock.deliver('alex', message(`Subject ${at}`, { id: at }));
    case 'delete':
      return void (await ask(mock, 'BDELETE', INBOX, {}, bulkBody('delete', [name])));
    case 'out':
      return void (await ask(
        mock,
        'BMOVE',
        from,
        { ...transfer, Destination: PROJECTS },
        bulkBody('move', [name]),
      ));
    case 'in':
      return void (await ask(
        mock,
        'BMOVE',
        from,
        { ...transfer, Destination: INBOX },
        bulkBody('move', [name]),
      ));
    case 'read':
    case 'unread':
      return void (await markRead(mock, INBOX + name, kind === 'read'));
    case 'folder':
      await ask(mock, 'MKCOL', `${PROJECTS}Box${at}`);
      await ask(mock, 'COPY', INBOX + name, { Destination: `${PROJECTS}Box${at}/Copy.EML` });
      return;
    case 'sync':
      return;
  }
}

/** Applies one replicating search to a mirror of identities, fetched in parts of three rows. */
async function sync(mock: MockExchange, mirror: Set<string>, from: string): Promise<string> {
  let blob = from;
  for (let row = 0, total = 1; row < total; row += 3) {
    const answer = await ask(
      mock,
      'SEARCH',
      INBOX,
      { Range: `rows=${row}-${row + 2}` },
      `<searchrequest xmlns="DAV:"><repl xmlns="http://schemas.microsoft.com/repl/"><collblob>${blob}</collblob></repl><sql>${UNREAD}</sql></searchrequest>`,
    );
    expect(answer.status).toBe(207);
    blob = texts(answer.text, 'collblob')[0] ?? '';
    total = Number(/total=(\d+)/.exec(String(answer.headers['content-range']))?.[1]);
    for (const each of responses(answer)) {
      const uid = texts(each, 'repl-uid')[0] ?? '';
      if (texts(each, 'changetype')[0] === 'delete') mirror.delete(uid);
      else mirror.add(uid);
    }
  }
  return blob;
}

it('a mirror that follows the changes is what the server has, and so are kept orders', async () => {
  const kinds = fc.constantFrom(
    'deliver',
    'delete',
    'out',
    'in',
    'read',
    'unread',
    'folder',
    'sync' as const,
  );
  const steps = fc.array(fc.tuple(kinds, fc.nat(9)) as fc.Arbitrary<Step>, { maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(steps, async (played) => {
      const mock = await serverWith([message('One'), message('Two'), message('Three'), message('Four')], {
        folders: [{ name: 'Projects', messages: [message('Five')] }],
      });
      const mirror = new Set<string>();
      let blob = await sync(mock, mirror, '');
      for (const step of played) {
        await play(mock, step);
        await ask(mock, 'SEARCH', INBOX, {}, searchBody(ORDERED));
        if (step[0] === 'sync') blob = await sync(mock, mirror, blob);
      }
      await sync(mock, mirror, blob);
      const fresh = await ask(mock, 'SEARCH', INBOX, {}, searchBody(UNREAD));
      expect([...mirror].sort()).toEqual([...texts(fresh.text, 'repl-uid')].sort());
      const kept = outcomes(await ask(mock, 'SEARCH', INBOX, {}, searchBody(ORDERED)));
      const anew = outcomes(
        await ask(mock, 'SEARCH', INBOX, {}, searchBody(ORDERED.replace('DESC', 'desc'))),
      );
      expect(kept).toEqual(anew);
      await mock.stop();
    }),
    { numRuns: 25 },
  );
});
