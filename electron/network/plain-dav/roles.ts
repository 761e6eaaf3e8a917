import type { FolderRole } from '../../../shared/mail/types.ts';

/**
 * A plain server says nothing of what a folder is for, so its name at the top of the tree has to: those that mail
 * programs make, in the languages that Exchange was most often set up in.
 */
const NAMES: Readonly<Record<Exclude<FolderRole, 'none'>, readonly string[]>> = {
  inbox: [
    'inbox',
    'posteingang',
    'boîte de réception',
    'bandeja de entrada',
    'innboks',
    'inkorgen',
    'indbakke',
    'postvak in',
    'posta in arrivo',
    '受信トレイ',
    '收件箱',
  ],
  drafts: [
    'drafts',
    'draft',
    'entwürfe',
    'brouillons',
    'borradores',
    'kladd',
    'utkast',
    'kladder',
    'concepten',
    'bozze',
    '下書き',
    '草稿',
  ],
  sent: [
    'sent items',
    'sent',
    'sent messages',
    'sent mail',
    'gesendete elemente',
    'gesendet',
    'éléments envoyés',
    'elementos enviados',
    'sendte elementer',
    'sendt',
    'skickat',
    'sendt post',
    'verzonden items',
    'posta inviata',
    '送信済みアイテム',
    '已发送邮件',
  ],
  deleted: [
    'deleted items',
    'trash',
    'deleted messages',
    'gelöschte elemente',
    'papierkorb',
    'éléments supprimés',
    'corbeille',
    'elementos eliminados',
    'papelera',
    'slettede elementer',
    'papirkurv',
    'borttaget',
    'slettet post',
    'verwijderde items',
    'posta eliminata',
    'cestino',
    '削除済みアイテム',
    '已删除邮件',
  ],
  outbox: ['outbox'],
  junk: [
    'junk',
    'junk e-mail',
    'junk email',
    'spam',
    'junk-e-mail',
    'courrier indésirable',
    'correo no deseado',
    'søppelpost',
    'skräppost',
    'uønsket mail',
    'ongewenste e-mail',
    'posta indesiderata',
    '迷惑メール',
    '垃圾邮件',
  ],
};

/** What a folder directly below the root is for, by its name. */
export function roleByName(name: string): FolderRole {
  const wanted = name.normalize('NFC').trim().toLowerCase();
  for (const role of Object.keys(NAMES) as (keyof typeof NAMES)[])
    if (NAMES[role].includes(wanted)) return role;
  return 'none';
}
