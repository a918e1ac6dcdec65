import { minuteText, wallClock } from '@tillwatch/wording';

/** Evenly spread steps that are written under a graph: `11/22`, or `14:00` of a single day's hours. At most `room`. */
export function ticksOf(
  starts: readonly number[],
  { step, timeZone, room }: { step: 'hour' | 'day'; timeZone: string; room: number },
): { at: number; label: string }[] {
  const every = Math.max(1, Math.ceil(starts.length / room));
  const dated = (at: number): string => {
    const { month, day } = wallClock(at, timeZone);
    return `${String(month)}/${String(day)}`;
  };
  return starts.flatMap((start, at) => {
    if (at % every !== 0) return [];
    const isFirstOfDay = at === 0 || dated(start) !== dated(starts[at - every] ?? start);
    if (step === 'day') return [{ at, label: dated(start) }];
    return [
      { at, label: isFirstOfDay && starts.length > 24 ? `${dated(start)} ${minuteText(start, timeZone)}` : minuteText(start, timeZone) },
    ];
  });
}
