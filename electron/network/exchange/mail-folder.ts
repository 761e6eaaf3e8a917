import { prefixesOf, propContent, xmlDocument } from '../dav/xml-write.ts';
import { P } from './properties.ts';

const CLASS = [[P.folderClass, 'IPF.Note']] as const;
const PREFIXES = prefixesOf([P.folderClass]);

/** The body of MKCOL for a folder of mail: inside of a calendar it would be another calendar (reference 3.4). */
export const MAIL_FOLDER: string = xmlDocument(
  'D:propertyupdate',
  { 'D:set': { 'D:prop': propContent(CLASS, PREFIXES) } },
  PREFIXES,
);
