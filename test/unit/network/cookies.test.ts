import { describe, expect, it } from 'vitest';
import { createCookies } from '../../../electron/network/sign-in/cookies.ts';

const cookiesOf = (...lines: readonly string[]) => {
  const cookies = createCookies(() => Date.UTC(2026, 0, 1));
  cookies.take(lines);
  return cookies;
};

describe('the cookies of a session', () => {
  it('are sent back as they came, the last of a name', () => {
    const cookies = cookiesOf('sessionid=1,0x409; path=/', 'cadata="5,AB=="; HttpOnly; secure; path=/');
    expect(cookies.header()).toBe('sessionid=1,0x409; cadata="5,AB=="');
    cookies.take(['cadata="6,CD=="; path=/']);
    expect(cookies.header()).toBe('sessionid=1,0x409; cadata="6,CD=="');
  });

  it.each([
    'a=; path=/',
    'a=; path=/; expires=Thu, 01-Jan-1970 00:00:00 GMT',
    'a=x; expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'a=x; Max-Age=0',
  ])('are forgotten by %s', (line) => {
    const cookies = cookiesOf('a=1', 'b=2');
    cookies.take([line]);
    expect(cookies.header()).toBe('b=2');
  });

  it('are none where nothing, or nonsense, was set', () => {
    expect(cookiesOf().header()).toBeNull();
    expect(cookiesOf('', '=x', 'novalue', '; path=/').header()).toBeNull();
    const cookies = cookiesOf('a=1; expires=Fri, 01-Jan-2027 00:00:00 GMT');
    expect(cookies.header()).toBe('a=1');
    cookies.clear();
    expect(cookies.header()).toBeNull();
  });
});
