import type {
  CarryReport,
  ExportForm,
  ExportReport,
  ImportReport,
  Refused,
} from '../../../../shared/contracts/inout.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** What came in, in sentences; the refused ones are told beside them. */
export function importWords(say: Say, report: ImportReport): readonly string[] {
  const { added, already, deleted, others, refused, ended } = report;
  return [
    ...(ended ? [sayTold(ended, say)] : []),
    say('{count, plural, =0 {No message is new.} one {# message came in.} other {# messages came in.}}', {
      count: added,
    }),
    ...(already > 0
      ? [
          say(
            '{count, plural, one {# message was already here and was not doubled.} other {# messages were already here and were not doubled.}}',
            { count: already },
          ),
        ]
      : []),
    ...(deleted > 0
      ? [
          say(
            '{count, plural, one {# message had been deleted in Thunderbird and was left out.} other {# messages had been deleted in Thunderbird and were left out.}}',
            { count: deleted },
          ),
        ]
      : []),
    ...(others > 0
      ? [
          say(
            '{count, plural, one {# file holds no mail, such as an index, and was passed over.} other {# files hold no mail, such as indexes, and were passed over.}}',
            { count: others },
          ),
        ]
      : []),
    ...(refused.length > 0
      ? [
          say('{count, plural, one {# place was refused:} other {# places were refused:}}', {
            count: refused.length,
          }),
        ]
      : []),
  ];
}

/** Where it is, and why it did not come in. */
export function refusedWords(say: Say, { file, offset, ...why }: Refused): string {
  const sentence = sayTold(why, say);
  return offset === null
    ? say('{file}: {sentence}', { file, sentence })
    : say('{file}, from byte {offset, number}: {sentence}', { file, offset, sentence });
}

/** What was written, in sentences. */
export function exportWords(say: Say, { written, failed, place, ended }: ExportReport): readonly string[] {
  return [
    ...(ended ? [sayTold(ended, say)] : []),
    say(
      '{count, plural, =0 {No message was written to {place}.} one {# message was written to {place}.} other {# messages were written to {place}.}}',
      { count: written, place },
    ),
    ...(failed.length > 0
      ? [
          say(
            '{count, plural, one {# message could not be had and is not there:} other {# messages could not be had and are not there:}}',
            { count: failed.length },
          ),
        ]
      : []),
  ];
}

/** What went to another mailbox, in sentences. */
export function carryWords(say: Say, { copied, already, failed, ended }: CarryReport): readonly string[] {
  return [
    ...(ended ? [sayTold(ended, say)] : []),
    say(
      '{count, plural, =0 {No message is new there.} one {# message is there now.} other {# messages are there now.}}',
      { count: copied },
    ),
    ...(already > 0
      ? [
          say(
            '{count, plural, one {# message had a copy there already, and was not doubled.} other {# messages had copies there already, and were not doubled.}}',
            { count: already },
          ),
        ]
      : []),
    ...(failed.length > 0
      ? [
          say(
            '{count, plural, one {# message did not go, and is where it was:} other {# messages did not go, and are where they were:}}',
            { count: failed.length },
          ),
        ]
      : []),
  ];
}

/** The forms, and what each is good for. */
export function formWords(say: Say): readonly { readonly form: ExportForm; readonly label: string }[] {
  return [
    { form: 'mbox', label: say('One .mbox file a folder, with read marks, flags and categories') },
    { form: 'maildir', label: say('Maildir: a folder of files, with read marks, flags and categories') },
    { form: 'eml', label: say('One .eml file a message, without marks') },
  ];
}
