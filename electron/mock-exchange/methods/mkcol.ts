import { type Call, header, type Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { multistatus } from '../http/reply.ts';
import { addFolder } from '../store/mailbox.ts';
import { hrefOf } from '../store/urls.ts';
import { checkConditions } from './conditions.ts';
import { refuseLocked } from './locked.ts';
import { modelOf } from './property-model.ts';
import { outcomePropstats, readPropertyUpdate } from './property-update.ts';
import { searchFolderOf } from './search-folder.ts';
import { asNode, parentOf, targetOf } from './target.ts';
import { writtenHeaders } from './written.ts';

/**
 * MKCOL (reference 3.4): 201 without a body, 207 with 201 inside where the body sets properties. A plain server takes no
 * body at all (RFC 4918 section 9.3).
 */
export const mkcol: Method = (call) => {
  const target = targetOf(call);
  checkConditions(call, asNode(target), target);
  if (target.kind !== 'missing')
    refuse(405, 'There is something at this address already.', { Allow: 'OPTIONS, GET, HEAD, PROPFIND' });
  const parent = parentOf(target);
  refuseLocked(call, parent);
  refuseForeignBody(call);
  const model = modelOf(call);
  const changes = call.body.length > 0 ? readPropertyUpdate(call.body) : null;
  const refused = changes && model.refusals(changes, true);
  if (refused) {
    return multistatus([
      { href: call.origin + call.path, status: 424, propstats: outcomePropstats(refused, false) },
    ]);
  }
  const asSearchFolder = searchFolderOf(call, changes ?? [], null);
  const folder = addFolder(call.mailbox, parent, target.name, 'IPF.Note');
  if (changes === null) return { status: 201, headers: writtenHeaders(call, folder), committed: true };
  const outcomes = model.write(folder, changes, true);
  asSearchFolder(folder);
  return multistatus(
    [{ href: hrefOf(call, folder), status: 201, propstats: outcomePropstats(outcomes, false) }],
    {
      headers: writtenHeaders(call, folder),
      committed: true,
    },
  );
};

function refuseForeignBody(call: Call): void {
  if (call.body.length === 0) return;
  if (!call.world.personality.exchange) refuse(415, 'MKCOL takes no body here.');
  const type = header(call, 'content-type') ?? '';
  if (type !== '' && !/xml/i.test(type)) refuse(415, 'The body of MKCOL is XML or nothing.');
}
