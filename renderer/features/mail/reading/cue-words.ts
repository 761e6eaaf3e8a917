import type { Say } from '../../../../shared/language/say.ts';
import type { Cue } from '../../../../shared/mail/cues/cue.ts';
import { assertNever } from '../../../../shared/errors.ts';
import { listOf, plainOf } from '../../../components/format/text.ts';

/** What was seen, and what it may mean, as a sentence. What the sender wrote is cut and cannot turn the rest around. */
export function cueWords(cue: Cue, say: Say): string {
  switch (cue.kind) {
    case 'name-is-address':
      return say('The name of the sender shows {shown}, but the message says that it comes from {real}.', {
        shown: short(cue.shown),
        real: short(cue.real),
      });
    case 'known-name':
      return say('{name} usually writes from {known}; this message comes from {address}.', {
        name: short(cue.name),
        known: short(cue.known),
        address: short(cue.address),
      });
    case 'look-alike':
      return say('The sender’s domain {host} is nearly {known}, which you know, and is not the same.', {
        host: short(cue.host),
        known: short(cue.known),
      });
    case 'reply-elsewhere':
      return say('Answers would go to {address}, not to the sender {from}.', {
        address: short(cue.address),
        from: short(cue.from),
      });
    case 'link-elsewhere':
      return say(
        '{count, plural, one {A link’s text names {named}, but it leads to {host}.} other {# links name other hosts than those they lead to: one names {named} and leads to {host}.}}',
        { count: cue.count, named: short(cue.named), host: short(cue.host) },
      );
    case 'mixed-name':
      return say(
        'A word in the sender’s name mixes letters that look alike of several alphabets ({scripts}).',
        {
          scripts: listOf(
            cue.scripts.map((script) => scriptName(script, say)),
            say,
          ),
        },
      );
    case 'mixed-host':
      return hostWords(cue, say);
    case 'turned':
      return cue.where === 'sender'
        ? say('The sender’s name holds controls that turn the order of its letters. They are shown as marks.')
        : say('The subject holds controls that turn the order of its letters. They are shown as marks.');
    default:
      return assertNever(cue);
  }
}

function hostWords({ where, ascii }: Extract<Cue, { kind: 'mixed-host' }>, say: Say): string {
  const values = { ascii: short(ascii) };
  switch (where) {
    case 'sender':
      return say('The sender’s domain has letters of another alphabet; in ASCII it is {ascii}.', values);
    case 'reply':
      return say(
        'Answers would go to a domain with letters of another alphabet; in ASCII it is {ascii}.',
        values,
      );
    case 'link':
      return say('A link leads to a host with letters of another alphabet; in ASCII it is {ascii}.', values);
    default:
      return assertNever(where);
  }
}

function short(text: string): string {
  const plain = plainOf(text);
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}

/** ISO 15924, by which Intl names scripts. */
const SCRIPT_CODES: Readonly<Record<string, string>> = {
  Latin: 'Latn',
  Cyrillic: 'Cyrl',
  Greek: 'Grek',
  Armenian: 'Armn',
  Cherokee: 'Cher',
  Georgian: 'Geor',
  Coptic: 'Copt',
  Hebrew: 'Hebr',
  Arabic: 'Arab',
  Devanagari: 'Deva',
  Bengali: 'Beng',
  Tamil: 'Taml',
  Thai: 'Thai',
  Ethiopic: 'Ethi',
  Hangul: 'Hang',
  Han: 'Hani',
  Bopomofo: 'Bopo',
  Hiragana: 'Hira',
  Katakana: 'Kana',
};

function scriptName(script: string, say: Say): string {
  const code = SCRIPT_CODES[script];
  const name =
    code === undefined ? undefined : new Intl.DisplayNames([say.locale], { type: 'script' }).of(code);
  return name ?? say('another script');
}
