import type { NewFolder } from './content.ts';

export type Role = NonNullable<NewFolder['role']>;
export const LANGUAGES = ['en', 'nb', 'fr', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Folder names are in the language in force when the mailbox was first opened (reference 1.2). */
const NAMES: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  en: {
    inbox: 'Inbox',
    drafts: 'Drafts',
    sentitems: 'Sent Items',
    deleteditems: 'Deleted Items',
    outbox: 'Outbox',
    calendar: 'Calendar',
    contacts: 'Contacts',
    tasks: 'Tasks',
    notes: 'Notes',
    journal: 'Journal',
  },
  nb: {
    inbox: 'Innboks',
    drafts: 'Kladd',
    sentitems: 'Sendte elementer',
    deleteditems: 'Slettede elementer',
    outbox: 'Utboks',
    calendar: 'Kalender',
    contacts: 'Kontakter',
    tasks: 'Oppgaver',
    notes: 'Notater',
    journal: 'Logg',
  },
  fr: {
    inbox: 'Boîte de réception',
    drafts: 'Brouillons',
    sentitems: 'Éléments envoyés',
    deleteditems: 'Éléments supprimés',
    outbox: "Boîte d'envoi",
    calendar: 'Calendrier',
    contacts: 'Contacts',
    tasks: 'Tâches',
    notes: 'Notes',
    journal: 'Journal',
  },
  zh: {
    inbox: '收件箱',
    drafts: '草稿',
    sentitems: '已发送邮件',
    deleteditems: '已删除邮件',
    outbox: '发件箱',
    calendar: '日历',
    contacts: '联系人',
    tasks: '任务',
    notes: '便笺',
    journal: '日记',
  },
};

export const ROLES = Object.keys(NAMES.en).filter(isRole);

/** A well-known folder's name in a language. */
export function roleName(role: Role, language: Language): string {
  return NAMES[language][role];
}

/** The folder class that a well-known folder has where nothing else is said. */
export function classOfRole(role: Role): string {
  switch (role) {
    case 'calendar':
      return 'IPF.Appointment';
    case 'contacts':
      return 'IPF.Contact';
    case 'tasks':
      return 'IPF.Task';
    case 'notes':
      return 'IPF.StickyNote';
    case 'journal':
      return 'IPF.Journal';
    default:
      return 'IPF.Note';
  }
}

function isRole(word: string): word is Role {
  return word in NAMES.en;
}
