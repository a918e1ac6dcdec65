import type { WireEvent } from '@tillwatch/contract';
import { EARLIEST_EVENT_MS, FUTURE_TOLERANCE_MS, type LocalisedText } from '@tillwatch/domain';
import type { CheckContext } from './context.js';
import type { Fault } from './fault.js';

/** The horizon inside which a repeat is recognised, and with it how late an ordinary event may come. */
export const OLDEST_MS = 47 * 3_600_000;

function age(ms: number): LocalisedText {
  const as = (unit: number, ko: string, en: string): LocalisedText => {
    const count = Math.round(ms / unit);
    return { ko: `${count}${ko}`, en: `${count} ${en}` };
  };
  if (ms < 120_000) return as(1_000, '초', 's');
  if (ms < 7_200_000) return as(60_000, '분', 'min');
  return ms < 172_800_000 ? as(3_600_000, '시간', 'h') : as(86_400_000, '일', 'days');
}

/** Whether an event's time can be counted. `occurredAt` and `spanMs` in milliseconds. */
export function timingFault(wire: WireEvent, occurredAt: number, spanMs: number, context: CheckContext): Fault | undefined {
  const path = 'occurredAt';
  const ahead = occurredAt + spanMs - context.now;
  if (ahead > FUTURE_TOLERANCE_MS) {
    const by = age(ahead);
    const [koEnd, enEnd] = spanMs > 0 ? ['구간의 끝이 ', 'the end of the span'] : ['', 'it'];
    const ko = `${koEnd}서버 시각보다 ${by.ko} 앞섭니다. 2분까지만 받습니다`;
    return { path, code: 'in_future', message: { ko, en: `${enEnd} is ${by.en} ahead of the server’s clock; at most 2 min is accepted` } };
  }
  if (wire.backfill === true) return backfillFault(occurredAt, context);
  if (context.now - occurredAt <= OLDEST_MS) return undefined;
  const by = age(context.now - occurredAt);
  const message = {
    ko: `${by.ko} 지난 이벤트입니다. 47시간까지만 받습니다. 과거 자료는 "backfill": true로 보내세요`,
    en: `it is ${by.en} old; at most 47 h is accepted. Send history with "backfill": true`,
  };
  return { path, code: 'too_old', message };
}

function backfillFault(occurredAt: number, context: CheckContext): Fault | undefined {
  if (!context.mayBackfill) {
    const message = {
      ko: '과거 자료를 보내려면 events:backfill 권한이 있는 키가 필요합니다',
      en: 'sending history needs a key with the scope events:backfill',
    };
    return { path: 'backfill', code: 'scope_missing', message };
  }
  if (occurredAt >= EARLIEST_EVENT_MS) return undefined;
  const message = { ko: '2000-01-01부터의 시각이어야 합니다', en: 'expected a time from 2000-01-01 on' };
  return { path: 'occurredAt', code: 'out_of_range', message };
}
