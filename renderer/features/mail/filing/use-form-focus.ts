import { type RefObject, useEffect, useRef } from 'react';

/** The focus is in the first field of a form as soon as it is there. */
export function useFormFocus(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select')?.focus(), []);
  return form;
}

/** Where the focus is put when a form was left: the item that it was about, else the chosen page. */
export function useReturnFocus(editedId: string | null): RefObject<HTMLDivElement | null> {
  const page = useRef<HTMLDivElement>(null);
  const left = useRef<string | null>(null);
  useEffect(() => {
    if (editedId === null && left.current !== null) {
      const item = page.current?.querySelector<HTMLElement>(`[data-item="${left.current}"]`);
      (item ?? page.current?.querySelector<HTMLElement>('[role="tab"][tabindex="0"]'))?.focus();
    }
    left.current = editedId;
  }, [editedId]);
  return page;
}
