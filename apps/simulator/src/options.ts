import { Command, InvalidArgumentError, Option } from 'commander';
import type { LocalisedText } from '@tillwatch/domain';
import { DEMO, DEMO_EVENTS_PER_SECOND, SCENARIOS, scenarioOf, type Scenario } from '@tillwatch/scenarios';
import type { Language } from '@tillwatch/wording';

/** What to play, where and how fast. */
export interface Options {
  readonly to: URL;
  readonly key: string | undefined;
  readonly scenario: Scenario;
  /** Events per second on average over a week. */
  readonly rate: number;
  readonly seed: string;
  /** Seconds of the shop's life that pass in one. */
  readonly speed: number;
  /** Days of past to bring along; 0 for none. */
  readonly history: number;
  /** Print the healthy shop's failure rates and end. */
  readonly rates: boolean;
}

const wrong = (ko: string, en: string, language: Language): InvalidArgumentError => new InvalidArgumentError({ ko, en }[language]);

const number =
  (min: number, max: number, language: Language) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && value >= min && value <= max) return value;
    throw wrong(`${min}에서 ${max} 사이의 수여야 합니다.`, `Must be a number from ${min} to ${max}.`, language);
  };

const address =
  (language: Language) =>
  (text: string): URL => {
    const full = text.includes('://') ? text : `http://${text}`;
    if (/^https?:/.test(full) && URL.canParse(full)) return new URL(full);
    throw wrong('http 주소여야 합니다.', 'Must be an http address.', language);
  };

const scenario =
  (language: Language) =>
  (text: string): Scenario => {
    const found = scenarioOf(text);
    if (found !== undefined) return found;
    const known = SCENARIOS.map(({ id }) => id).join(', ');
    throw wrong(`다음 중 하나여야 합니다: ${known}.`, `Must be one of: ${known}.`, language);
  };

const scenarioList = (language: Language): string =>
  ['', { ko: '시나리오:', en: 'Scenarios:' }[language], ...SCENARIOS.map(({ id, label }) => `  ${id.padEnd(24)}${label[language]}`)].join(
    '\n',
  );

/** Reads the command line; help and usage faults are told in `language` and end the process. */
export function readOptions(argv: readonly string[], language: Language, key: string | undefined): Options {
  const say = (text: LocalisedText): string => text[language];
  const program = new Command('simulator')
    .description(say({ ko: '데모 쇼핑몰의 결제 이벤트를 보냅니다', en: 'sends the checkout events of a demo shop' }))
    .addOption(
      new Option('--to <url>', say({ ko: '서버 주소', en: 'address of the server' }))
        .argParser(address(language))
        .default(new URL('http://127.0.0.1:3210'), 'http://127.0.0.1:3210'),
    )
    .option('--key <key>', say({ ko: 'API 키 (또는 TILLWATCH_KEY)', en: 'API key (or TILLWATCH_KEY)' }), key)
    .addOption(
      new Option('--scenario <id>', say({ ko: '시나리오', en: 'what happens' })).argParser(scenario(language)).default(DEMO, DEMO.id),
    )
    .option(
      '--rate <n>',
      say({ ko: '초당 이벤트 수 (주 평균)', en: 'events per second, averaged over a week' }),
      number(0.01, 50_000, language),
      DEMO_EVENTS_PER_SECOND,
    )
    .option('--seed <text>', say({ ko: '같은 값이면 같은 고객이 옵니다', en: 'the same seed brings the same customers' }), 'demo')
    .option('--speed <n>', say({ ko: '몇 배 빠르게', en: 'how many times as fast' }), number(0.1, 1_000, language), 1)
    .option(
      '--history <days>',
      say({ ko: '함께 넣을 과거 일수 (0: 없음)', en: 'days of past to bring along (0: none)' }),
      number(0, 30, language),
      3,
    )
    .option('--rates', say({ ko: '평소 실패율 표를 출력하고 끝냅니다', en: 'print the usual failure rates and end' }), false)
    .option('--lang <ko|en>', say({ ko: '언어 (기본: 시스템 언어)', en: 'language (default: the system’s)' }))
    .addHelpText('after', scenarioList(language))
    .parse([...argv], { from: 'user' });
  return program.opts<Options>();
}
