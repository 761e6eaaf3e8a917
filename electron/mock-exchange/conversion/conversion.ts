import type { Clock } from '../clock/clock.ts';
import type { EventLog } from '../events/event-log.ts';
import type { Ledger } from '../oracle/ledger.ts';
import type { Personality } from '../personality/personality.ts';
import type { Settings } from '../settings/settings.ts';
import type { Worker } from '../worker/worker.ts';

/** One message (or attachment) that has to be made from properties. */
export interface ConversionJob {
  /** Absolute path of the item, for the oracle. */
  readonly href: string;
  /** Bytes of the whole stream that is made. */
  readonly bytes: number;
  /** Bytes of it that the answer will carry. */
  readonly responseBytes: number;
  readonly face: 'webdav' | 'pop3' | 'imap4';
}

/** How a conversion ended. `failed`: 500 is due; `crashed`: the worker process is gone, and the connection with it. */
export type Converted = 'made' | 'failed' | 'crashed';

/** MAPI to MIME, at its price (KB 329067, reference 6.3): nothing is kept, the next request pays again. */
export interface Conversion {
  convert(job: ConversionJob): Promise<Converted>;
  /** Conversions that run or wait now. */
  readonly busy: number;
  reset(): void;
}

export interface ConversionParts {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly events: EventLog;
  readonly ledger: Ledger;
  readonly worker: Worker;
  readonly personality: Personality;
}

export function newConversion({ clock, settings, ledger }: ConversionParts): Conversion {
  return {
    busy: 0,
    convert: async ({ href, bytes }) => {
      const { ConversionBaseMs, ConversionMsPerMB } = settings.values;
      await clock.sleep(ConversionBaseMs + (ConversionMsPerMB * bytes) / 1_000_000);
      ledger.converted(href, bytes, bytes);
      return 'made';
    },
    reset: () => undefined,
  };
}
