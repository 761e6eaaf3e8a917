import type { Failure } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import { detailOf, type EngineLog, titled } from './engine-log.ts';

/** Puts into the error log that the system did not take the notice of a reminder. */
export async function logReminderFault(log: EngineLog, failure: Failure): Promise<void> {
  await log({
    accountId: null,
    level: 'warning',
    ...titled(told('A reminder was not shown')),
    ...told(
      'The system did not take the notice of a reminder. Retinue offers it again every five minutes. The message is among the flagged ones meanwhile.',
    ),
    detail: detailOf(failure),
  });
}
