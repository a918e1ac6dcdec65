import type { IncidentAnswer } from '@tillwatch/contract';
import {
  alertRate,
  alertSentence,
  alertUsualText,
  clockText,
  failedOfText,
  hasRate,
  incidentCounts,
  incidentFacts,
  incidentRate,
  incidentSentence,
  incidentTime,
  incidentUsual,
  LANGUAGES,
  MIN_FOR_RATE,
  volumeOfText,
  type AlertFacts,
  type Language,
} from '@tillwatch/wording';
import fc from 'fast-check';
import type { Delivery } from '../channel.js';
import { messageOf } from '../message/message.js';
import { incidents } from '../message/random-incidents.spec-data.js';
import { FOUND_AT } from '../notifications.spec-data.js';
import { emailMessage } from './email-message.js';
import { HTTP_RIG_KINDS } from './http/http-rig.spec-data.js';
import { deliveryOf, RIG_KINDS, textsIn, type Rig } from './rig.spec-data.js';
import { slackMessage } from './slack-message.js';

const ZONE = 'Asia/Seoul';

/** What everybody must read alike. */
interface Numbers {
  /** `31%`; null on a handful, where the counts stand for it, and where there is nothing to count. */
  readonly rate: string | null;
  /** `9%`; null where it is no share: of missing traffic. */
  readonly usual: string | null;
  /** `66/212` */
  readonly counts: string | null;
  /** `14:03:20` */
  readonly since: string | null;
}

/** A text that somebody reads, and what of the numbers it has no room or no place for. */
interface Surface {
  readonly name: string;
  readonly text: string;
  readonly lacks?: readonly (keyof Numbers)[];
  /** It says when in minutes: an SMS. */
  readonly isShort?: boolean;
}

const NUMBER = String.raw`(\d{1,3}(?:,\d{3})*)`;
const COUNTS: Readonly<Record<Language, RegExp>> = {
  ko: new RegExp(`${NUMBER}건 중 ${NUMBER}건`),
  en: new RegExp(`${NUMBER} of ${NUMBER}`),
};
const SLASHED = new RegExp(`(?<![\\d/])${NUMBER}/${NUMBER}(?![\\d/])`);

/** Reads the numbers of a text as a person does: the first share is how bad it is, unless it is said to be the usual. */
function numbersIn(text: string, language: Language, isShort: boolean): Numbers {
  const plain = text.replace(/\\([\\`*_~|<>[\]])/g, '$1').replace(/&lt;/g, '<').replace(/&gt;/g, '>'); // prettier-ignore
  const usual = /(?:평소|한도|usual|limit) ([<>]?[\d.]+%)/.exec(plain);
  const rate = /(?<!(?:평소|한도|usual|limit) )(?<![\d.<>])[<>]?[\d.]+%/.exec(plain);
  const slashed = SLASHED.exec(plain);
  const [, a, b] = COUNTS[language].exec(plain) ?? [];
  const [failed, total] = language === 'ko' ? [b, a] : [a, b];
  const spelled = failed === undefined || total === undefined ? null : `${failed}/${total}`;
  const since = (isShort ? /\d\d:\d\d/ : /\d\d:\d\d:\d\d/).exec(plain);
  return {
    rate: rate?.[0] ?? null,
    usual: usual?.[1] ?? null,
    counts: isShort ? (slashed?.[0] ?? null) : spelled,
    since: since?.[0] ?? null,
  };
}

/** The alert that the wall is given of an incident. */
function alertOf(incident: IncidentAnswer): AlertFacts | undefined {
  const { kind, baseline, cause, severity, startedAt, resolvedAt, ...rest } = incident;
  if (kind === 'monitor' || kind === 'definition') return undefined;
  return {
    ...rest,
    ...{ kind, usual: baseline, byLimit: baseline.source === 'limit', segmentLabels: cause[0]?.labels ?? [] },
    state: resolvedAt === null ? severity : 'recovering',
    since: Date.parse(startedAt),
    recoveredAt: resolvedAt === null ? null : Date.parse(resolvedAt),
  };
}

/** What the take-over of the wall is painted of, and what it tells those who listen. */
function wallSurfaces(incident: IncidentAnswer, language: Language): Surface[] {
  const alert = alertOf(incident);
  if (alert === undefined || !hasRate(incident)) return [];
  const { kind, failed, total, since } = alert;
  const [rate, usual] = [alertRate(alert, language).text, kind === 'volume' ? '' : alertUsualText(alert, language)];
  const many = kind === 'volume' ? volumeOfText(failed, total, language) : failedOfText(failed, total, language);
  // Where it is no rate of failures the sentence says in counts what goes wrong, so that nobody takes its share for one.
  const lacks = kind === 'stalled' || kind === 'latency' ? (['rate'] as const) : [];
  return [
    { name: 'take-over', text: [rate, usual, many, clockText(since, ZONE)].join(' · ') },
    { name: 'wall, read aloud', text: alertSentence(alert, { language, timeZone: ZONE }), lacks },
  ];
}

/** What the page of an incident and the list of all are made of. */
function deskSurfaces(incident: IncidentAnswer, language: Language): Surface[] {
  const reader = { language, timeZone: ZONE };
  const top = [incidentRate(incident, language).text, incidentUsual(incident, language), incidentCounts(incident, language)];
  return [
    { name: 'page', text: [...top, incidentTime(incident, reader)].join(' · ') },
    { name: 'list', text: incidentFacts(incident, reader) },
    { name: 'title', text: incidentSentence(incident, reader) },
  ];
}

/** Channels whose messages are built without sending them, and a digest of which the incident is the worst. */
function ownSurfaces(delivery: Delivery): Surface[] {
  const mail = emailMessage(delivery);
  const slack = slackMessage(delivery);
  const digest = { count: 3, critical: 1, groups: [], budget: { messages: 30, perMs: 600_000 } };
  return [
    { name: 'mail', text: mail.text },
    { name: 'mail, HTML', text: mail.html.replace(/<title>.*<\/title>/, '') },
    // The subject is the same for all mails of an incident, and when it began is in the line below.
    { name: 'mail, subject', text: mail.subject, lacks: ['since'] },
    { name: 'Slack', text: textsIn(slack.blocks) },
    { name: 'Slack, on a lock screen', text: slack.text },
    { name: 'digest', text: messageOf({ ...delivery, digest }).lines.join('\n') },
    { name: 'sms', text: messageOf(delivery).sms, isShort: true },
  ];
}

interface Sent {
  readonly messages?: readonly { readonly text: string; readonly kakaoOptions?: { readonly variables: unknown } }[];
  readonly payload?: { readonly summary: string; readonly custom_details: unknown };
}

/** What a service was sent, as its readers see it. */
function sentSurfaces(name: string, raw: string): Surface[] {
  const body = JSON.parse(raw) as Sent;
  const [message] = body.messages ?? [];
  if (message?.kakaoOptions !== undefined) {
    const instead = { name: `${name}, where it does not arrive`, text: message.text, isShort: true };
    return [{ name, text: textsIn(message.kakaoOptions.variables) }, instead];
  }
  if (message !== undefined) return [{ name, text: message.text, isShort: true }];
  return [{ name, text: body.payload?.summary ?? textsIn(body) }];
}

const name = fc.constantFrom('카드', 'KG이니시스', '네이버페이', 'Chrome', 'KakaoTalk in-app', '가나다라마바사'.repeat(12));
const labels = fc.array(name.map((text) => ({ ko: text, en: text })), { minLength: 1, maxLength: 3 }); // prettier-ignore

/** Incidents of all kinds and sizes at all times of the day, with names that are not numbers themselves. */
const readable = fc
  .record({
    incident: incidents,
    labels,
    stage: name,
    began: fc.integer({ min: 0, max: 86_400_000 }),
    permille: fc.integer({ min: 0, max: 300 }),
  })
  .map(({ incident, labels: named, stage, began, permille }): IncidentAnswer => {
    const stageLabel = { ko: stage, en: stage };
    return {
      ...incident,
      ...{ stageLabel, stages: [{ id: 'authentication', label: stageLabel }], contrasts: [] },
      cause: incident.cause.map((cause) => ({ ...cause, labels: named })),
      startedAt: new Date(FOUND_AT - began).toISOString(),
      // Where shares are rounded, and by what they stand beside.
      baseline: { ...incident.baseline, rate: permille / 1_000 },
    };
  });

/** Whether a share is written as it is, but for the rounding: `31%` of 66 in 212. */
function isShare(text: string | null, share: number): boolean {
  const [, bound = '', digits = ''] = /^([<>]?)([\d.]+)%$/.exec(text ?? '') ?? [];
  const percent = share * 100;
  if (bound !== '') return bound === '<' ? percent < Number(digits) : percent > Number(digits);
  return Math.abs(percent - Number(digits)) <= 0.5 + 1e-9;
}

/** What is to be read, said once more from the counts themselves; shares as the incident's page has them. */
function expected(incident: IncidentAnswer, language: Language, { lacks = [], isShort = false }: Surface): Numbers {
  const [first] = deskSurfaces(incident, language);
  const { total, failed, kind } = incident;
  const shown = kind === 'volume' ? total - failed : failed;
  const number = (n: number): string => n.toLocaleString('en-US');
  const page = numbersIn(first?.text ?? '', language, false);
  if (hasRate(incident) && total >= MIN_FOR_RATE) expect(isShare(page.rate, shown / total)).toBe(true);
  if (hasRate(incident) && kind !== 'volume') expect(isShare(page.usual, incident.baseline.rate)).toBe(true);
  const all: Numbers = {
    rate: hasRate(incident) && total >= MIN_FOR_RATE ? page.rate : null,
    usual: hasRate(incident) && kind !== 'volume' ? page.usual : null,
    counts: hasRate(incident) ? `${number(shown)}/${number(total)}` : null,
    since: new Date(Date.parse(incident.startedAt) + 9 * 3_600_000).toISOString().slice(11, isShort ? 16 : 19),
  };
  return { ...all, ...Object.fromEntries(lacks.map((lack) => [lack, null])) };
}

const SENT = [...RIG_KINDS.filter(({ name: kind }) => kind === 'pagerduty'), ...HTTP_RIG_KINDS];

describe.each(LANGUAGES)('the same incident reads the same everywhere (%s)', (language) => {
  const rigs: (readonly [string, Rig])[] = [];
  beforeAll(async () => {
    for (const kind of SENT) rigs.push([kind.name, await kind.start()]);
  });
  afterAll(() => Promise.all(rigs.map(([, rig]) => rig.stop())));

  const delivered = (incident: IncidentAnswer): Delivery => deliveryOf('opened', { incident, language, timeZone: ZONE });

  const check = (incident: IncidentAnswer, surfaces: readonly Surface[]): void => {
    const read = surfaces.map((surface) => [surface.name, numbersIn(surface.text, language, surface.isShort ?? false)]);
    const wanted = surfaces.map((surface) => [surface.name, expected(incident, language, surface)]);
    // What a surface has no place for it may still say.
    expect(read.map(([surface, numbers], i) => [surface, { ...(numbers as Numbers), ...lackingOf(surfaces[i]) }])).toEqual(wanted);
  };

  it('on the wall, on its page, in the list, in mails, on Slack and in one SMS', () => {
    const holds = (incident: IncidentAnswer): void =>
      check(incident, [...wallSurfaces(incident, language), ...deskSurfaces(incident, language), ...ownSurfaces(delivered(incident))]);
    fc.assert(fc.property(readable, holds), { seed: 20_261_122, numRuns: 500 });
  });

  it('at PagerDuty and at every service that there is a template for', async () => {
    const holds = async (incident: IncidentAnswer): Promise<void> => {
      const surfaces: Surface[] = [];
      for (const [service, rig] of rigs) {
        await rig.channel.deliver(delivered(incident), FOUND_AT);
        surfaces.push(...sentSurfaces(service, rig.arrived().at(-1)?.raw ?? '{}'));
      }
      expect(surfaces.length).toBeGreaterThan(10);
      check(incident, surfaces);
    };
    await fc.assert(fc.asyncProperty(readable, holds), { seed: 20_261_122, numRuns: 100 });
  }, 60_000);
});

const lackingOf = (surface: Surface | undefined): Partial<Numbers> =>
  Object.fromEntries((surface?.lacks ?? []).map((lack) => [lack, null]));

it('a program is told the numbers themselves, and no other ones than people', async () => {
  const webhook = RIG_KINDS.find(({ name: kind }) => kind === 'webhook');
  const pager = RIG_KINDS.find(({ name: kind }) => kind === 'pagerduty');
  if (webhook === undefined || pager === undefined) throw new Error('no channel');
  const [hook, alert] = [await webhook.start(), await pager.start()];
  const holds = async (incident: IncidentAnswer): Promise<void> => {
    const { total, failed, rate, baseline, startedAt } = incident;
    for (const rig of [hook, alert]) await rig.channel.deliver(deliveryOf('opened', { incident }), FOUND_AT);
    const told = JSON.parse(hook.arrived().at(-1)?.raw ?? '') as object;
    expect(told).toMatchObject({ data: { incident: { total, failed, rate, baseline, startedAt } } });
    const details = { total, failed, rate, usual: baseline.rate, started_at: startedAt };
    expect(JSON.parse(alert.arrived().at(-1)?.raw ?? '')).toMatchObject({ payload: { custom_details: details } });
  };
  try {
    await fc.assert(fc.asyncProperty(readable, holds), { seed: 3, numRuns: 100 });
  } finally {
    await Promise.all([hook.stop(), alert.stop()]);
  }
});
