import { app, Notification, powerMonitor } from 'electron';
import type { NoticeSystem } from './notices.ts';

/** Notices and badge of the system that Retinue runs on. */
export function noticeSystem(): NoticeSystem {
  let locked = false;
  // macOS and Windows tell; elsewhere a screen that is locked shows no notices by itself.
  powerMonitor.on('lock-screen', () => {
    locked = true;
  });
  powerMonitor.on('unlock-screen', () => {
    locked = false;
  });
  return {
    isSupported: () => Notification.isSupported(),
    isLocked: () => locked,
    show(notice, onClick) {
      const shown = new Notification(notice);
      shown.on('click', onClick);
      shown.show();
    },
    setDockText: app.dock ? (text) => app.dock?.setBadge(text) : null,
    setBadgeCount: (count) => void app.setBadgeCount(count),
  };
}
