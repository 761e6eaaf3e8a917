import * as v from 'valibot';

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439));
export const quietSchema = v.object({ on: v.boolean(), from: minute, to: minute });
/** Hours in which nothing is told but what was not sent. Minutes after local midnight; `to` before `from`: over midnight. */
export type QuietHours = v.InferOutput<typeof quietSchema>;

export const USUAL_QUIET: QuietHours = { on: false, from: 22 * 60, to: 7 * 60 };

const DAY = 1440;
const MINUTE_MS = 60_000;

/** How long it is quiet from this minute of the day on, ms; 0 where it is not. From and to the same: never. */
export function quietForMs({ on, from, to }: QuietHours, minuteOfDay: number): number {
  const length = (to - from + DAY) % DAY;
  const since = (minuteOfDay - from + DAY) % DAY;
  return on && since < length ? (length - since) * MINUTE_MS : 0;
}

/** "22:05", as a time field has it. */
export function clockOf(minuteOfDay: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** The other way; null where it is no time. */
export function minuteOf(clock: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(clock) ?? [];
  const value = Number(hours) * 60 + Number(minutes);
  return hours !== undefined && value < DAY && Number(minutes) < 60 ? value : null;
}
