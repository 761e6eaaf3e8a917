/** Why a folder of the mailbox itself stays as it is. */
export const SPECIAL_FOLDER =
  'This folder belongs to the mailbox: mail programs and the server look for it. Retinue does not rename, move or delete it.';
/** Why a folder cannot be moved there. */
export const INTO_ITSELF = 'A folder cannot go into itself. Retinue changed nothing. Choose another folder.';
