import type { FolderRole } from '../mail/types.ts';
import type { ChosenPlace } from './filing.ts';

/** A folder as far as its use is told from it. */
export interface RoleFolder {
  readonly id: string;
  readonly accountId: string;
  readonly role: FolderRole;
  readonly name: string;
  readonly parentPath: string | null;
  /** It is outside of the account's mailbox. */
  readonly root?: string;
}

/** Places that messages are filed in and that a server may have no role for. */
export type FilingRole = ChosenPlace['role'];

/**
 * The folder of an account for what is archived, or for junk: as its person chose, else by its role, else by a name that
 * programs give it, nearest to the top first. null: there is none that could be told.
 */
export function folderFor<F extends RoleFolder>(
  role: FilingRole,
  accountId: string,
  folders: readonly F[],
  chosen: readonly ChosenPlace[],
): F | null {
  const own = folders.filter((each) => each.accountId === accountId && each.root === undefined);
  const wanted = chosen.find((each) => each.accountId === accountId && each.role === role)?.folderId;
  const named = own
    .filter((each) => each.role === 'none' && NAMES[role].has(fold(each.name)))
    .sort((a, b) => depth(a) - depth(b));
  return (
    own.find(({ id }) => id === wanted) ??
    own.find((each) => (each.role as string) === role) ??
    named[0] ??
    null
  );
}

/** As mail programs of these languages name them. */
const NAMES: Readonly<Record<FilingRole, ReadonlySet<string>>> = {
  archive: new Set(
    [
      'Archive',
      'Archives',
      'Archived',
      'Archiv',
      'Archivo',
      'Archivos',
      'Archivio',
      'Arquivo',
      'Arquivo Morto',
      'Arxiu',
      'Archief',
      'Arkiv',
      'Arkisto',
      'Archiwum',
      'Archív',
      'Archívum',
      'Arhiva',
      'Arşiv',
      'Αρχείο',
      'Архив',
      'Архів',
      'ארכיון',
      'أرشيف',
      'الأرشيف',
      'アーカイブ',
      '보관함',
      '存档',
      '归档',
      '封存',
    ].map(fold),
  ),
  junk: new Set(
    [
      'Junk',
      'Junk E-mail',
      'Junk Email',
      'Junk Mail',
      'Spam',
      'Bulk Mail',
      'Junk-E-Mail',
      'Spamverdacht',
      'Courrier indésirable',
      'Indésirables',
      'Pourriel',
      'Correo no deseado',
      'Correo basura',
      'Posta indesiderata',
      'Lixo Eletrônico',
      'E-mail de Lixo',
      'Ongewenste e-mail',
      'Skräppost',
      'Søppelpost',
      'Uønsket e-post',
      'Uønsket e-mail',
      'Uønsket mail',
      'Roskaposti',
      'Wiadomości-śmieci',
      'Nevyžádaná pošta',
      'Nevyžiadaná pošta',
      'Levélszemét',
      'Gereksiz E-posta',
      'Нежелательная почта',
      'Спам',
      'Небажана пошта',
      'Ανεπιθύμητη αλληλογραφία',
      'דואר זבל',
      'البريد غير الهام',
      'البريد الإلكتروني غير الهام',
      '迷惑メール',
      '정크 메일',
      '垃圾邮件',
      '垃圾郵件',
    ].map(fold),
  ),
};

function fold(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

function depth({ parentPath }: RoleFolder): number {
  return parentPath === null ? 0 : parentPath.split('/').length;
}
