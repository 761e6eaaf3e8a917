// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { type ReactNode, useRef, useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { Button } from '../../../renderer/components/button.tsx';
import { Dialog } from '../../../renderer/components/dialog.tsx';
import { useFocusStays } from '../../../renderer/hooks/use-focus-stays.ts';

afterEach(cleanup);

function Part({ onNowhere, children }: { readonly onNowhere: () => void; readonly children: ReactNode }) {
  const part = useRef<HTMLDivElement>(null);
  useFocusStays(part, onNowhere);
  return <div ref={part}>{children}</div>;
}

/** A strip with a button that takes the strip away. */
function Strip() {
  const [shown, setShown] = useState(true);
  return shown ? <Button label="Load once" onPress={() => setShown(false)} /> : null;
}
const name = () => document.activeElement?.textContent;

describe('the focus', () => {
  it('goes to what stands near what was taken away, and to a pane before its other controls', async () => {
    render(
      <Part onNowhere={() => {}}>
        <section>
          <Button label="Sorted by" />
          <div data-pane="list" tabIndex={0}>
            The list
          </div>
          <Strip />
        </section>
      </Part>,
    );
    screen.getByText('Load once').closest('button')?.focus();
    fireEvent.click(screen.getByText('Load once'));
    await waitFor(() => expect(name()).toBe('The list'));
  });

  it('goes where the window says when nothing stands near', async () => {
    let asked = 0;
    render(
      <Part onNowhere={() => (asked += 1)}>
        <Strip />
      </Part>,
    );
    screen.getByRole('button').focus();
    fireEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(asked).toBe(1));
  });

  it('stays in a dialog whose content changes', async () => {
    render(
      <Dialog label="Accounts" onClose={() => {}}>
        <Strip />
        <Button label="Done" />
      </Dialog>,
    );
    screen.getByText('Load once').closest('button')?.focus();
    fireEvent.click(screen.getByText('Load once'));
    await waitFor(() => expect(name()).toBe('Done'));
  });

  it('stays on a button that is switched off, which then does nothing until it is switched on', async () => {
    let pressed = 0;
    const button = (disabled: boolean) => (
      <Button label="Check" disabled={disabled} onPress={() => (pressed += 1)} />
    );
    const { rerender } = render(button(false));
    const check = screen.getByRole<HTMLButtonElement>('button');
    check.focus();
    rerender(button(true));
    expect([document.activeElement, check.disabled, check.getAttribute('aria-disabled')]).toEqual([
      check,
      false,
      'true',
    ]);
    fireEvent.click(check);
    expect(pressed).toBe(0);
    check.blur();
    await waitFor(() => expect(check.disabled).toBe(true));
  });
});
