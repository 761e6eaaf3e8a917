import * as v from 'valibot';
import { descendsAtFirst, type Sort, SORTS } from '../../../shared/mail/arrangement.ts';
import { useCommand } from '../../hooks/commands.ts';
import {
  type Density,
  PREVIEWS,
  type PreviewPlace,
  useConversations,
  useDensity,
  useUsualPreview,
} from '../../hooks/habits.ts';
import { useTicks } from '../../hooks/use-ticks.ts';
import { useStored } from '../../hooks/use-stored.ts';

/** Height of a row of two lines, px, hairline included (ux: 45, 53, 61). */
const ROW_HEIGHTS: Readonly<Record<Density, number>> = { compact: 45, normal: 53, roomy: 61 };
/** Height of a row of one line, where the list is as wide as the window. */
const LINE_HEIGHTS: Readonly<Record<Density, number>> = { compact: 26, normal: 32, roomy: 40 };

const sortSchema = v.object({ sort: v.picklist(SORTS), descending: v.boolean() });
type Sorts = Readonly<Record<string, v.InferOutput<typeof sortSchema>>>;
const isSorts = (value: unknown): value is Sorts => v.is(v.record(v.string(), sortSchema), value);
type Previews = Readonly<Record<string, PreviewPlace>>;
const isPreviews = (value: unknown): value is Previews =>
  v.is(v.record(v.string(), v.picklist(PREVIEWS)), value);

const USUAL_SORT = { sort: 'date', descending: true } as const;

/** How lists look: for all folders their density and whether conversations are one row, for each its order and its preview. */
export function useView(folderId: string | null) {
  const [conversations, setConversations] = useConversations();
  const [density, setDensity] = useDensity();
  const [sorts, setSorts] = useStored<Sorts>('sorts', {}, isSorts);
  const [usualPreview] = useUsualPreview();
  const [previews, setPreviews] = useStored<Previews>('previews', {}, isPreviews);
  const id = folderId ?? '';
  const sort = sorts[id] ?? USUAL_SORT;
  const preview = previews[id] ?? usualPreview;
  const put = (place: PreviewPlace) => setPreviews({ ...previews, [id]: place });
  useCommand('conversations', () => setConversations(!conversations));
  useCommand('preview-right', () => put('right'));
  useCommand('preview-below', () => put('below'));
  useCommand('preview-off', () => put('off'));
  useCommand('density-compact', () => setDensity('compact'));
  useCommand('density-normal', () => setDensity('normal'));
  useCommand('density-roomy', () => setDensity('roomy'));
  useTicks({
    conversations,
    'preview-right': preview === 'right',
    'preview-below': preview === 'below',
    'preview-off': preview === 'off',
    'density-compact': density === 'compact',
    'density-normal': density === 'normal',
    'density-roomy': density === 'roomy',
  });
  const oneLine = preview !== 'right';
  return {
    conversations,
    density,
    preview,
    oneLine,
    rowHeight: (oneLine ? LINE_HEIGHTS : ROW_HEIGHTS)[density],
    sort,
    /** By something else; the same again turns it round. */
    sortBy: (by: Sort) => {
      const descending = by === sort.sort ? !sort.descending : descendsAtFirst(by);
      setSorts({ ...sorts, [id]: { sort: by, descending } });
    },
  };
}
export type View = ReturnType<typeof useView>;
