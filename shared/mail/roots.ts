import * as v from 'valibot';

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const words = v.pipe(v.string(), v.maxLength(1024));

/** A folder outside of an account's own mailbox that its person added: of another user, or a public one. */
export const rootSchema = v.object({
  kind: v.picklist(['user', 'public']),
  /** The folder's identity, as in `Folder`. */
  path,
  /** As it is asked for. */
  href: path,
  /** As the server calls it; of a whole mailbox, the user's name. */
  name: words,
  /** Under which branch of the account it stands: the user's name; empty for public folders. */
  owner: words,
  /** With all folders below it: a mailbox. */
  whole: v.boolean(),
});
export type Root = v.InferOutput<typeof rootSchema>;

/** More are a mistake: each is asked for at every look. */
export const rootsSchema = v.pipe(v.array(rootSchema), v.maxLength(200));

/** What of another user's mailbox is opened. */
export const USER_FOLDERS = ['inbox', 'sent', 'drafts', 'deleted', 'whole'] as const;
export type UserFolder = (typeof USER_FOLDERS)[number];

/**
 * The store that a folder is in: a mailbox ('' stands for the account's own), or the public folders. Exchange moves
 * nothing from one store to another (reference 3.8). `root`: the path of the further root that it hangs under.
 */
export function storeOf(folder: { readonly path: string; readonly root?: string }): string {
  if (folder.root === undefined) return '';
  const [first = '', second = ''] = folder.path.toLowerCase().split('/').filter(Boolean);
  return first === 'exchange' ? `${first}/${second}` : first;
}
