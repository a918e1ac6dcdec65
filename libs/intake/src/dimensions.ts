import { MAX_VALUE_LENGTH, type WireEvent } from '@tillwatch/contract';
import { cleanText, shortened } from './clean-text.js';
import type { CheckContext } from './context.js';
import { found, type Fault } from './fault.js';
import type { JourneyRules } from './rules.js';

type Values = Record<string, string>;

/** How the texts of one event are kept: cleaned only where looking through it found something to clean. */
export interface TextRules {
  readonly dirty: boolean;
  readonly context: CheckContext;
}

/** A text as it is kept, at most `max` long, with a notice for what was changed. */
export function keptText(text: string, path: string, rules: TextRules): string {
  const clean = rules.dirty ? cleanText(text) : text;
  if (clean !== text) rules.context.notices.note('text_cleaned', path);
  if (clean.length <= MAX_VALUE_LENGTH) return clean;
  rules.context.notices.note('value_shortened', path);
  return shortened(clean, MAX_VALUE_LENGTH);
}

/** The dimensions an event says itself, those its journey does not declare left out with a notice. */
function givenDimensions(wire: WireEvent, journey: JourneyRules, rules: TextRules): Values {
  const values: Values = {};
  const given = wire.dimensions;
  if (given === undefined || given === null) return values;
  for (const id in given) {
    const value = given[id];
    if (!journey.dimensions.has(id)) rules.context.notices.note('unknown_dimension', `dimensions.${id}`);
    else if (value !== undefined && value !== null && value !== '') {
      const kept = keptText(typeof value === 'string' ? value : String(value), `dimensions.${id}`, rules);
      if (kept !== '') values[id] = kept;
    }
  }
  return values;
}

/** Puts in what the user agent tells, where the event does not say it itself. */
function addFromUserAgent(values: Values, userAgent: string, journey: JourneyRules, context: CheckContext): void {
  const read = context.userAgents.read(userAgent);
  // The version belongs to the browser that the user agent names: with another one it would qualify wrongly.
  const sameBrowser = (values['browser'] ?? read.browser) === read.browser;
  for (const id of journey.fromUserAgent) {
    const value = read[id];
    if (value !== undefined && values[id] === undefined && (id !== 'browser_version' || sameBrowser)) values[id] = value;
  }
}

/** Writes `10` as `ie/10` where the journey qualifies the one dimension by the other. */
function qualify(values: Values, journey: JourneyRules): void {
  for (const { id, by } of journey.qualified) {
    const value = values[id];
    const qualifier = values[by];
    if (value !== undefined && qualifier !== undefined && !value.startsWith(`${qualifier}/`)) values[id] = `${qualifier}/${value}`;
  }
}

/** The dimensions of an event as they are kept. A key that is bound to a merchant says itself whose the event is. */
export function dimensionsOf(wire: WireEvent, journey: JourneyRules, rules: TextRules): Values {
  const { context } = rules;
  const values = givenDimensions(wire, journey, rules);
  const { userAgent } = wire;
  if (typeof userAgent === 'string' && userAgent !== '' && journey.fromUserAgent.length > 0) {
    addFromUserAgent(values, userAgent, journey, context);
  }
  if (journey.qualified.length > 0) qualify(values, journey);
  if (context.merchant !== '*' && journey.dimensions.has('merchant')) values['merchant'] = context.merchant;
  return values;
}

/** Refuses an event that names another merchant than the one its key is bound to. */
export function merchantFault(wire: WireEvent, context: CheckContext): Fault | undefined {
  const merchant = wire.dimensions?.['merchant'];
  if (context.merchant === '*' || merchant === undefined || merchant === null || String(merchant) === context.merchant) return undefined;
  const [own, other] = [found(context.merchant), found(merchant)];
  const message = {
    ko: `이 키는 가맹점 ${own.ko}의 이벤트만 보냅니다. 받은 값: ${other.ko}. 비워 두거나 다른 키를 쓰세요`,
    en: `this key sends for merchant ${own.en} only, found ${other.en}; leave it out or use another key`,
  };
  return { path: 'dimensions.merchant', code: 'merchant_not_allowed', message };
}
