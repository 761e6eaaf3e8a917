// @vitest-environment happy-dom
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { type Services, ServicesProvider } from '../../../renderer/hooks/services.ts';
import { usePacedLive } from '../../../renderer/hooks/use-paced-live.ts';
import { RetinueDatabase } from '../../../renderer/store/database.ts';

const REST_MS = 150;
let names = 0;

function house(restMs: number) {
  names += 1;
  const database = new RetinueDatabase(`paced-${names}`);
  let asked = 0;
  const query = async () => {
    asked += 1;
    return database.days.count();
  };
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <ServicesProvider value={{ now: () => Date.now() } as Services}>{children}</ServicesProvider>
  );
  const { result } = renderHook(() => usePacedLive('days', query, restMs), { wrapper });
  const put = (nday: number) => database.days.put({ folderId: 'f', nday, count: 1, unread: 0 });
  return { result, put, asked: () => asked };
}

describe('a paced live query', () => {
  afterEach(cleanup);

  it('follows many writes with few questions, and ends with what is true', async () => {
    const { result, put, asked } = house(REST_MS);
    await waitFor(() => expect(result.current).toBe(0));
    const from = Date.now();
    for (let n = 1; n <= 40; n += 1) await put(-n);
    await waitFor(() => expect(result.current).toBe(40));
    const turns = (Date.now() - from) / REST_MS;
    // Each turn may be asked twice: by the timer, and where a write came while it was answered.
    expect(asked()).toBeLessThanOrEqual(2 * turns + 4);
  });

  it('rests after an answer, and not at all without a rest', async () => {
    const resting = house(60_000);
    const restless = house(0);
    await waitFor(() => expect([resting.result.current, restless.result.current]).toEqual([0, 0]));
    await resting.put(-1);
    await restless.put(-1);
    await waitFor(() => expect(restless.result.current).toBe(1));
    expect(resting.result.current).toBe(0);
  });

  it('shows a change after a quiet time at once', async () => {
    const { result, put, asked } = house(REST_MS);
    await waitFor(() => expect(result.current).toBe(0));
    await new Promise((resolve) => setTimeout(resolve, 2 * REST_MS));
    const before = asked();
    await put(-1);
    await waitFor(() => expect(result.current).toBe(1));
    expect(asked()).toBe(before + 1);
  });
});
