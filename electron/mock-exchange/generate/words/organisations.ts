import type { Organisation } from './language.ts';

/** Who writes to the mailbox. Every domain ends in `.example`, which nobody can own (RFC 2606). */
export const ORGANISATIONS: readonly Organisation[] = [
  {
    name: 'Halvorsen & Lie',
    domain: 'halvorsen-lie.example',
    language: 'nb',
    kind: 'people',
    people: [
      ['Ingrid Halvorsen', 'ingrid'],
      ['Dagny Eriksen', 'dagny'],
      ['Fredrik Aas', 'fredrik'],
      ['Bjørn Lie', 'bjorn.lie'],
      ['Åse Nygård', 'ase'],
    ],
    weight: 18,
  },
  {
    name: 'Northgate Marine Engineering',
    domain: 'northgate-marine.example',
    language: 'en',
    kind: 'people',
    people: [
      ['Margaret Okafor', 'm.okafor'],
      ['Sam Whitlock', 'sam.whitlock'],
      ['Per-Olof Näsström', 'po.nasstrom'],
      ['Priya Raman', 'priya'],
      ["Sean O'Brien", 'sean.obrien'],
    ],
    weight: 20,
  },
  {
    name: 'Stahlbau Jäger GmbH',
    domain: 'stahlbau-jaeger.example',
    language: 'de',
    kind: 'people',
    people: [
      ['Jürgen Weiß', 'weiss'],
      ['Dr. Käthe Jäger', 'k.jaeger'],
      ['Vertrieb, Stahlbau Jäger', 'vertrieb'],
    ],
    weight: 8,
  },
  {
    name: 'Port de Kerlaz',
    domain: 'port-kerlaz.example',
    language: 'fr',
    kind: 'people',
    people: [
      ['Hélène Le Goff', 'h.legoff'],
      ['Benoît Çelik', 'b.celik'],
      ['Capitainerie', 'capitainerie'],
    ],
    weight: 7,
  },
  {
    name: 'Estudio Echeverría',
    domain: 'estudio-echeverria.example',
    language: 'es',
    kind: 'people',
    people: [
      ['Tomás Echeverría', 'tomas'],
      ['Ana Lucía Ferreira', 'ana.lucia'],
      ['Iñaki Muñoz', 'inaki'],
    ],
    weight: 7,
  },
  {
    name: 'Překlady Kováčová',
    domain: 'preklady.example',
    language: 'cs',
    kind: 'people',
    people: [
      ['Zuzana Kováčová', 'zuzana'],
      ['Jiří Dvořák', 'jiri'],
    ],
    weight: 4,
  },
  {
    name: 'Чорномор Проєкт',
    domain: 'chornomor.example',
    language: 'uk',
    kind: 'people',
    people: [
      ['Олена Шевченко', 'olena'],
      ['Тарас Коваль', 'taras'],
    ],
    weight: 4,
  },
  {
    name: 'Варна Кран',
    domain: 'varna-kran.example',
    language: 'bg',
    kind: 'people',
    people: [
      ['Иван Петров', 'ivan'],
      ['Мария Димитрова', 'maria'],
    ],
    weight: 3,
  },
  {
    name: 'Παπαδόπουλος Μεταφορική',
    domain: 'papadopoulos.example',
    language: 'el',
    kind: 'people',
    people: [
      ['Δημήτρης Παπαδόπουλος', 'dimitris'],
      ['Ελένη Γεωργίου', 'eleni'],
    ],
    weight: 3,
  },
  {
    name: 'مكتب ليلى حداد للترجمة',
    domain: 'haddad-office.example',
    language: 'ar',
    kind: 'people',
    people: [
      ['مكتب ليلى حداد للترجمة', 'office'],
      ['ليلى حداد', 'layla'],
    ],
    weight: 3,
  },
  {
    name: 'מדידות כרמל',
    domain: 'carmel-survey.example',
    language: 'he',
    kind: 'people',
    people: [
      ['נועה ברק', 'noa'],
      ['יוסף לוי', 'yosef'],
    ],
    weight: 2,
  },
  {
    name: '北港測量',
    domain: 'kitaminato.example',
    language: 'ja',
    kind: 'people',
    people: [
      ['佐藤 由美（北港測量）', 'sato'],
      ['鈴木 一郎', 'suzuki'],
    ],
    weight: 4,
  },
  {
    name: '远海钢构',
    domain: 'yuanhai.example',
    language: 'zh',
    kind: 'people',
    people: [
      ['王小明', 'wang'],
      ['李娜', 'li.na'],
    ],
    weight: 3,
  },
  {
    name: 'भारत पोर्ट सेवा',
    domain: 'bharat-port.example',
    language: 'hi',
    kind: 'people',
    people: [
      ['अनिल शर्मा', 'anil'],
      ['सुनीता देवी', 'sunita'],
    ],
    weight: 2,
  },
  {
    name: 'webdav-interop list',
    domain: 'lists.dav-interop.example',
    language: 'en',
    kind: 'list',
    people: [
      ['Lena Brandt', 'lena'],
      ['R. Castellanos', 'rcast'],
      ['Huw Pritchard', 'huw'],
      ['Mika Järvinen', 'mika'],
      ['Yoko T.', 'yoko'],
    ],
    weight: 8,
  },
  {
    name: 'Harbour Weekly',
    domain: 'harbour-weekly.example',
    language: 'en',
    kind: 'newsletter',
    people: [['Harbour Weekly', 'news']],
    weight: 4,
  },
  {
    name: 'Byggfakta Nytt',
    domain: 'byggfakta.example',
    language: 'nb',
    kind: 'newsletter',
    people: [['Byggfakta Nytt', 'nyhetsbrev']],
    weight: 3,
  },
  {
    name: 'IT Service Desk',
    domain: 'halvorsen-lie.example',
    language: 'en',
    kind: 'notices',
    people: [
      ['IT Service Desk', 'servicedesk'],
      ['System Administrator', 'postmaster'],
    ],
    weight: 4,
  },
];

/** What the webdav-interop list talks about. */
export const LIST_TOPICS: readonly string[] = [
  'If-Range when the server only knows dates',
  'Depth: infinity and what to answer instead',
  '207 without a charset, case {n}',
  'BMOVE and partial success',
  'Weak ETags on generated MIME',
  'Locks that outlive their client (issue {n})',
];

/** What the service desk announces. */
export const NOTICE_TOPICS: readonly string[] = [
  'Your mailbox was moved to EXCH{n}',
  'Planned maintenance on the {d}th',
  'Mailbox size warning: {n} MB used',
  'Ticket {n} was closed',
];

/** Subjects that careless programs turn into numbers, booleans, markup or nothing. */
export const ODD_SUBJECTS: readonly string[] = [
  '1.10',
  'true',
  '0x1F',
  '&#x41f;',
  '  padded  ',
  '<b> & emoji 🚢',
  'invoice\u202Efdp.exe',
  'null',
  '',
  '__proto__',
  '-0',
  '1e5',
  'a/b\\c:d*e?f"g<h>i|j',
  '%41%2e%2e%2f',
];
