import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { ask, serverWith } from '../support/server.ts';
import { BASE } from './support.ts';

const FILE = `${BASE}/file.txt`;
const FOLDER = `${BASE}/Folder`;

describe.each(['2003', 'rfc4918'] as const)('dead properties at %s', (personality) => {
  let mock: MockExchange;
  beforeEach(async () => {
    mock = await serverWith([], { personality });
    await ask(mock, 'PUT', FILE, { 'Content-Type': 'text/plain' }, 'one');
    await ask(mock, 'MKCOL', FOLDER);
  });
  afterEach(() => mock.stop());

  const patch = (path: string, inner: string, around = '') =>
    ask(mock, 'PROPPATCH', path, {}, `<D:propertyupdate xmlns:D="DAV:"${around}>${inner}</D:propertyupdate>`);
  const set = (path: string, prop: string, on = '') =>
    patch(path, `<D:set><D:prop${on}>${prop}</D:prop></D:set>`);
  const read = async (path: string, names: string) =>
    (
      await ask(
        mock,
        'PROPFIND',
        path,
        { Depth: '0' },
        `<D:propfind xmlns:D="DAV:"><D:prop>${names}</D:prop></D:propfind>`,
      )
    ).text;

  it('keeps markup, attributes, namespaces and blanks, in any namespace and in none', async () => {
    const values = [
      '<n:mixed xmlns:n="urn:n" n:a="1" b="2">  text <n:in><o:deep xmlns:o="urn:o" o:x="&lt;&quot;"/> tail</n:in>\n &amp; more </n:mixed>',
      '<bare xmlns="">plain <b>bold</b></bare>',
      '<empty xmlns="urn:n"/>',
      '<cdata xmlns="urn:n"><![CDATA[<not/> markup & so on]]></cdata>',
      '<wide xmlns="urn:n">𐐷 🚢 \u{10FFFD} é</wide>',
    ];
    expect((await set(FILE, values.join(''))).status).toBe(207);
    const text = await read(
      FILE,
      '<mixed xmlns="urn:n"/><bare xmlns=""/><empty xmlns="urn:n"/><cdata xmlns="urn:n"/><wide xmlns="urn:n"/>',
    );
    expect(text).not.toContain(' 404 ');
    const got = elementsBelowProp(text);
    for (const value of values) expect(got).toContain(events(value));
  });

  it('keeps xml:lang, also from further up', async () => {
    await set(FILE, '<a xmlns="urn:n" xml:lang="fr">oui</a><b xmlns="urn:n">ja</b>', ' xml:lang="nb"');
    const text = await read(FILE, '<a xmlns="urn:n"/><b xmlns="urn:n"/>');
    expect(text).toMatch(/:a xml:lang="fr">oui</);
    expect(text).toMatch(/:b xml:lang="nb">ja</);
  });

  it('works off set and remove in order, and a remove of what is not there is no error', async () => {
    const prop = (name: string, value: string) =>
      `<D:prop><${name} xmlns="urn:n">${value}</${name}></D:prop>`;
    const { text } = await patch(
      FILE,
      `<D:set>${prop('a', '1')}</D:set><D:remove>${prop('a', '')}</D:remove><D:set>${prop('b', '1')}</D:set>` +
        `<D:set>${prop('b', '2')}</D:set><D:remove>${prop('never', '')}</D:remove>`,
    );
    expect(text).not.toMatch(/ (?:403|404|409|424) /);
    const after = await read(FILE, '<a xmlns="urn:n"/><b xmlns="urn:n"/>');
    expect(after).toMatch(/:b>2</);
    expect(after).toContain(' 404 ');
  });

  it('changes nothing where one property is protected', async () => {
    const { text } = await set(FILE, '<a xmlns="urn:n">1</a><D:getetag>x</D:getetag><D:lockdiscovery/>');
    expect(text).toContain('424 Failed Dependency');
    expect(text).toMatch(/403 Forbidden/);
    expect(text.includes('cannot-modify-protected-property')).toBe(personality === 'rfc4918');
    expect(await read(FILE, '<a xmlns="urn:n"/>')).toContain(' 404 ');
  });

  it('goes along with COPY and MOVE, of folders too', async () => {
    for (const path of [FILE, FOLDER]) {
      await set(path, '<a xmlns="urn:n">kept</a>');
      await ask(mock, 'COPY', path, { Destination: `${path}.copy` });
      await set(path, '<a xmlns="urn:n">changed</a>');
      await ask(mock, 'MOVE', path, { Destination: `${path}.moved` });
      expect(await read(`${path}.copy`, '<a xmlns="urn:n"/>')).toContain('>kept<');
      expect(await read(`${path}.moved`, '<a xmlns="urn:n"/>')).toContain('>changed<');
    }
  });

  it('holds hundreds, and lists them by name and with allprop', async () => {
    const many = Array.from({ length: 300 }, (_, at) => `<p${at} xmlns="urn:many">${at}</p${at}>`);
    expect((await set(FILE, many.join(''))).status).toBe(207);
    const names = await ask(
      mock,
      'PROPFIND',
      FILE,
      { Depth: '0' },
      '<propfind xmlns="DAV:"><propname/></propfind>',
    );
    expect(names.text.match(/:p\d+\/>/g)).toHaveLength(300);
    const all = await ask(mock, 'PROPFIND', FILE, { Depth: '0' });
    expect(all.text.match(/:p(\d+)>\1</g)).toHaveLength(300);
    expect(all.text).toContain('supportedlock');
  });

  it('gives back any value', async () => {
    const words = fc
      .string({ unit: 'binary' })
      .map((each) => each.replace(/[^\t\n\x20-\uD7FF\uE000-\uFFFD]/g, ''));
    await fc.assert(
      fc.asyncProperty(words, fc.stringMatching(/^[a-z][a-z0-9.-]{0,10}$/), async (value, name) => {
        const escaped = value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
        await set(FILE, `<${name} xmlns="urn:any">${escaped}</${name}>`);
        const got = elementsBelowProp(await read(FILE, `<${name} xmlns="urn:any"/>`));
        expect(got).toEqual([events(`<${name} xmlns="urn:any">${escaped}</${name}>`)]);
      }),
      { numRuns: 40 },
    );
  });
});

/** A document as a list of what its elements are, prefixes resolved: equal where the information is. */
function events(xml: string): string {
  return parsed(xml)
    .map(({ words }) => words)
    .join('');
}

/** The same for each child of `prop`. */
function elementsBelowProp(xml: string): readonly string[] {
  const found: string[] = [];
  let depth = -1;
  for (const { words, level } of parsed(xml)) {
    if (words === '<DAV: prop>' || words === '<DAV: prop></>') depth = level;
    else if (depth >= 0 && level > depth) {
      if (level === depth + 1 && words.startsWith('<') && words !== '</>') found.push('');
      if (found.length > 0) found[found.length - 1] += words;
    } else depth = -1;
  }
  return found;
}

function parsed(xml: string) {
  const all: { words: string; level: number }[] = [];
  let level = 0;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const own = Object.values(attributes)
      .filter((each) => each.uri !== 'http://www.w3.org/2000/xmlns/')
      .map((each) => ` {${each.uri}}${each.local}=${each.value}`)
      .sort();
    all.push({ words: `<${uri} ${local}${own.join('')}>`, level: level++ });
  });
  const text = (words: string) => {
    const last = all.at(-1);
    if (last?.words.startsWith('"')) last.words += words;
    else all.push({ words: `"${words}`, level });
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => all.push({ words: '</>', level: --level }));
  parser.write(xml).close();
  return all;
}
