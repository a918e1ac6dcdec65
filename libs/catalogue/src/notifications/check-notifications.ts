import type { Journey, LocalisedText } from '@tillwatch/domain';
import { noSuchJourney, REPEATED, type Finding } from '../finding.js';
import { dimensionOf } from '../labels.js';
import type { NotificationsFile } from './notifications-file.js';

type Path = Finding['path'];

/**
 * What a file of notifications gets wrong beyond its shape: ids that were used before, channels that no file has, journeys and dimensions
 * that do not exist.
 *
 * @param channels types of the channels of all files, by their ids
 * @param used ids of channels and routes of the files before; those of this file are added
 * @param journeys undefined where what they have is not known
 */
export function checkNotifications(
  { channels: own, routes, statement, timeZone }: NotificationsFile,
  channels: ReadonlyMap<string, string>,
  used: Set<string>,
  journeys: ReadonlyMap<string, Journey> | undefined,
): Finding[] {
  const known = (path: Path, id: string): Finding[] => (channels.has(id) ? [] : [{ path, message: noSuchChannel(channels) }]);
  const once = (path: Path, name: string): Finding[] => {
    if (used.has(name)) return [{ path, message: REPEATED }];
    used.add(name);
    return [];
  };
  return [
    ...own.flatMap(({ id, fallback }, at) => [
      ...once(['channels', at, 'id'], `channel ${id}`),
      ...(fallback === undefined ? [] : known(['channels', at, 'fallback'], fallback)),
      ...(fallback === id ? [{ path: ['channels', at, 'fallback'], message: OWN_FALLBACK }] : []),
    ]),
    ...routes.flatMap(({ id, to, when, hours, quiet, escalate }, at) => [
      ...once(['routes', at, 'id'], `route ${id}`),
      ...to.flatMap((channel, i) => known(['routes', at, 'to', i], channel)),
      ...(timeZone === undefined && (hours ?? quiet) !== undefined ? [{ path: ['routes', at], message: NO_ZONE }] : []),
      ...escalate.flatMap((step, i) => step.to.flatMap((channel, k) => known(['routes', at, 'escalate', i, 'to', k], channel))),
      ...(journeys === undefined ? [] : checkMatch(when, ['routes', at, 'when'], journeys)),
    ]),
    ...(statement?.to ?? []).flatMap((channel, i) => {
      const path = ['statement', 'to', i];
      return channels.get(channel) === 'pagerduty' ? [{ path, message: NO_PAGER }] : known(path, channel);
    }),
  ];
}

function checkMatch(when: NotificationsFile['routes'][number]['when'], path: Path, journeys: ReadonlyMap<string, Journey>): Finding[] {
  const asked = when.journeys ?? [...journeys.keys()];
  const wrong = asked.flatMap((id, i) => (journeys.has(id) ? [] : [{ path: [...path, 'journeys', i], message: noSuchJourney(journeys) }]));
  const has = (dimension: string): boolean =>
    asked.some((id) => {
      const journey = journeys.get(id);
      return journey !== undefined && dimensionOf(journey, dimension) !== undefined;
    });
  const dimensions = Object.keys(when.segment ?? {}).filter((dimension) => wrong.length === 0 && !has(dimension));
  return [...wrong, ...dimensions.map((dimension) => ({ path: [...path, 'segment', dimension], message: noDimension(dimension) }))];
}

const NO_ZONE: LocalisedText = {
  ko: 'hours와 quiet를 쓰려면 파일 맨 위에 timeZone(예: Asia/Seoul)이 있어야 합니다',
  en: 'its hours need a timeZone at the top of the file, such as Asia/Seoul',
};

const NO_PAGER: LocalisedText = {
  ko: 'pagerduty 채널은 사람을 호출하므로 일일 보고를 받을 수 없습니다',
  en: 'a channel of the type pagerduty wakes somebody, so that it gets no statement',
};

const OWN_FALLBACK: LocalisedText = { ko: '다른 채널이어야 합니다', en: 'must be another channel' };

function noDimension(id: string): LocalisedText {
  return { ko: `그 흐름들에 없는 기준입니다: "${id}"`, en: `"${id}" is not a dimension of any of these journeys` };
}

function noSuchChannel(channels: ReadonlyMap<string, string>): LocalisedText {
  const known = [...channels.keys()].join(', ');
  return channels.size === 0
    ? { ko: '없는 채널입니다 (정한 채널이 없습니다)', en: 'no such channel; there is none at all' }
    : { ko: `없는 채널입니다 (있는 채널: ${known})`, en: `no such channel; there are ${known}` };
}
