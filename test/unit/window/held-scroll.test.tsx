// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { HEAD_HEIGHT, layoutOf, ROW_HEIGHT } from '../../../renderer/features/mail/list/layout.ts';
import { useHeldScroll } from '../../../renderer/features/mail/list/use-list-scroll.ts';
import type { MessageRow } from '../../../renderer/store/tables.ts';

/** A list of rows of one day whose element counts how often it is asked where it stands. */
function house(ids: readonly string[], scrollTop: number) {
  let at = scrollTop;
  let asked = 0;
  const element = document.createElement('div');
  Object.defineProperty(element, 'scrollTop', {
    get: () => {
      asked += 1;
      return at;
    },
    set: (value: number) => {
      at = value;
    },
  });
  const ref = { current: element };
  const { rerender } = renderHook(
    ({ rows, top }: { readonly rows: readonly string[]; readonly top: number }) => {
      const day = { folderId: 'f', nday: -20_000, count: rows.length, unread: 0 };
      const rowOf = (index: number) => (rows[index] ? ({ id: rows[index] } as MessageRow) : undefined);
      useHeldScroll(
        ref,
        layoutOf([day], () => 'May'),
        rowOf,
        top,
        0,
        rows.length - 1,
      );
    },
    { initialProps: { rows: ids, top: scrollTop } },
  );
  return {
    show: (rows: readonly string[], top: number) => rerender({ rows, top }),
    at: () => at,
    asked: () => asked,
  };
}

const ROWS = Array.from({ length: 40 }, (_, n) => `m${n}`);
const TEN_DOWN = HEAD_HEIGHT + 10 * ROW_HEIGHT;

describe('the held scroll', () => {
  it('keeps the rows in view where they are when mail comes above them', () => {
    const list = house(ROWS, TEN_DOWN);
    list.show(['new1', 'new2', ...ROWS], TEN_DOWN);
    expect(list.at()).toBe(TEN_DOWN + 2 * ROW_HEIGHT);
    // Drawn again before the scroll was heard of: it is not done twice.
    list.show(['new1', 'new2', ...ROWS], TEN_DOWN);
    expect(list.at()).toBe(TEN_DOWN + 2 * ROW_HEIGHT);
    list.show(['new2', ...ROWS], TEN_DOWN + 2 * ROW_HEIGHT);
    expect(list.at()).toBe(TEN_DOWN + ROW_HEIGHT);
  });

  it('shows new mail at the very top', () => {
    const list = house(ROWS, 0);
    list.show(['new1', ...ROWS], 0);
    expect(list.at()).toBe(0);
  });

  it('does not ask the element while nothing moves above', () => {
    const list = house(ROWS, TEN_DOWN);
    for (let turn = 0; turn < 20; turn += 1) list.show(ROWS, TEN_DOWN + turn * ROW_HEIGHT);
    expect(list.asked()).toBe(0);
  });
});
