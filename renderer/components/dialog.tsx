import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useFocusStays } from '../hooks/use-focus-stays.ts';

/** A native modal dialog: focus stays inside, Escape closes it and focus goes back to the opener. */
export function Dialog({
  label,
  wide = false,
  onClose,
  children,
}: {
  readonly label: string;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close(); // while it still stands in the page: only then the focus goes back
  }, []);
  useFocusStays(ref);
  return (
    <dialog
      ref={ref}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </dialog>
  );
}
