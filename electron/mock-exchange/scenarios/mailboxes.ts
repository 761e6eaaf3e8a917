import { generateMailbox } from '../generate/mailbox.ts';
import { randomFor } from '../generate/random.ts';
import type { NewFolder, NewMailbox, NewMessage } from '../store/content.ts';
import { ROLES } from '../store/well-known.ts';
import { messagesOf, type ItemSetting } from './items.ts';
import type { ScenarioItem, ScenarioMailbox } from './mailbox-schema.ts';

/** A mailbox as the world is made of it. `plan` is what it was made from, where a scenario can say that. */
export type PlannedMailbox = NewMailbox & { readonly password: string; readonly plan?: ScenarioMailbox };

/** What mailboxes of a scenario need of the one who makes them. */
export interface MailboxSetting extends Pick<ItemSetting, 'seed' | 'now' | 'file'> {
  /** The mailboxes that the server was started with: they lend name, address and password where a scenario gives none. */
  readonly base: readonly PlannedMailbox[];
}

const DOMAIN = 'halvorsen-lie.example';

/** The same for the same seed, so that scripts may keep it; it guards made-up mail on the loopback only. */
export function passwordFor(seed: number): string {
  const random = randomFor(seed, 0x70617373);
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 12 }, () => letters[random.int(letters.length)]).join('');
}

/** Makes the mailboxes of a scenario, each with generated mail of its own and with its items. */
export async function mailboxesOf(
  plans: readonly ScenarioMailbox[],
  setting: MailboxSetting,
): Promise<readonly PlannedMailbox[]> {
  const made: PlannedMailbox[] = [];
  for (const [at, plan] of plans.entries()) made.push(await mailboxOf(plan, at, setting));
  return made;
}

async function mailboxOf(
  plan: ScenarioMailbox,
  at: number,
  setting: MailboxSetting,
): Promise<PlannedMailbox> {
  const owner = ownerOf(plan, setting);
  const { messages, folders, attachmentSize } = plan;
  const generated = generateMailbox({
    seed: setting.seed + at,
    messages,
    folders,
    now: setting.now,
    owner,
    ...(attachmentSize === undefined ? {} : { attachmentSize }),
  });
  const own = await itemFolders(plan.items, `mailboxes[${at}]`, { ...setting, owner });
  const grants = plan.grants ? { grants: plan.grants } : {};
  return { ...owner, ...grants, folders: [...generated.folders, ...own], plan };
}

function ownerOf({ user, displayName, address, password }: ScenarioMailbox, { base, seed }: MailboxSetting) {
  const there = base.find((each) => each.user.toLowerCase() === user.toLowerCase());
  const [first] = base;
  const domain = first?.address.split('@').at(-1) ?? DOMAIN;
  return {
    user,
    displayName: displayName ?? there?.displayName ?? user,
    address: address ?? there?.address ?? `${user}@${domain}`,
    password: password ?? there?.password ?? first?.password ?? passwordFor(seed),
  };
}

async function itemFolders(
  items: readonly ScenarioItem[],
  path: string,
  setting: Pick<ItemSetting, 'seed' | 'now' | 'file' | 'owner'>,
): Promise<readonly NewFolder[]> {
  const folders: NewFolder[] = [];
  for (const [at, item] of items.entries()) {
    const place = { path: `${path}.items[${at}]`, number: `${path.replace(/\D/g, '')}-${at}` };
    folders.push(folderFor(item.folder, await messagesOf(item, { ...setting, ...place })));
  }
  return folders;
}

/** Folders of the same role or name are one folder in the store. */
function folderFor(place: string, messages: readonly NewMessage[]): NewFolder {
  const role = ROLES.find((each) => each === place.toLowerCase());
  if (role) return { name: role, role, messages };
  const [name = place, ...below] = place.split('/').filter((step) => step !== '');
  if (below.length === 0) return { name, messages };
  return { name, messages: [], folders: [folderFor(below.join('/'), messages)] };
}
