/**
 * @typedef {object} Import
 * @property {string} from Path of the importing file, relative to the project, with "/".
 * @property {string} to The same for a file; the bare name for a package ("react", "node:fs").
 * @property {boolean} isFile
 * @property {string} names What is imported, as written.
 */
/**
 * @typedef {object} Rule
 * @property {string} sentence
 * @property {(each: Import) => boolean} breaks
 */

/** The folders that stand for themselves; a file belongs to the first that it lies in. */
const ROOMS = [
  'shared',
  'electron/main',
  'electron/preload',
  'electron/network',
  'electron/mock-exchange',
  'electron/cli',
  'electron/platform',
  'renderer/store',
  'renderer/engine',
  'renderer',
  'test',
  'build',
];
/** What else than itself and shared/ a room may import. @type {Record<string, readonly string[]>} */
const NEIGHBOURS = {
  'electron/main': ['electron/platform'],
  'electron/network': ['electron/platform'],
  'electron/cli': ['electron/network', 'electron/mock-exchange', 'electron/platform'],
  'renderer/engine': ['renderer/store'],
  renderer: ['renderer/store'],
  test: ROOMS,
  build: ['test'], // the bench runner starts what lies in test/bench
};
const MOCK_MAY_SHARE = ['shared/exchange/names.ts', 'shared/contracts/control.ts', 'shared/errors.ts'];
const PAGE_MAY_READ = ['renderer/store/reader.ts', 'renderer/store/tables.ts', 'renderer/store/days.ts'];
const MAY_USE_ELECTRON =
  /^(electron\/(main|preload)\/|electron\/network\/(entry|transports\/electron)\.ts$|test\/|build\/)/;
const WITHOUT_NODE = /^(shared|renderer)\//;
const WITHOUT_REACT = /^(shared|electron|renderer\/(store|engine))\//;

/** @param {string} file */
export function roomOf(file) {
  return ROOMS.find((room) => file.startsWith(`${room}/`)) ?? '';
}

/** @param {string} file */
function featureOf(file) {
  return /^renderer\/features\/([^/]+)\//.exec(file)?.[1];
}

/** Each rule with the sentence that a violation ends with. @type {readonly Rule[]} */
export const rules = [
  {
    sentence: 'test/ is imported by nothing: what the application needs lives with the application',
    breaks: ({ from, to }) => to.startsWith('test/') && !/^(test|build)\//.test(from),
  },
  {
    sentence: 'the mock shares names with the client and nothing else, or one mistake would cancel the other',
    breaks: ({ from, to }) =>
      roomOf(from) === 'electron/mock-exchange' && to.startsWith('shared/') && !MOCK_MAY_SHARE.includes(to),
  },
  {
    sentence: 'a feature does not import another; what both need goes to components/, hooks/ or shared/',
    breaks: ({ from, to }) => {
      const [a, b] = [featureOf(from), featureOf(to)];
      return a !== undefined && b !== undefined && a !== b;
    },
  },
  {
    sentence: 'the window reads the store through reader.ts; only renderer/engine writes',
    breaks: ({ from, to }) =>
      roomOf(from) === 'renderer' && to.startsWith('renderer/store/') && !PAGE_MAY_READ.includes(to),
  },
  {
    sentence: 'a room imports itself, shared/ and its neighbours only; each process is on its own',
    breaks: ({ from, to, isFile }) => {
      const [a, b] = [roomOf(from), roomOf(to)];
      return isFile && a !== '' && b !== a && b !== 'shared' && !(NEIGHBOURS[a] ?? []).includes(b);
    },
  },
  {
    sentence: 'electron is imported by main, the preload and the two entry files of the network process only',
    breaks: ({ from, to }) =>
      /^electron(\/|$)/.test(to) && !to.endsWith('.ts') && !MAY_USE_ELECTRON.test(from),
  },
  {
    sentence: 'ipcMain is used in electron/main/ipc.ts only, where sender and arguments are checked',
    breaks: ({ from, names }) => /\bipcMain\b/.test(names) && from !== 'electron/main/ipc.ts',
  },
  {
    sentence: 'ipcRenderer is used in electron/preload/index.ts only, which gives functions and never itself',
    breaks: ({ from, names }) => /\bipcRenderer\b/.test(names) && from !== 'electron/preload/index.ts',
  },
  {
    sentence: 'shared/ and renderer/ run without Node',
    breaks: ({ from, to }) => to.startsWith('node:') && WITHOUT_NODE.test(from),
  },
  {
    sentence: 'React belongs to the page: shared/, the store, the engine and electron/ work without it',
    breaks: ({ from, to }) => /^(react|react-dom|lucide-react)(\/|$)/.test(to) && WITHOUT_REACT.test(from),
  },
  {
    sentence: 'shared/ imports nothing but itself, valibot and intl-messageformat',
    breaks: ({ from, to, isFile }) =>
      roomOf(from) === 'shared' && !isFile && to !== 'valibot' && to !== 'intl-messageformat',
  },
];
