import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';

/** The `mailto:` link that the system started the program with, or null. It is somebody else's: only its reader takes it apart. */
export function mailtoIn(argv: readonly string[]): string | null {
  return argv.slice(1).findLast((arg) => /^mailto:/i.test(arg)) ?? null;
}

/** The link to a message that the system started the program with, or null. It is somebody else's, too. */
export function messageLinkIn(argv: readonly string[]): string | null {
  return argv.slice(1).findLast((arg) => /^retinue:/i.test(arg)) ?? null;
}

/** Links that wait until the window is there to write what they begin. */
export interface MailtoLinks {
  readonly add: (url: string) => void;
  /** Each is given out once. */
  readonly take: () => readonly string[];
}

/** More than these at once are no person's doing. */
const MOST = 5;

/** `onAdded` is told that there is something to take. */
export function createMailtoLinks(onAdded: () => void): MailtoLinks {
  let waiting: readonly string[] = [];
  return {
    add(url) {
      waiting = [...waiting, url].slice(-MOST);
      onAdded();
    },
    take() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}

/** What the system knows of programs for `mailto:`; Electron's app in the application. */
export interface MailtoSystem {
  isDefaultProtocolClient(protocol: string): boolean;
  setAsDefaultProtocolClient(protocol: string): boolean;
  removeAsDefaultProtocolClient(protocol: string): boolean;
}

/** Whether links of other programs come to Retinue, and the way to change it: only ever at a person's wish. */
export interface MailtoHandling {
  readonly isOurs: () => boolean;
  /** Makes Retinue the program for them, or no longer. Throws 'unsupported' where the system does not take that. */
  readonly toggle: () => void;
}

export function createMailtoHandling(system: MailtoSystem): MailtoHandling {
  const isOurs = () => system.isDefaultProtocolClient('mailto');
  return {
    isOurs,
    toggle() {
      const wasOurs = isOurs();
      const done = wasOurs
        ? system.removeAsDefaultProtocolClient('mailto')
        : system.setAsDefaultProtocolClient('mailto');
      if (done && isOurs() !== wasOurs) return;
      throw fail(
        'unsupported',
        wasOurs
          ? told(
              'The system still gives mailto: links to Retinue. Nothing was changed. Choose another mail program in the settings of your system.',
            )
          : told(
              'The system did not make Retinue the program for mailto: links. Nothing was changed. Choose it in the settings of your system; a program that was not installed is not offered there.',
            ),
      );
    },
  };
}
