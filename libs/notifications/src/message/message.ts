import type { Standing } from '@tillwatch/domain';
import {
  incidentSentence,
  incidentTime,
  noticeHeadline,
  noticeLines,
  noticeText,
  shortened,
  statementNotice,
  testNotice,
  tidied,
  tidyIncident,
  digestGroup,
  digestHeadline,
  digestLines,
  digestTime,
  INCIDENT_WORDS,
  inLanguage,
  type NoticeText,
  type Reader,
} from '@tillwatch/wording';
import type { Delivery, Digest } from '../channel.js';
import { SHORT_TEXTS } from './short-text.js';
import { smsOf } from './sms.js';

/** How much of it is said: characters of a name, and lines. */
export interface Fullness {
  readonly name: number;
  readonly lines: number;
}

/** As much as a headline has anywhere (Slack's headers). */
export const HEADLINE_MOST = 150;
/** Characters of names, the fullest first: names are shortened until what they are in fits, numbers never. */
const NAMES = [60, 40, 24, 14, 8, 4, 2] as const;
const FULL: Fullness = { name: NAMES[0], lines: 10 };

/** Ways to say it, the fullest first: with ever fewer lines, then with ever shorter names. */
export const FULLNESSES: readonly Fullness[] = [
  ...[10, 4, 3, 2, 1, 0].map((lines) => ({ name: NAMES[0], lines })),
  ...NAMES.slice(1).map((name) => ({ name, lines: 0 })),
];

/** What a delivery says. The incident's names are made fit for it; its numbers are those of every other surface. */
export function messageOf({ kind, incident, link, digest, statement, ...reader }: Told, { name, lines }: Fullness = FULL): NoticeText {
  if (kind === 'test') return testNotice(Date.parse(incident.openedAt), reader);
  if (kind === 'statement') return statementMessage(statement, reader, lines);
  const tidy = tidyIncident(incident, name);
  if (digest !== undefined) return digestMessage(tidyDigest(digest, name), tidy, reader, lines);
  const news = noticeText(kind, tidy, reader);
  return {
    news,
    headline: headlineOf(incident, reader, name, HEADLINE_MOST),
    sentence: incidentSentence(tidy, reader),
    time: incidentTime(tidy, reader),
    // Who took it, or that nobody did, is the news already where that is what is told.
    lines: noticeLines(tidy, reader)
      .filter((line) => line !== news && (kind !== 'escalated' || line !== inLanguage(INCIDENT_WORDS.notTaken, reader.language)))
      .slice(0, lines),
    sms: smsOf({ kind, incident: tidyIncident(incident, FULL.name), link }, reader),
  };
}

type Told = Pick<Delivery, 'kind' | 'incident' | 'link' | 'language' | 'timeZone' | 'digest' | 'statement'>;

/** Of a day: its sum, and as many lines as there is room for. */
function statementMessage(statement: Told['statement'], reader: Reader, lines: number): NoticeText {
  if (statement === undefined) throw new Error('A statement states nothing.');
  const notice = statementNotice(statement, reader);
  return { ...notice, lines: notice.lines.slice(0, lines), sms: SHORT_TEXTS[reader.language].spell(notice.sms) };
}

/** Of many incidents: how many, what they have in common, the worst. */
function digestMessage(digest: Digest, worst: Told['incident'], reader: Reader, lines: number): NoticeText {
  const headline = digestHeadline(digest, reader);
  return {
    ...{ news: noticeText('digest', worst, reader), headline, sentence: headline, time: digestTime(worst, reader) },
    lines: digestLines(digest, worst, reader).slice(0, lines),
    sms: digestSms(digest, reader),
  };
}

/** How many there are, and where most of them are. */
function digestSms(digest: Digest, reader: Reader): string {
  const { most, measure, spell } = SHORT_TEXTS[reader.language];
  const [headline, where] = [digestHeadline(digest, reader), ...digest.groups.slice(0, 1).map((group) => digestGroup(group, reader))];
  const text = spell([headline, where].filter((part) => part !== undefined).join(' · '));
  return measure(text) <= most ? text : spell(headline);
}

function tidyDigest(digest: Digest, name: number): Digest {
  return { ...digest, groups: digest.groups.map(({ label, count }) => ({ label: shortened(tidied(label), name), count })) };
}

/** How the incident of a message stands. */
export function standingOf({ status, severity }: Told['incident']): Standing {
  return status === 'resolved' ? 'over' : severity;
}

/** A headline of at most so many characters, its names as long as that lets them be. */
function headlineOf(incident: Told['incident'], { language }: Reader, name: number, most: number): string {
  const headlines = NAMES.filter((length) => length <= name).map((length) => noticeHeadline(tidyIncident(incident, length), language));
  return headlines.find((headline) => headline.length <= most) ?? headlines.at(-1) ?? '';
}
