import type { IncidentAnswer } from '@tillwatch/contract';
import { INCIDENT_KINDS } from '@tillwatch/domain';
import fc from 'fast-check';
import { describeIncident, FOUND_AT, opening } from '../notifications.spec-data.js';

/** Names as shops and strangers give them. */
const ODD = [
  ...['KG이니시스', 'IE 10 이하', 'IE ≤ 10', 'Naver Pay', '네이버페이', 'Café Müller', '上海商店', '뷁뷁상점', '🔥🔥 sale 👩‍👩‍👧', ''],
  ...[
    '<script>alert(1)</script>',
    '<!channel> & *bold* _it_ `code`',
    '[free](https://evil.example)',
    'two\nlines\r\nand\ttab',
    '@everyone',
  ],
  ...[
    '\u202Eesrever\u202C',
    'a\u200B\u200D\u0000b',
    'Z\u0301\u0302\u0303\u0304\u0305algo',
    '\ud800 half',
    '"; DROP TABLE',
    '&amp; &#60;',
    'x'.repeat(400),
  ],
  '가나다라마바사'.repeat(40),
];

const label = fc
  .oneof(fc.constantFrom(...ODD), fc.string({ unit: 'grapheme', maxLength: 80 }), fc.string({ unit: 'binary', maxLength: 200 }))
  .map((text) => ({ ko: text, en: text }));
const kind = fc.constantFrom(...INCIDENT_KINDS);
const counts = fc.tuple(fc.integer({ min: 0, max: 30_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean());
const end = fc.option(fc.integer({ min: 1_000, max: 200_000_000 }), { nil: null });

/** Incidents of all kinds and sizes, under names that nobody would wish for. */
export const incidents: fc.Arbitrary<IncidentAnswer> = fc
  .record({
    ...{ kind, counts, end, usual: fc.double({ min: 0, max: 1, noNaN: true }), learning: fc.boolean(), byLimit: fc.boolean() },
    severity: fc.constantFrom('warning' as const, 'critical' as const),
    labels: fc.array(fc.array(label, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
    ...{ stageLabel: label, error: label, dimensionLabel: label, by: fc.option(label, { nil: null }) },
    money: fc.option(fc.integer({ min: 0, max: 2_000_000_000 }), { nil: null }),
    merchants: fc.integer({ min: 0, max: 90_000 }),
  })
  .map((drawn) => {
    const base = describeIncident(opening().incident);
    const [many, share, few] = drawn.counts;
    const total = few ? many % 20 : many;
    const failed = Math.round(total * share);
    const by = drawn.by?.ko ?? null;
    return {
      ...base,
      ...{ kind: drawn.kind, severity: drawn.severity, total, failed, rate: total === 0 ? 0 : failed / total },
      ...{ stageLabel: drawn.stageLabel, stages: [{ id: 'authentication', label: drawn.stageLabel }] },
      cause: drawn.labels.map((labels) => ({ segment: {}, labels, extraShare: 1, trafficShare: 1 })),
      baseline: { ...base.baseline, rate: drawn.usual, learning: drawn.learning, source: drawn.byLimit ? 'limit' : 'learned' },
      contrasts: [
        {
          dimension: 'x',
          dimensionLabel: drawn.dimensionLabel,
          segment: {},
          labels: drawn.labels.flat().slice(0, 3),
          total: 900,
          failed: 9,
          usual: 0.02,
        },
      ],
      errors: [{ category: 'popup_blocked', label: drawn.error, code: 'P1', failed }],
      merchants: { count: drawn.merchants, top: [] },
      money: drawn.money === null ? null : { currency: 'KRW', low: drawn.money / 2, high: drawn.money, perHour: drawn.money, unpriced: 0 },
      status: drawn.end !== null ? 'resolved' : by === null ? 'triggered' : 'acknowledged',
      reason: drawn.end === null ? 'evidence_conclusive' : 'back_to_usual',
      resolvedAt: drawn.end === null ? null : new Date(FOUND_AT + drawn.end).toISOString(),
      acknowledgedBy: by,
      acknowledgedAt: by === null ? null : new Date(FOUND_AT).toISOString(),
    };
  });
