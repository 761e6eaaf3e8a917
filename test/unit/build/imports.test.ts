import { describe, expect, it } from 'vitest';
import { importsOf, violationsIn } from '../../../build/check-imports.mjs';

/** Split, so that the rules do not read the examples in this file as imports. */
const imports = (names: string, from: string) => `${'import'} ${names} from '${from}';\n`;

describe('reading imports', () => {
  it('finds every form, over several lines too', () => {
    const text =
      `${imports('a', './a.ts')}${imports('{\n  b,\n  c\n}', './b.ts')}` +
      `${'export'} { d } from './d.ts';\n${'import'} './e.css';\nconst f = await ${'import'}('./f.ts');\n`;
    expect(importsOf('shared/x.ts', text).map(({ to }) => to)).toEqual(
      ['a.ts', 'b.ts', 'd.ts', 'e.css', 'f.ts'].map((name) => `shared/${name}`),
    );
  });
});

describe('the rules', () => {
  it.each([
    ['shared/errors.ts', '../test/helpers/x.ts', 'test/'],
    ['electron/mock-exchange/x.ts', '../network/dav/xml.ts', 'on its own'],
    ['electron/network/x.ts', '../mock-exchange/x.ts', 'on its own'],
    ['electron/mock-exchange/x.ts', '../../shared/mail/types.ts', 'names'],
    ['renderer/features/mail/x.tsx', '../accounts/y.tsx', 'feature'],
    ['renderer/features/mail/x.tsx', '../../store/writer.ts', 'reader.ts'],
    ['renderer/hooks/x.ts', '../engine/engine.ts', 'on its own'],
    ['shared/x.ts', '../electron/main/x.ts', 'on its own'],
    ['electron/network/dav/request.ts', 'electron', 'electron is imported'],
    ['shared/x.ts', 'node:fs', 'without Node'],
    ['renderer/engine/x.ts', 'react', 'React'],
    ['shared/x.ts', 'dexie', 'valibot'],
  ])('%s may not import %s', (from, to, words) => {
    const found = violationsIn(from, imports('{ x }', to)).join('\n');
    expect(found).toContain(words);
    expect(found).toContain('CONTRIBUTING.md');
  });

  it.each([
    ['renderer/features/mail/list/x.tsx', '../reading/y.tsx'],
    ['renderer/features/mail/x.tsx', '../../store/reader.ts'],
    ['renderer/engine/x.ts', '../store/writer.ts'],
    ['electron/mock-exchange/process.ts', '../../shared/contracts/control.ts'],
    ['electron/network/entry.ts', 'electron'],
    ['test/integration/x.test.ts', '../../electron/network/service.ts'],
    ['shared/contracts/main.ts', 'valibot'],
  ])('%s may import %s', (from, to) => {
    expect(violationsIn(from, imports('{ x }', to))).toEqual([]);
  });

  it('keeps the raw channels in their wrappers', () => {
    expect(violationsIn('electron/main/window.ts', imports('{ ipcMain }', 'electron'))).toHaveLength(1);
    expect(violationsIn('electron/main/ipc.ts', imports('{ ipcMain }', 'electron'))).toEqual([]);
    expect(violationsIn('electron/preload/other.ts', imports('{ ipcRenderer }', 'electron'))).toHaveLength(1);
  });
});
