import { type DragEvent, useEffect, useMemo } from 'react';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';
import { useLatest } from '../../../hooks/use-latest.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { createDragOut, type DragOut, type Outward, type Written } from './drag-out.ts';
import { writeOut } from './write-out.ts';

/** Mail that is dragged out of this window, with what its person is told about it. */
export function useDragOut(onEnd: () => void): DragOut {
  const services = useServices();
  const { bridge, now } = services;
  const say = useSay();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const write = useLatest<[Outward, AbortSignal], Promise<Written>>((what, signal) =>
    writeOut(services, say, what, signal),
  );
  const tellEarly = useLatest((stop: () => void) =>
    notify(
      say(
        'Not all of it was here yet when you let go, so nothing was dragged out. It is being fetched; Retinue says when it can be dragged again.',
      ),
      { label: say('Stop'), tip: say('Fetches no more of it'), onPress: stop },
    ),
  );
  const tellReady = useLatest(() => notify(say('The files are ready. Drag them out again.')));
  const out = useMemo(
    () =>
      createDragOut({
        write,
        start: (token) => askMain(bridge, 'drag.start', { token }).then(() => undefined, tellFailure),
        forget: (token) => bridge.call('drag.forget', { token }).then(() => undefined),
        tell: notify,
        tellEarly,
        tellReady,
        now,
      }),
    [bridge, now, notify, tellFailure, write, tellEarly, tellReady],
  );
  const end = useLatest(onEnd);
  useEffect(() => followPointer(out, bridge.platform === 'linux', end), [out, bridge, end]);
  return out;
}

/**
 * A drag of the page becomes one of files where the pointer leaves the window. That is known to work on Linux; elsewhere
 * only a drag that begins with Alt goes out.
 */
function followPointer(out: DragOut, isHandedOver: boolean, onEnd: () => void): () => void {
  const stop = new AbortController();
  const listen = <K extends keyof DocumentEventMap>(name: K, act: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(name, act, { signal: stop.signal });
  const end = () => {
    if (!out.isOn()) return;
    out.ended();
    delete document.body.dataset['dragging'];
    onEnd();
  };
  if (isHandedOver) {
    listen('dragleave', ({ relatedTarget }) => {
      if (relatedTarget === null) out.left();
    });
    listen('dragenter', () => out.entered());
  }
  listen('dragend', end);
  // A drag of files that the page did not begin ends without a word to it; the pointer is the page's again.
  listen('mouseup', end);
  listen('mousemove', ({ buttons }) => {
    if (buttons === 0) end();
  });
  return () => stop.abort();
}

/** To be called as a drag of mail begins. True: files are dragged from the beginning, and the page drags nothing. */
export function beginOut(out: DragOut, what: Outward, event: DragEvent): boolean {
  out.begin(what);
  // Frames would take the pointer's events, and the edge of the window is behind one.
  document.body.dataset['dragging'] = '';
  if (!event.altKey) return false;
  event.preventDefault();
  out.left();
  return true;
}
