import type { Zippable } from 'fflate';
import type { PlannedMailbox } from '../scenarios/mailboxes.ts';
import type { ScenarioItem, ScenarioMailbox } from '../scenarios/mailbox-schema.ts';
import { ownPlan } from '../scenarios/save.ts';
import type { MessageContent, NewFolder, NewMessage } from '../store/content.ts';

/** Mail that a bundle takes along: so much of it, and no message that is larger. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_MESSAGE_BYTES = 8 * 1024 * 1024;

export interface BundledMail {
  /** Null: the scenario names the mailboxes by what they were made from, and no file is needed. */
  readonly mailboxes: ScenarioMailbox[] | null;
  readonly files: Zippable;
  readonly leftOut: number;
}

/** Imported mail and mail of a test's own is not made from a seed: it goes into files that the items name. */
export function mailOf(mailboxes: readonly PlannedMailbox[]): BundledMail {
  if (mailboxes.every(({ plan }) => plan !== undefined)) return { mailboxes: null, files: {}, leftOut: 0 };
  const box = new Box();
  const plans = mailboxes.map((mailbox): ScenarioMailbox => {
    const { user, displayName, address, password, plan, folders } = mailbox;
    if (plan) return ownPlan(mailbox, plan);
    const items = folders.flatMap((folder) => box.itemsOf(folder, '', user));
    return { user, displayName, address, password, messages: 0, folders: 0, items };
  });
  return { mailboxes: plans, files: box.files, leftOut: box.leftOut };
}

class Box {
  readonly files: Zippable = {};
  leftOut = 0;
  #bytes = 0;

  itemsOf(folder: NewFolder, above: string, user: string): readonly ScenarioItem[] {
    const path = above === '' ? (folder.role ?? folder.name) : `${above}/${folder.name}`;
    const items: ScenarioItem[] = [];
    for (const message of folder.messages) {
      const file = this.#add(message.content, user);
      if (file !== null) items.push(itemOf(message, path, file));
    }
    return [...items, ...(folder.folders ?? []).flatMap((child) => this.itemsOf(child, path, user))];
  }

  #add(content: MessageContent, user: string): string | null {
    if (content.size > MOST_MESSAGE_BYTES || this.#bytes + content.size > MOST_BYTES) {
      this.leftOut++;
      return null;
    }
    this.#bytes += content.size;
    const name = `mailbox/${user}/${String(Object.keys(this.files).length + 1).padStart(6, '0')}.eml`;
    this.files[name] = content.bytes();
    return name;
  }
}

function itemOf(message: NewMessage, folder: string, file: string): ScenarioItem {
  const { received, read, flagged = false, draft = false, submitted = false, mapiOnly = false } = message;
  const at = new Date(received).toISOString();
  return {
    folder,
    file,
    at,
    ageHours: 0,
    read,
    flagged,
    draft,
    submitted,
    mapiOnly,
    bodyless: false,
    copies: 1,
  };
}
