/**
 * A folder of files that are read while the server runs: scenarios, the console. It lies beside this module, in the
 * sources as in the package (build/mock-package.mjs copies it).
 */
export function assetFolder(name: 'scenarios' | 'console'): URL {
  return new URL(`./${name}/`, import.meta.url);
}

/** What the console borrows, by the first part of its path, and where that lies in the sources. */
const BORROWED: Readonly<Record<string, string>> = {
  'tokens.css': '../../shared/styles/tokens.css',
  'lit-html': '../../node_modules/lit-html/',
};

/** Where a file of the console may lie, best first. In the package everything is in the folder itself. */
export function consoleFileUrls(name: string): readonly URL[] {
  const [first = '', ...below] = name.split('/');
  const borrowed = BORROWED[first];
  const own = new URL(name, assetFolder('console'));
  return borrowed === undefined ? [own] : [own, new URL(borrowed + below.join('/'), import.meta.url)];
}
