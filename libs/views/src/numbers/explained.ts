import { CuboidNotKeptError, NumbersNotReadyError, RangeNotAlignedError, RangeTooLongError } from '@tillwatch/windows';
import { NumbersError } from './numbers-error.js';

/** Waits for an answer and says in the API's words why there is none. @throws NumbersError */
export async function explained<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

function refusalOf(error: unknown): NumbersError | undefined {
  if (error instanceof CuboidNotKeptError) return cuboidNotKept(error);
  if (error instanceof RangeNotAlignedError) return rangeNotAligned(error);
  if (error instanceof RangeTooLongError) {
    return new NumbersError('range_too_long', {
      ko: '이 간격으로 한 번에 답하기에는 너무 긴 기간입니다. 나누어 물어보거나 하루 간격(step=1d)으로 물어보세요.',
      en: 'The range is too long to be answered at once in these steps. Ask for parts of it, or in steps of a day (step=1d).',
    });
  }
  if (!(error instanceof NumbersNotReadyError)) return undefined;
  const detail = {
    ko: '집계를 다시 읽는 중입니다. 잠시 뒤 다시 물어보세요.',
    en: 'The counts are being read back. Ask again in a moment.',
  };
  return new NumbersError('not_ready', detail, { retryAfter: 1 });
}

function cuboidNotKept({ kept }: CuboidNotKeptError): NumbersError {
  const detail = {
    ko: '집계하지 않는 조합입니다. kept에 있는 조합으로 물어보세요(필터도 기준에 들어갑니다).',
    en: 'This combination of dimensions is not counted. Ask for one of `kept` (filters count as dimensions too).',
  };
  return new NumbersError('cuboid_not_kept', detail, { kept: kept.map((dimensions) => [...dimensions]) });
}

function rangeNotAligned(error: RangeNotAlignedError): NumbersError {
  const [from, to] = [iso(error.nearest.from), iso(error.nearest.to)];
  const detail = {
    ko: `그때의 숫자는 그만큼 잘게 나누어 있지 않습니다. 가장 가까운 기간: ${from} ~ ${to}`,
    en: `Counts of that time are not kept apart so finely. The nearest range is ${from} to ${to}.`,
  };
  return new NumbersError('range_not_aligned', detail, { nearest: { from, to } });
}

function iso(second: number): string {
  return new Date(second * 1000).toISOString();
}
