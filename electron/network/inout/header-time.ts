import { parseMailDate } from '../../../shared/mail/mail-date.ts';
import { fieldsOf, valuesOf } from '../header-fields.ts';

/** When a message was written, as its header says; `otherwise` where it does not. */
export function headerTime(header: Uint8Array, otherwise: number): number {
  const text = Buffer.from(header).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  return parseMailDate(valuesOf(fieldsOf(text.slice(0, end)), 'date')[0] ?? '') ?? otherwise;
}
