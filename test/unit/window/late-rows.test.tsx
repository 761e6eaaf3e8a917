// @vitest-environment happy-dom
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { layoutOf } from '../../../renderer/features/mail/list/layout.ts';
import { useRows } from '../../../renderer/features/mail/list/use-rows.ts';
import { type Services, ServicesProvider } from '../../../renderer/hooks/services.ts';
import { fakeServices, mail } from './support/fake-services.ts';

afterEach(cleanup);

describe('the rows of a list', () => {
  it('are those of the layout that stands, also when an answer to the one before comes after them', async () => {
    const { services } = await fakeServices({});
    let answerLate: () => void = () => {};
    const reader: Services['reader'] = {
      ...services.reader,
      rows: (_folderId, nday) =>
        nday === 0
          ? new Promise((resolve) => {
              answerLate = () => resolve([]);
            })
          : Promise.resolve([mail(1)]),
    };
    const wrapper = ({ children }: { readonly children: ReactNode }) => (
      <ServicesProvider value={{ ...services, reader }}>{children}</ServicesProvider>
    );
    const listOf = (nday: number) => {
      const days = [{ folderId: 'a|/Inbox', nday, count: 1, unread: 0 }];
      return { opened: [], layout: layoutOf(days, () => 'Day') };
    };
    const order = { key: 'messages', version: 0 };
    const { result, rerender } = renderHook(({ nday }) => useRows(order, 'a|/Inbox', listOf(nday), 0, 0, 0), {
      wrapper,
      initialProps: { nday: 0 },
    });
    rerender({ nday: -5 });
    await waitFor(() => expect(result.current(0)?.id).toBe(mail(1).id));
    answerLate();
    await new Promise((resolve) => setTimeout(resolve, 20));
    rerender({ nday: -5 });
    expect(result.current(0)?.id).toBe(mail(1).id);
  });
});
