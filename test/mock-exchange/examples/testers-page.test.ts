import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../electron/mock-exchange/admin/routes.ts';
import { HELP } from '../../../electron/mock-exchange/cli/options.ts';
import { STEPS, WHAT, WHERE } from '../../../electron/mock-exchange/faults/rule.ts';
import { scenarioNames, startMockExchange } from '../../../electron/mock-exchange/public.ts';
import { checkedScenario } from '../../../electron/mock-exchange/scenarios/parse.ts';
import { SETTINGS } from '../../../electron/mock-exchange/settings/settings.ts';

const PAGE = readFileSync('docs/testers.md', 'utf8');

function missing(names: readonly string[]): readonly string[] {
  return names.filter((name) => !PAGE.includes(`\`${name}\``));
}

describe('docs/testers.md', () => {
  it('names every flag', () => {
    const flags = HELP.match(/--[a-z0-9-]+(?= )/g) ?? [];
    expect(flags.filter((flag) => !PAGE.includes(`\`${flag}`))).toEqual([]);
  });

  it('names every scenario, and no other', async () => {
    const names = await scenarioNames();
    expect(missing(names)).toEqual([]);
    expect(PAGE).toContain(`${names.length} are built in`);
    const [, chapter = ''] = /^## Scenarios$([\s\S]*?)^### /m.exec(PAGE) ?? [];
    const rows = [...chapter.matchAll(/^\|(?: S\d+ \|)? `([a-z0-9-]+)` \|/gm)].map(([, name]) => name);
    expect(new Set(rows)).toEqual(new Set(names));
  });

  it('names every condition, step and kind of a fault rule', () => {
    expect(missing([...Object.keys(WHERE.entries), ...STEPS])).toEqual([]);
    expect(missing(WHAT.options.map(({ entries }) => entries.kind.literal))).toEqual([]);
  });

  it('names every setting', () => {
    const shortened = PAGE.replace('`…IntervalMinutes`', '`RapidFailProtectionIntervalMinutes`');
    expect(Object.keys(SETTINGS.entries).filter((name) => !shortened.includes(`\`${name}\``))).toEqual([]);
  });

  it('names every address of the admin API', () => {
    const shown = PAGE.replace('/rules/ID', '/rules/{id}');
    expect(Object.keys(ROUTES).filter((path) => !shown.includes(path))).toEqual([]);
  });

  it('shows a scenario file that plays', async () => {
    const [, example = ''] = /```json\n(\{\n {2}"\$schema"[\s\S]*?\n\})\n```/.exec(PAGE) ?? [];
    const mock = await startMockExchange({ scenario: checkedScenario(JSON.parse(example)) });
    expect(mock.state).toMatchObject({ scenario: { name: 'tuesday' }, seed: 42 });
    expect(mock.oracle().stuck.some(({ href }) => href.endsWith('/Forgotten.EML'))).toBe(true);
    await mock.stop();
  });

  it('links to headings that it has', () => {
    const headings = [...PAGE.matchAll(/^##+ (.+)$/gm)].map(([, words = '']) =>
      words
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...PAGE.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(links.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });
});
