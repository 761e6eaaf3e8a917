/** What the system offers for telling a person something while the window is not looked at. */
export interface NoticeSystem {
  readonly isSupported: () => boolean;
  readonly show: (notice: { readonly title: string; readonly body: string }, onClick: () => void) => void;
  /** null: this system has no such badge. */
  readonly setDockText: ((text: string) => void) | null;
  readonly setBadgeCount: (count: number) => void;
}
export interface Notices {
  readonly show: (notice: { readonly title: string; readonly body: string }) => null;
  readonly badge: (facts: { readonly unread: number; readonly needsYou: boolean }) => null;
}

const TITLE_CHARS = 120;
const BODY_CHARS = 400;

/** Notices and the badge. Where only a number can be shown, what needs its person has no dot: the window says it. */
export function createNotices(system: NoticeSystem, onClick: () => void): Notices {
  return {
    show({ title, body }) {
      const cut = { title: title.slice(0, TITLE_CHARS), body: body.slice(0, BODY_CHARS) };
      if (system.isSupported()) system.show(cut, onClick);
      return null;
    },
    badge({ unread, needsYou }) {
      const dot = needsYou ? '•' : '';
      if (system.setDockText) system.setDockText(`${unread > 0 ? unread : ''}${dot}`);
      else system.setBadgeCount(unread);
      return null;
    },
  };
}
