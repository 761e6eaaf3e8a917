import { header, type Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { multistatus } from '../http/reply.ts';
import { addFolder } from '../store/mailbox.ts';
import { hrefOf } from '../store/urls.ts';
import { refusals, writeProperties } from '../store/write-properties.ts';
import { outcomePropstats, readPropertyUpdate } from './property-update.ts';
import { parentOf, targetOf } from './target.ts';
import { writtenHeaders } from './written.ts';

/** MKCOL (reference 3.4): 201 without a body, 207 with 201 inside where the body sets properties. */
export const mkcol: Method = (call) => {
  const target = targetOf(call);
  if (target.kind !== 'missing') refuse(405, 'There is something at this address already.');
  const parent = parentOf(target);
  const type = header(call, 'content-type') ?? '';
  if (call.body.length > 0 && type !== '' && !/xml/i.test(type))
    refuse(415, 'The body of MKCOL is XML or nothing.');
  const changes = call.body.length > 0 ? readPropertyUpdate(call.body) : null;
  const refused = changes && refusals(changes, true);
  if (refused) {
    return multistatus([
      { href: call.origin + call.path, status: 424, propstats: outcomePropstats(refused, false) },
    ]);
  }
  const folder = addFolder(call.mailbox, parent, target.name, 'IPF.Note');
  if (changes === null) return { status: 201, headers: writtenHeaders(call, folder), committed: true };
  const outcomes = writeProperties(call.mailbox, folder, changes, true);
  return multistatus(
    [{ href: hrefOf(call, folder), status: 201, propstats: outcomePropstats(outcomes, false) }],
    {
      headers: writtenHeaders(call, folder),
      committed: true,
    },
  );
};
