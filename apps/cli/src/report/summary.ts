import type { LocalisedText } from '@tillwatch/domain';
import { elapsedText, numberText } from '@tillwatch/wording';
import { COUNT_ZERO, NO_RULE } from '../map/mapper.js';
import type { Tally } from './tally.js';

const SKIP_REASONS: Readonly<Record<string, LocalisedText>> = {
  [NO_RULE]: { ko: '맵의 어떤 규칙에도 해당하지 않음', en: 'no rule of the map is about them' },
  [COUNT_ZERO]: { ko: '건수가 0', en: 'their count is 0' },
};

/** Says in words what became of every row, line by line. `isRepeatable`: sending the same again counts nothing twice. */
export function summaryOf(tally: Tally, elapsedMs: number, isRepeatable: boolean): LocalisedText[] {
  const { rows, events, rejectedRows, rejectedEvents } = tally;
  const n = numberText;
  return [
    {
      ko: `${n(rows)}행 → 이벤트 ${n(events)}건 (${elapsedText(elapsedMs, 'ko')})`,
      en: `${n(rows)} rows → ${n(events)} events (${elapsedText(elapsedMs, 'en')})`,
    },
    ...takenText(tally),
    ...[...tally.skipped].map(([reason, count]) => skippedText(reason, count)),
    {
      ko: `  거부: ${n(rejectedRows + rejectedEvents)}건 (행 ${n(rejectedRows)}, 서버가 거부한 이벤트 ${n(rejectedEvents)})`,
      en: `  rejected: ${n(rejectedRows + rejectedEvents)} (rows: ${n(rejectedRows)}, events the server refused: ${n(rejectedEvents)})`,
    },
    ...[...tally.notices].map(([notice, count]) => ({
      ko: `  알림: ${notice} (${n(count)}건)`,
      en: `  notice: ${notice} (${n(count)} events)`,
    })),
    ...verdictOf(tally, isRepeatable),
  ];
}

function takenText({ accepted, duplicates, resent }: Tally): LocalisedText[] {
  const n = numberText;
  return [
    { ko: `  새로 반영: ${n(accepted)}건`, en: `  accepted: ${n(accepted)}` },
    {
      ko: `  이미 있음: ${n(duplicates)}건${duplicates === 0 ? '' : ' (두 번 세지 않음)'}`,
      en: `  duplicates: ${n(duplicates)}${duplicates === 0 ? '' : ' (already there, not counted again)'}`,
    },
    ...when(resent > 0, {
      ko: `    그중 ${n(resent)}건은 응답이 끊겨 다시 보낸 요청의 것이며, 이번에 반영됐을 수 있습니다`,
      en: `    ${n(resent)} of them in requests sent again after a lost answer; this run may have added them itself`,
    }),
  ];
}

/** Says what a look through a file found. */
export function dryRunSummary(
  tally: Tally,
  notices: readonly { readonly events: number; readonly message: LocalisedText }[],
): LocalisedText[] {
  const { rows, events, rejectedRows, rejectedEvents } = tally;
  const n = numberText;
  return [
    {
      ko: `${n(rows)}행 → 이벤트 ${n(events)}건. 보내지 않았습니다 (--dry-run)`,
      en: `${n(rows)} rows → ${n(events)} events; nothing was sent (--dry-run)`,
    },
    ...[...tally.skipped].map(([reason, count]) => skippedText(reason, count)),
    {
      ko: `  문제: 행 ${n(rejectedRows)}개, 서버가 거부할 이벤트 ${n(rejectedEvents)}건`,
      en: `  problems: ${n(rejectedRows)} rows, ${n(rejectedEvents)} events the server would refuse`,
    },
    ...notices.map(({ message, events: touched }) => ({
      ko: `  알림: ${message.ko} (${n(touched)}건)`,
      en: `  notice: ${message.en} (${n(touched)} events)`,
    })),
    ...when(rows === 0, { ko: '파일에 행이 없습니다', en: 'the file has no rows' }),
  ];
}

function skippedText(reason: string, count: number): LocalisedText {
  const known = SKIP_REASONS[reason] ?? { ko: reason, en: reason };
  return { ko: `  건너뜀: ${numberText(count)}행 (${known.ko})`, en: `  skipped: ${numberText(count)} rows (${known.en})` };
}

function verdictOf(tally: Tally, isRepeatable: boolean): LocalisedText[] {
  const { rows, events, accepted, duplicates, rejected, isWhole } = tally;
  const lost = events - accepted - duplicates - tally.rejectedEvents;
  if (rows === 0 && isWhole) return [{ ko: '파일에 행이 없습니다', en: 'the file has no rows' }];
  return [
    ...when(lost > 0, { ko: `${numberText(lost)}건은 보내지 못했습니다`, en: `${numberText(lost)} events were not sent` }),
    ...when(!isWhole, { ko: '파일을 끝까지 읽지 않았습니다', en: 'the file was not read to its end' }),
    ...when(isRepeatable && (lost > 0 || !isWhole), {
      ko: '같은 명령을 다시 실행하면 됩니다. 이미 보낸 것은 두 번 세지 않습니다',
      en: 'run the same command again: what arrived already is not counted twice',
    }),
    ...when(isWhole && lost === 0 && rejected === 0 && accepted === 0 && duplicates > 0, {
      ko: '모두 이미 있던 것입니다. 바뀐 것은 없습니다',
      en: 'everything was there already; nothing has changed',
    }),
  ];
}

function when(condition: boolean, text: LocalisedText): LocalisedText[] {
  return condition ? [text] : [];
}
