/** What runs inside the window under measurement: it looks at what is drawn and says when. Times in ms. */
export interface Probe {
  /** From the next click to the frame that shows the folder's rows all over the view. */
  opened(folder: string): Promise<number>;
  /** Begins to write down how long each frame takes. */
  startFrames(): void;
  /** Ends it; the frames since. */
  stopFrames(): readonly number[];
  /** The time here. */
  now(): number;
  /** From the last scroll, one after `since`, to the frame that shows rows all over the view. Rejects without a scroll. */
  settled(since: number): Promise<number>;
  /** Puts a list of plain rows over the list of the window, as large as that one; false takes it away. */
  plainList(shown: boolean): void;
  /** How many rows a table of the store has. */
  count(table: string): Promise<number>;
  /** Whether the first pass over a folder has come to its end. */
  complete(folderId: string): Promise<boolean>;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

const ROW = 53;
/** A scroll that was asked for comes within this. */
const SCROLL_MS = 10_000;

window.probe = {
  async opened(folder) {
    const from = await new Promise<number>((resolve) =>
      addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true }),
    );
    while (!isFull(document.querySelector(`.list-scroll[aria-label="${folder}"]`))) await frame();
    await painted();
    return performance.now() - from;
  },
  startFrames: () => recorder().start(),
  stopFrames: () => recorder().stop(),
  now: () => performance.now(),
  async settled(since) {
    while (!(lastScroll() > since)) {
      if (performance.now() - since > SCROLL_MS) throw new Error('nothing was scrolled');
      await frame();
    }
    while (!isFull(document.querySelector('.plain-list') ?? document.querySelector('.list-scroll')))
      await frame();
    await painted();
    return performance.now() - lastScroll();
  },
  plainList(shown) {
    document.querySelector('.plain-list')?.remove();
    if (shown) layPlainList();
  },
  count: async (table) =>
    (await read((database) => database.transaction(table).objectStore(table).count())) ?? 0,
  async complete(folderId) {
    const cursor: unknown = await read((database) =>
      database.transaction('cursors').objectStore('cursors').get(folderId),
    );
    return typeof cursor === 'object' && cursor !== null && 'next' in cursor && cursor.next === null;
  },
};

function frame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** The frame under way has been drawn. */
async function painted(): Promise<void> {
  await frame();
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', resolve, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}

/** Whether real rows, and the heads of their groups, cover the view without a gap, or as far as there are any. */
function isFull(list: Element | null): boolean {
  if (!list || list.clientHeight === 0 || !(Number(list.getAttribute('aria-rowcount')) > 0)) return false;
  const view = list.getBoundingClientRect();
  const inView = [...list.querySelectorAll('.row, .group-head')]
    .map((row) => ({ row, ...boxOf(row) }))
    .filter(({ top, bottom }) => bottom > view.top && top < view.bottom)
    .sort((a, b) => a.top - b.top);
  if (inView.some(({ row }) => row.classList.contains('row-blank'))) return false;
  const end = Math.min(view.top + list.clientHeight, boxOf(list.firstElementChild).bottom);
  let covered = view.top;
  for (const { top, bottom } of inView) if (top <= covered + 1) covered = Math.max(covered, bottom);
  return inView.length > 0 && covered >= end - 1;
}

function boxOf(element: Element | null): { readonly top: number; readonly bottom: number } {
  const { top = 0, bottom = 0 } = element?.getBoundingClientRect() ?? {};
  return { top, bottom };
}

/** One for the window: frames are written down between start and stop. */
function recorder() {
  const held = window as unknown as { frames?: number[] };
  return {
    start() {
      const frames: number[] = [];
      held.frames = frames;
      let before = performance.now();
      const next = (now: number) => {
        frames.push(now - before);
        before = now;
        if (held.frames === frames) requestAnimationFrame(next);
      };
      requestAnimationFrame((now) => {
        before = now;
        requestAnimationFrame(next);
      });
    },
    stop() {
      const { frames = [] } = held;
      delete held.frames;
      return frames;
    },
  };
}

/** When something was scrolled last. */
function lastScroll(): number {
  return (window as unknown as { scrolledAt?: number }).scrolledAt ?? 0;
}
addEventListener('scroll', ({ timeStamp }) => Object.assign(window, { scrolledAt: timeStamp }), {
  capture: true,
  passive: true,
});

/** Absolutely placed rows of text that are moved as the list is scrolled: what any list of this length costs at least. */
function layPlainList(): void {
  const real = document.querySelector('.list-scroll');
  if (!real) throw new Error('there is no list to lie over');
  const { left, top, width, height } = real.getBoundingClientRect();
  const list = document.createElement('div');
  list.className = 'plain-list list-scroll';
  list.setAttribute('aria-rowcount', real.getAttribute('aria-rowcount') ?? '0');
  Object.assign(list.style, {
    position: 'fixed',
    zIndex: '9',
    background: 'Canvas',
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
  const canvas = document.createElement('div');
  Object.assign(canvas.style, { position: 'relative', height: `${real.scrollHeight}px` });
  const rows = Array.from({ length: Math.ceil(height / ROW) + 1 }, () => {
    const row = document.createElement('div');
    row.className = 'row';
    return row;
  });
  canvas.append(...rows);
  list.append(canvas);
  const draw = () => {
    const first = Math.floor(list.scrollTop / ROW);
    for (const [nth, row] of rows.entries()) {
      row.style.top = `${(first + nth) * ROW}px`;
      row.textContent = `Row ${first + nth} of a list without a store`;
    }
  };
  list.addEventListener('scroll', draw, { passive: true });
  document.body.append(list);
  draw();
}

/** What the store answers; undefined where the application has not made it yet. */
function read<T>(ask: (database: IDBDatabase) => IDBRequest<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('retinue');
    let isNew = false;
    // To open it would make it, without the tables that the application makes.
    opening.onupgradeneeded = () => {
      isNew = true;
      opening.transaction?.abort();
    };
    opening.onerror = () =>
      isNew ? resolve(undefined) : reject(opening.error ?? new Error('the store did not open'));
    opening.onsuccess = () => {
      let asked: IDBRequest<T>;
      try {
        asked = ask(opening.result);
      } catch (thrown) {
        opening.result.close();
        return reject(thrown);
      }
      asked.onerror = () => reject(asked.error ?? new Error('the store did not answer'));
      asked.onsuccess = () => {
        opening.result.close();
        resolve(asked.result);
      };
    };
  });
}
