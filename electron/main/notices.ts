import type { Say } from '../../shared/language/say.ts';
import { type QuietHours, quietForMs } from '../../shared/settings/quiet-hours.ts';

/** What the system offers for telling a person something while the window is not looked at. */
export interface NoticeSystem {
  readonly isSupported: () => boolean;
  /** Whoever passes by can read the screen: senders and subjects are not shown. */
  readonly isLocked: () => boolean;
  readonly show: (notice: { readonly title: string; readonly body: string }, onClick: () => void) => void;
  /** null: this system has no such badge. */
  readonly setDockText: ((text: string) => void) | null;
  readonly setBadgeCount: (count: number) => void;
}
/** What a click on a notice of messages leads to: a message, or a folder. */
export interface MailPlace {
  readonly folderId: string;
  readonly messageId: string | null;
}
export interface MailNotice extends MailPlace {
  readonly title: string;
  readonly body: string;
  readonly count: number;
}
export interface Notices {
  /** Of the Outbox: never held back. */
  readonly show: (notice: { readonly title: string; readonly body: string }) => null;
  /** Of new mail: held back in quiet hours, and told as one number when they are over. */
  readonly mail: (notice: MailNotice) => null;
  /** Of messages to be reminded of: the same. */
  readonly reminder: (notice: MailNotice) => null;
  readonly badge: (facts: { readonly unread: number; readonly needsYou: boolean }) => null;
}

export interface NoticeOptions {
  readonly system: NoticeSystem;
  readonly onOutbox: () => void;
  readonly onMail: (place: MailPlace) => void;
  readonly quiet: () => QuietHours;
  readonly now: () => Date;
  /** Runs `act` after so many ms; what still waits when Retinue ends is not told. */
  readonly later: (ms: number, act: () => void) => void;
  readonly say: Say;
}

const TITLE_CHARS = 120;
const BODY_CHARS = 400;

/** Notices and the badge. Where only a number can be shown, what needs its person has no dot: the window says it. */
export function createNotices({ system, onOutbox, onMail, quiet, now, later, say }: NoticeOptions): Notices {
  const tell = ({ title, body }: { readonly title: string; readonly body: string }, onClick: () => void) => {
    const cut = { title: title.slice(0, TITLE_CHARS), body: body.slice(0, BODY_CHARS) };
    if (system.isSupported()) system.show(cut, onClick);
    return null;
  };
  const quietMs = () => quietForMs(quiet(), now().getHours() * 60 + now().getMinutes());
  /** Notices of messages that wait while it is quiet; `counted` says how many there are, and nothing of them. */
  const holding = (counted: (count: number) => string, whyLate: string) => {
    let held: MailNotice | null = null;
    const whenOver = () => {
      const ms = quietMs(); // the hours may have been changed meanwhile
      if (ms > 0) return later(ms, whenOver);
      if (!held) return;
      const { count, folderId } = held;
      tell({ title: counted(count), body: whyLate }, () => onMail({ folderId, messageId: null }));
      held = null;
    };
    return (notice: MailNotice): null => {
      const ms = quietMs();
      const hidden = { title: counted(notice.count), body: '' };
      if (ms === 0) return tell(system.isLocked() ? hidden : notice, () => onMail(notice));
      if (!held) later(ms, whenOver);
      held = { ...notice, count: notice.count + (held?.count ?? 0) };
      return null;
    };
  };
  return {
    show: (notice) => tell(notice, onOutbox),
    mail: holding(
      (count) => say('{count, plural, one {# new message} other {# new messages}}', { count }),
      say('Came in the quiet hours.'),
    ),
    reminder: holding(
      (count) => say('{count, plural, one {# reminder} other {# reminders}}', { count }),
      say('Was due in the quiet hours.'),
    ),
    badge({ unread, needsYou }) {
      const dot = needsYou ? '•' : '';
      if (system.setDockText) system.setDockText(`${unread > 0 ? unread : ''}${dot}`);
      else system.setBadgeCount(unread);
      return null;
    },
  };
}
