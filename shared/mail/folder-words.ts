import { told } from '../language/told.ts';

/** Why a folder of the mailbox itself stays as it is. */
export const SPECIAL_FOLDER = told(
  'This folder belongs to the mailbox: mail programs and the server look for it. Retinue does not rename, move or delete it.',
);
/** Why a folder cannot be moved there. */
export const INTO_ITSELF = told(
  'A folder cannot go into itself. Retinue changed nothing. Choose another folder.',
);
/** Why nothing is done with folders that others keep: other users' and public ones. */
export const OUTSIDE_FOLDER = told(
  'This folder is not in your mailbox, so Retinue makes, renames, moves and deletes no folders there. You can take it off your list.',
);
