import { readdir, readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { scenarioSchema } from '../../../electron/mock-exchange/scenarios/json-schema.ts';
import { builtInScenario, scenarioTitles } from '../../../electron/mock-exchange/scenarios/library.ts';
import { checkedScenario } from '../../../electron/mock-exchange/scenarios/parse.ts';

const FOLDER = 'electron/mock-exchange/scenarios';
const LEAST = { name: 'x', title: 'X', description: 'Nothing.' };

describe('the published JSON Schema of a scenario', () => {
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
  const accepts = ajv.compile(scenarioSchema());

  it('is what scenarios/schema.json says (scenarios/write-schema.ts writes it anew)', async () => {
    expect(JSON.parse(await readFile(`${FOLDER}/schema.json`, 'utf8'))).toEqual(scenarioSchema());
  });

  it('accepts every built-in scenario, and each has the name of its file', async () => {
    const files = (await readdir(`${FOLDER}/library`)).filter((file) => file.endsWith('.json'));
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const document: unknown = JSON.parse(await readFile(`${FOLDER}/library/${file}`, 'utf8'));
      expect({ file, ok: accepts(document), errors: accepts.errors }).toEqual({
        file,
        ok: true,
        errors: null,
      });
      expect((await builtInScenario(file.replace('.json', ''))).name).toBe(file.replace('.json', ''));
    }
    expect((await scenarioTitles()).map(({ name }) => `${name}.json`).sort()).toEqual(files.sort());
  });

  it.each([
    [{ ...LEAST, name: 'With Space' }, 'name: expected /^[a-z0-9][a-z0-9-]{0,63}$/, not "With Space"'],
    [{ name: 'x', title: 'X' }, 'description: is missing'],
    [{ ...LEAST, bogus: 1 }, 'bogus: is not known here'],
    [
      { ...LEAST, rules: [{ step: 'later', what: { kind: 'reset' } }] },
      'rules[0].step: expected one of "before-read", "after-headers"',
    ],
    [
      { ...LEAST, rules: [{ step: 'before-read', what: { kind: 'x' } }] },
      'rules[0].what.kind: expected one of',
    ],
    [{ ...LEAST, settings: { MessageSizeLimit: -1 } }, 'settings.MessageSizeLimit: expected >=0, not -1'],
    [{ ...LEAST, mailboxes: [{ user: 'a b' }] }, 'mailboxes[0].user: expected'],
    [{ ...LEAST, mailboxes: [{ user: 'a', items: [{}] }] }, 'mailboxes[0].items[0].folder: is missing'],
    [{ ...LEAST, clock: { start: 'yesterday' } }, 'clock.start: '],
    [{ ...LEAST, actions: [{ do: 'explode' }] }, 'actions[0].do: expected one of "move-mailbox"'],
    ['x', 'document: expected Object, not "x"'],
  ])('and the mock refuse %j, the mock with path and rule', (given, sentence) => {
    const isFormat = sentence.startsWith('clock.start');
    if (!isFormat) expect(accepts(given)).toBe(false);
    expect(() => checkedScenario(given)).toThrow(sentence);
  });
});
