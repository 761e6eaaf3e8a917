import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { saidTexts, textsIn } from '../../../../build/lib/said-texts.mjs';

it('texts that are said are literals, and ICU messages that can be read', async () => {
  const said = await saidTexts();
  const wrong = said.flatMap(({ file, text, fault }) => {
    const why = fault ?? faultOf(text);
    return why === null ? [] : [`${file}: ${text}: ${why}`];
  });
  expect(wrong).toEqual([]);
  expect(said.length).toBeGreaterThan(500);
});

it('texts are found where they are said, in every form', () => {
  const source = [
    "say('One')",
    'say(\n  "It\'s two",\n)',
    "say.parts<React.ReactNode>('Three {name}', { name })",
    "told('Four', { a: 1 })",
    "const FIVE = { sentence: 'Five', said: { text: 'Five' } };",
    'say(`six ${n}`)',
    'say(seven)',
  ];
  expect(textsIn(source.join('\n')).map(({ text, fault }) => (fault === null ? text : fault))).toEqual([
    'One',
    "It's two",
    'Three {name}',
    'Four',
    'Five',
    'it is put together',
    'it is no literal',
  ]);
});

function faultOf(text: string): string | null {
  try {
    new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst();
    return null;
  } catch (thrown) {
    return String(thrown);
  }
}
