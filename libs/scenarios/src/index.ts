export { Random } from './chance/random.js';
export { history, type HistoryOptions } from './history/history.js';
export { rates, type RateRow } from './rates.js';
export { SCENARIOS, scenarioOf } from './scenario/catalogue.js';
export { DEMO } from './scenario/demo.js';
export type {
  Delivery,
  Effect,
  FailureEffect,
  HangEffect,
  LeavingEffect,
  Match,
  Scenario,
  SilenceEffect,
  Span,
  WebhooksEffect,
} from './scenario/scenario.js';
export {
  BROWSER_VERSION_FAILS,
  HEALTHY,
  PROVIDER_FAILS,
  PROVIDER_FAILS_LATE,
  SILENCE,
  SLOW_BURN,
  UNRELIABLE_DELIVERY,
  WEBHOOKS_LATE,
  WINDOW_HANGS,
  WINDOWS_CLOSED,
} from './scenario/shipped.js';
export { createShop, DEMO_RHYTHM_DEPTH, type Shop, type ShopOptions } from './shop/shop.js';
export { STAGES, type MethodId, type StageId } from './shop/stages.js';
export type { SentEvent } from './traffic/delivery.js';
export { generate, type GenerateOptions } from './traffic/generate.js';
export { told, type ToldAttempt, type ToldOutcome } from './traffic/told.js';
export { JOURNEY } from './traffic/wire.js';
export { DEMO_EVENTS_PER_SECOND, eventsPerPurchase } from './traffic/volume.js';
