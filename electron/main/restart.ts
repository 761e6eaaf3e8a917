import { app } from 'electron';

/** Ends Retinue and starts it again; what is being written is on disk before. */
export function restart(): void {
  // An AppImage runs from a place that is gone once it has ended; it names its file.
  const execPath = process.env['APPIMAGE'];
  app.relaunch(execPath === undefined ? {} : { execPath });
  app.quit();
}
