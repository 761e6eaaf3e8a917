import type { FromMock, ToMock } from '../../shared/contracts/control.ts';
import { toFailure } from '../../shared/errors.ts';
import type { Child, Fork } from './child-process.ts';
import { createCrashCount } from './crash-count.ts';
import { type Told, told } from '../../shared/language/told.ts';

/** What the built-in mock says about itself once it listens. */
export interface DemoServer {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

export interface DemoHost {
  /** Settles with the first answer: the server, or null when it could not start. */
  readonly first: Promise<DemoServer | null>;
  stop(): void;
}

export interface DemoHostOptions {
  readonly fork: Fork<ToMock, FromMock>;
  readonly now: () => number;
  /** Each time it listens: at the start and after a crash, always on another port. */
  readonly onReady: (server: DemoServer) => Promise<void>;
  readonly onFailed: (problem: Told) => void;
}

const GAVE_UP = told(
  'The built-in mock server stopped five times in five minutes. Retinue does not start it again by itself; the demo mail on this computer can still be read. Quit Retinue and start it again to go on.',
);

/** The password is made anew by the mock and known to this process only; it is never stored. */
export function startDemo(options: DemoHostOptions): DemoHost {
  const crashes = createCrashCount(options.now);
  let child: Child<ToMock, FromMock> | null = null;
  let settle: (server: DemoServer | null) => void = () => {};
  const first = new Promise<DemoServer | null>((resolve) => {
    settle = resolve;
  });

  const failed = (problem: Told) => {
    settle(null);
    options.onFailed(problem);
  };
  const start = () => {
    const started = options.fork();
    child = started;
    started.onMessage((message) => {
      if (message.type === 'failed') return failed(message);
      const { url, user, password } = message;
      options.onReady({ url, user, password }).then(
        () => settle({ url, user, password }),
        (thrown: unknown) => failed(toFailure(thrown)),
      );
    });
    started.onExit(() => {
      if (child !== started) return;
      child = null;
      if (crashes.crashed()) failed(GAVE_UP);
      else start();
    });
  };

  start();
  return {
    first,
    stop() {
      const last = child;
      child = null;
      last?.send({ type: 'stop' });
      last?.kill();
    },
  };
}
