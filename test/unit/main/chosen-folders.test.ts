import { describe, expect, it } from 'vitest';
import { createChosenFolders } from '../../../electron/main/chosen-folders.ts';

function make(...answers: (string | null)[]) {
  let tokens = 0;
  return createChosenFolders({
    ask: () => Promise.resolve(answers.shift() ?? null),
    newToken: () => `token-${(tokens += 1)}`,
  });
}

describe('folders that were chosen', () => {
  it('are known to the window by token and name, and by path only here', async () => {
    const folders = make('/home/dagny/Quay 3', '/');
    expect(await folders.choose()).toEqual({ token: 'token-1', name: 'Quay 3' });
    expect(await folders.choose()).toEqual({ token: 'token-2', name: '/' });
    expect(folders.pathOf('token-1')).toBe('/home/dagny/Quay 3');
    expect(folders.pathOf('token-2')).toBe('/');
  });

  it('are none when the person thought better of it, or for a token that nobody was given', async () => {
    const folders = make(null);
    expect(await folders.choose()).toBeNull();
    for (const token of ['token-1', '/etc', '__proto__'])
      expect(() => folders.pathOf(token)).toThrow('does not know any more which folder was chosen');
  });

  it('are forgotten when there were many after them', async () => {
    const folders = make(...Array.from({ length: 33 }, (_, nth) => `/f${nth + 1}`));
    for (let nth = 0; nth < 33; nth += 1) await folders.choose();
    expect(() => folders.pathOf('token-1')).toThrow('Choose the folder again');
    expect(folders.pathOf('token-2')).toBe('/f2');
    expect(folders.pathOf('token-33')).toBe('/f33');
  });
});
