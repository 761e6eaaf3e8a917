import type { WhyNoUpdates } from '../../../shared/contracts/system.ts';

/** How this Retinue came onto the computer. */
export interface Installation {
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly program: string;
  /** It runs from an AppImage. */
  readonly isAppImage: boolean;
  /** What electron-builder left beside it: "deb", "rpm"; null where it left nothing. */
  readonly packageType: string | null;
  /** An address for newer versions was built in. */
  readonly hasAddress: boolean;
}

/** Why no newer version is looked for, or null. Two that replace the same files would undo each other's work. */
export function whyNoUpdates(of: Installation): WhyNoUpdates | null {
  if (!of.isPackaged) return 'development';
  if (of.platform === 'linux' && !of.isAppImage)
    return of.packageType !== null || /^\/(opt|usr)\//.test(of.program) ? 'package-manager' : 'unpacked';
  return of.hasAddress ? null : 'no-address';
}
