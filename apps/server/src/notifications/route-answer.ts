import type { NotificationsAnswer, RouteHours } from '@tillwatch/contract';
import type { DailyStatement, RecurringWindow, Route } from '@tillwatch/domain';

type RouteAnswer = NotificationsAnswer['routes'][number];

/** A route as it crosses to the outside. */
export function routeAnswer({ id, when, to, hours, quiet, escalate }: Route): RouteAnswer {
  return {
    id,
    when: structuredClone(when) as RouteAnswer['when'],
    to: [...to],
    hours: hours?.map(hoursAnswer) ?? null,
    quiet: quiet?.map(hoursAnswer) ?? null,
    escalate: escalate.map((step) => ({ afterMs: step.afterMs, to: [...step.to] })),
  };
}

/** A daily statement as it crosses to the outside. */
export function statementAnswer({ at, to }: DailyStatement): NotificationsAnswer['statements'][number] {
  return { at: clock(at), to: [...to] };
}

function hoursAnswer({ timeZone, from, to, weekdays, weeks, daysOfMonth }: RecurringWindow): RouteHours {
  const listed = (days: readonly number[] | undefined): number[] | null => (days === undefined ? null : [...days]);
  return {
    ...{ timeZone, from: clock(from), to: clock(to) },
    ...{ weekdays: listed(weekdays), weeks: listed(weeks), daysOfMonth: listed(daysOfMonth) },
  };
}

/** @param minutes since midnight */
function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');
}
