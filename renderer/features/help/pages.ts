import type { Say } from '../../../shared/language/say.ts';

export const HELP_PAGES = [
  'start',
  'folders',
  'list',
  'reading',
  'search',
  'writing',
  'outbox',
  'offline',
  'downloads',
  'health',
  'log',
  'people',
  'settings',
] as const;
export type HelpPageName = (typeof HELP_PAGES)[number];

export interface HelpPage {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** The pages of the help, in plain words. What stands here is so: a change of the program changes its page. */
export function helpPage(name: HelpPageName, say: Say): HelpPage {
  const pages: Readonly<Record<HelpPageName, () => HelpPage>> = {
    start: () => ({
      title: say('What Retinue does'),
      paragraphs: [
        say(
          'Retinue reads and sends the mail of an Exchange server, or of any server that keeps mail as files over WebDAV.',
        ),
        say(
          'What is on the screen is on this computer. Opening a folder or a message shows what is here at once; the rest comes while you read.',
        ),
        say(
          'An account is added with File > Add Account…: its address, your name there and the password. Retinue finds out the rest and says what each check found.',
        ),
        say(
          'Nothing is sent twice by itself, and nothing is called sent before the server has said so or a copy was found.',
        ),
      ],
    }),
    folders: () => ({
      title: say('Folders'),
      paragraphs: [
        say(
          'Arrow keys go through the tree: Right opens a branch, Left closes it. A letter jumps to the next folder that begins with it.',
        ),
        say(
          'The menu of a folder (right click, or Shift+F10) makes, renames, moves and deletes folders, keeps one on this computer, and has new mail in it told.',
        ),
        say(
          'The folders on top gather all accounts: unread and flagged mail, what goes out, and what is stuck.',
        ),
        say(
          'Folders of other people and public folders are opened in the Folder menu, where you have the right to see them.',
        ),
      ],
    }),
    list: () => ({
      title: say('The list of messages'),
      paragraphs: [
        say(
          'Arrow keys move; Shift selects a range, Ctrl adds to it. What you do to a selection is done to all of it, and Undo brings it back.',
        ),
        say(
          'A conversation is one row. Right opens it, Left closes it; View > Conversations turns that off.',
        ),
        say(
          'The bar over the list filters it by words, unread, flagged, attachments and people you know. Escape ends that, unless pinned. The order of the list is chosen at its head. View has the density of rows and the place of the message: right, below or off.',
        ),
        say(
          'A flag can have a day and a reminder: choose them with the other mouse button on the flag, the arrow beside it in the toolbar, or Message > Follow Up.',
        ),
      ],
    }),
    reading: () => ({
      title: say('Reading a message'),
      paragraphs: [
        say(
          'Pictures from elsewhere are not loaded until you ask for it, because loading them tells their sender that you read the message.',
        ),
        say('A link shows its whole address before anything is opened.'),
        say(
          'Attachments say how large they are and whether they are here. A preview asks before it fetches anything.',
        ),
        say('When the message counts as read is chosen in Settings > Reading.'),
      ],
    }),
    search: () => ({
      title: say('Search'),
      paragraphs: [
        say(
          'All mail on this computer is searched while you type; “Search on the server” asks Exchange for the rest.',
        ),
        say(
          'Words in quotes stand together. from:, to:, subject:, has:attachment, is:unread, is:flagged, before: and after: narrow it down.',
        ),
        say('A search can be kept under a name; it then stands among the folders on top.'),
      ],
    }),
    writing: () => ({
      title: say('Writing'),
      paragraphs: [
        say(
          'A message is written in a window of its own and is on the disk a second after each change. After a crash or a restart the window is there again.',
        ),
        say(
          'Recipients are separated by a comma, or by Enter. What is no address stays where you typed it, with the reason.',
        ),
        say(
          'Send waits for the time that you chose in Settings > Writing; so long Undo takes the message back. Send later… takes a date.',
        ),
        say('Drafts whose windows were closed are under File > Drafts on This Computer….'),
      ],
    }),
    outbox: () => ({
      title: say('The Outbox'),
      paragraphs: [
        say(
          'Every message that goes out stands here until it is proven sent: first what needs you, then what is being checked, then what goes out by itself.',
        ),
        say('“What happened” tells each step, and which answer of the server proves it.'),
        say(
          'Where an answer was lost, Retinue looks in Sent Items and Drafts before anything else and does not send again meanwhile. After an hour without proof it asks you.',
        ),
        say('Take back works as long as the message is a draft on the server; it opens as a draft again.'),
      ],
    }),
    offline: () => ({
      title: say('Without a network'),
      paragraphs: [
        say(
          'What is here can be read, searched, flagged, moved and answered. What you change waits in order, and goes to the server when it is there again.',
        ),
        say('“See what waits” lists the changes; each can be withdrawn.'),
        say(
          'File > Work Offline asks no server anything until you take it back. A folder is kept whole with Folder > Keep Folder on This Computer….',
        ),
      ],
    }),
    downloads: () => ({
      title: say('Downloads and uploads'),
      paragraphs: [
        say(
          'What is fetched or sent stands here with its size, its speed and the time left. A broken line costs nothing: what came is kept, and it goes on from there.',
        ),
        say(
          'A file is only called complete when its length is right, and its checksum where the server told one.',
        ),
        say('The speed can be limited at the top, for all servers together.'),
      ],
    }),
    health: () => ({
      title: say('Server health'),
      paragraphs: [
        say(
          'A server that fails is asked less, then not at all for a while, then once, to see whether it is well again. Here stands which of these is going on, and since when.',
        ),
        say(
          'Test now asks one small question. Pause stops everything that asks this server, until you resume it.',
        ),
        say('The log of requests shows paths and statuses, never what a message says.'),
      ],
    }),
    log: () => ({
      title: say('The error log'),
      paragraphs: [
        say(
          'What went wrong in the last days, a sentence each: what happened, what Retinue did, what you can do. It holds no subjects, no text and no passwords, so that it can be shown to somebody who helps.',
        ),
      ],
    }),
    people: () => ({
      title: say('Address book'),
      paragraphs: [
        say(
          'Contacts of Exchange accounts and contacts on this computer are written, changed and deleted here. Those of an account are changed on its server, so that it has to be reached; those on this computer can be imported and exported.',
        ),
        say(
          'While you write, names are offered from mail, from the address book and from the list of the server.',
        ),
      ],
    }),
    settings: () => ({
      title: say('Settings'),
      paragraphs: [
        say(
          'What you change holds at once; there is nothing to confirm. The field at the top finds a setting by words, also by those that other programs use.',
        ),
        say(
          'Keys can be those of Entourage, Outlook, Thunderbird, Gmail or Apple Mail. Each can be changed: press Change, then the new key. The menu shows the same keys.',
        ),
        say('Names, signatures, passwords and servers stand with the accounts: File > Accounts….'),
      ],
    }),
  };
  return pages[name]();
}
