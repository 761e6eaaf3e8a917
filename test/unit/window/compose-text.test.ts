// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { cleanFragment, cleanHtml, ownPictures } from '../../../renderer/components/clean-html.ts';
import { addressOf } from '../../../renderer/components/format-acts.ts';
import { keptStyle } from '../../../renderer/components/text-formats.ts';
import { plainLosses } from '../../../renderer/features/compose/losses.ts';
import { savedTimes } from '../../../renderer/features/compose/status-line.tsx';
import { formatSeconds } from '../../../renderer/components/format/dates.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { english } from '../../../shared/language/say.ts';

const say = english();

beforeAll(repairNodeName);

function shown(html: string, ...args: [Parameters<typeof cleanFragment>[1]?]): string {
  const box = document.createElement('div');
  box.append(cleanFragment(html, ...args));
  return box.innerHTML;
}

describe('HTML that comes into a message that is written', () => {
  it('keeps fonts and sizes of ours, and no other style', () => {
    expect(keptStyle('font-size: 18px; position: fixed; color: red')).toBe('font-size: 18px');
    expect(keptStyle('font-family: Helvetica,Arial,sans-serif')).toBe(
      'font-family: Helvetica, Arial, sans-serif',
    );
    expect(
      keptStyle('font-family: "Evil"; font-size: 900px; background: url(https://x.example/)'),
    ).toBeNull();
    expect(
      cleanHtml('<span class="size" style="font-size: 24px">a</span><p class="x" style="top:0">b</p>'),
    ).toBe('<span class="size" style="font-size: 24px">a</span><p>b</p>');
  });

  it('has no pictures of others, and its own by their Content-ID', () => {
    const html =
      '<p>a<img src="https://x.example/t.gif"><img src="cid:one@x" alt="Plan" onerror="x()" id="b"></p>';
    expect(cleanHtml(html)).toBe('<p>a</p>');
    expect(shown(html, ownPictures)).toBe('<p>a<img alt="Plan" src="cid:one@x"></p>');
    expect(shown(html, (source) => (source === 'cid:one@x' ? 'blob:app/1' : null))).toBe(
      '<p>a<img alt="Plan" src="blob:app/1"></p>',
    );
  });
});

it('a switch to plain text names what is lost', () => {
  expect(plainLosses('<p>Only <a href="https://x.example">words</a></p><ul><li>a</li></ul>', say)).toEqual(
    [],
  );
  expect(
    plainLosses('<h1>a</h1><p><b>b</b><img src="cid:a"><img src="cid:b"></p><ol><li>c</li></ol>', say),
  ).toEqual([
    'bold, italic and other emphasis',
    'the look of headings',
    'the numbers of lists',
    '2 pictures in the text',
  ]);
});

it('an address becomes a link of the kind that it is', () => {
  expect(addressOf(' https://x.example/a ')).toBe('https://x.example/a');
  expect(addressOf('x.example')).toBe('https://x.example');
  expect(addressOf('bo@x.example')).toBe('mailto:bo@x.example');
});

it('the status line tells both places to the second', () => {
  expect(savedTimes(0, { kind: 'none' }, say)).toBe(`Saved on this computer ${formatSeconds(0)}`);
  expect(savedTimes(5000, { kind: 'saved', at: 0 }, say)).toBe(
    `Saved on this computer ${formatSeconds(5000)}, in Drafts ${formatSeconds(0)}`,
  );
});
