import { createHash } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Folder, StoreNode } from '../store/nodes.ts';
import { hrefOf } from '../store/urls.ts';
import type { XmlElement } from '../xml/tree.ts';

/** What a LOCK asks for (RFC 4918 section 9.10). */
export interface LockWish {
  readonly scope: 'exclusive' | 'shared';
  readonly depth: '0' | 'infinity';
  /** The `owner` element as it came; null where the client gave none. */
  readonly owner: XmlElement | null;
  /** The user who took it: nobody else may use the token (RFC 4918 section 6.4). */
  readonly principal: string;
  /** Until it ends by itself; null for never. */
  readonly seconds: number | null;
}

/** A write lock on a resource. */
export interface Lock extends LockWish {
  readonly token: string;
  readonly mailbox: Mailbox;
  /** The locked folder or item, by its counter. */
  readonly id: number;
  /** Encoded path under which it was locked: a resource that is moved away leaves its lock behind. */
  readonly root: string;
  /** ms on the world's clock; null for never. */
  readonly expires: number | null;
}

/** Locks of the whole server (RFC 4918 sections 6 and 7); reset with the world. */
export interface LockTable {
  /** Takes a lock. Whether one stands in its way is the method's question, not asked again here. */
  take(mailbox: Mailbox, node: StoreNode, wish: LockWish): Lock;
  /** Starts a lock's time anew; undefined where it has ended meanwhile. */
  refresh(token: string, seconds: number | null): Lock | undefined;
  release(token: string): void;
  /** Ends all locks on a node and below it: what MOVE does to its source (RFC 4918 section 7.5). */
  releaseTree(mailbox: Mailbox, node: StoreNode): void;
  /** The locks that bind a node: its own, and those of depth infinity of folders above it. */
  covering(mailbox: Mailbox, node: StoreNode): readonly Lock[];
  /** The locks on what is in a folder, at any depth, without those that cover the folder itself. */
  below(mailbox: Mailbox, folder: Folder): readonly Lock[];
  clear(): void;
}

interface TableParts {
  readonly clock: Clock;
  readonly seed: number;
}

/** An empty table. Tokens come of the seed, so that two runs of a scenario give out the same ones. */
export function newLockTable(parts: TableParts): LockTable {
  return new Table(parts);
}

class Table implements LockTable {
  readonly #parts: TableParts;
  readonly #locks = new Map<string, Lock>();
  #taken = 0;

  constructor(parts: TableParts) {
    this.#parts = parts;
  }

  take(mailbox: Mailbox, node: StoreNode, wish: LockWish): Lock {
    // Nobody may ever ask for what ended: it goes before the table grows.
    this.#living(() => true);
    const token = tokenOf(this.#parts.seed, ++this.#taken);
    const root = pathOf(mailbox, node);
    const lock = { ...wish, token, mailbox, id: node.id, root, expires: this.#until(wish.seconds) };
    this.#locks.set(token, lock);
    return lock;
  }

  refresh(token: string, seconds: number | null): Lock | undefined {
    const [lock] = this.#living((each) => each.token === token);
    if (!lock) return undefined;
    const fresh = { ...lock, seconds, expires: this.#until(seconds) };
    this.#locks.set(token, fresh);
    return fresh;
  }

  release(token: string): void {
    this.#locks.delete(token);
  }

  releaseTree(mailbox: Mailbox, node: StoreNode): void {
    const ended = this.#living((lock) => lock.mailbox === mailbox && isUnder(lock, node));
    for (const { token } of ended) this.#locks.delete(token);
  }

  covering(mailbox: Mailbox, node: StoreNode): readonly Lock[] {
    if (this.#locks.size === 0) return [];
    const above = ancestorIds(node);
    const binds = ({ id, depth }: Lock) => id === node.id || (depth === 'infinity' && above.has(id));
    return this.#living((lock) => lock.mailbox === mailbox && binds(lock));
  }

  below(mailbox: Mailbox, folder: Folder): readonly Lock[] {
    const inside = (lock: Lock) => lock.id !== folder.id && isUnder(lock, folder);
    return this.#living((lock) => lock.mailbox === mailbox && inside(lock));
  }

  clear(): void {
    this.#locks.clear();
  }

  #until(seconds: number | null): number | null {
    return seconds === null ? null : this.#parts.clock.now() + seconds * 1000;
  }

  /** Those that match; of these, what has ended meanwhile is dropped. */
  #living(matches: (lock: Lock) => boolean): readonly Lock[] {
    const found: Lock[] = [];
    for (const lock of this.#locks.values()) {
      if (!matches(lock)) continue;
      if (isAlive(lock, this.#parts.clock.now())) found.push(lock);
      else this.#locks.delete(lock.token);
    }
    return found;
  }
}

/** The folder or item that a lock is on; undefined where it is gone. */
export function lockedNode({ mailbox, id }: Lock): StoreNode | undefined {
  return mailbox.itemsById.get(id) ?? mailbox.foldersById.get(id);
}

/**
 * A lock ends with its time, and with its URL: resources also go by bulk verbs, POP3 and transport, none of which need
 * to know of locks.
 */
function isAlive(lock: Lock, now: number): boolean {
  if (lock.expires !== null && lock.expires <= now) return false;
  const node = lockedNode(lock);
  return node !== undefined && pathOf(lock.mailbox, node) === lock.root;
}

function isUnder(lock: Lock, node: StoreNode): boolean {
  const locked = lockedNode(lock);
  return locked !== undefined && (locked.id === node.id || ancestorIds(locked).has(node.id));
}

/** The counters of all folders above a node. */
export function ancestorIds(node: StoreNode): ReadonlySet<number> {
  const ids = new Set<number>();
  let folder = node.kind === 'folder' ? node.parent : node.folder;
  for (; folder !== null; folder = folder.parent) ids.add(folder.id);
  return ids;
}

function pathOf(mailbox: Mailbox, node: StoreNode): string {
  return hrefOf({ origin: '', mailbox }, node);
}

/** `opaquelocktoken:` and a UUID (RFC 4918 appendix C); version 4 in form, made of the seed. */
function tokenOf(seed: number, count: number): string {
  const hex = createHash('sha256').update(`lock ${seed} ${count}`).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return `opaquelocktoken:${parts.join('-')}`;
}
