import type { Cause } from '@tillwatch/explanation';

/** The line that answers one case: its causes, strongest first. */
export function answerLine(id: string | number, causes: readonly Cause[]): string {
  const told = causes.map(({ segment, total, failed, expected, extraShare, trafficShare }) => ({
    segment,
    total,
    failed,
    expected: rounded(expected),
    extraShare: rounded(extraShare),
    trafficShare: rounded(trafficShare),
  }));
  return JSON.stringify({ id, causes: told });
}

const rounded = (value: number): number => Number(value.toFixed(4));
