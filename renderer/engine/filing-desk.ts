import { Dexie } from 'dexie';
import type { FilingCalls } from '../../shared/contracts/filing.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import type { RetinueDatabase } from '../store/database.ts';
import { previewFiling, toFile } from './filer.ts';
import { fieldsHere } from './known-fields.ts';
import type { MoveDesk } from './move-desk.ts';

type Items = FilingCalls['filing.apply']['args']['items'];

/** Rules on mail that is here already: what they would do, and doing it. */
export function createFilingDesk(deps: { readonly database: RetinueDatabase; readonly moves: MoveDesk }) {
  const { database, moves } = deps;
  return {
    async preview(folderId: string, filing: Filing): Promise<FilingCalls['filing.preview']['result']> {
      const rows = await database.messages
        .where('[folderId+nd]')
        .between([folderId, Dexie.minKey], [folderId, Dexie.maxKey])
        .toArray();
      const { items, looked, unknown } = await previewFiling(deps, rows, filing);
      return {
        looked,
        unknown,
        items: items.map(({ row: { id, from, subject, date }, decision }) => ({
          messageId: id,
          from,
          subject,
          date,
          decision,
        })),
      };
    },
    async apply(items: Items, filing: Filing): Promise<FilingCalls['filing.apply']['result']> {
      const folders = await database.folders.filter(({ removed }) => removed !== true).toArray();
      const rows = await database.messages.bulkGet(items.map(({ messageId }) => messageId));
      const planned = items.flatMap(({ decision }, nth) => {
        const row = rows[nth];
        return row ? [toFile(row, decision, folders, filing).item] : [];
      });
      return await moves.file(planned);
    },
    async fields(messageId: string): Promise<FilingCalls['filing.fields']['result']> {
      return fieldsHere(await database.messages.get(messageId), await database.bodies.get(messageId));
    },
  };
}
