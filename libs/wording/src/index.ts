export {
  alertCountsText,
  alertMultipleText,
  alertNumbersTexts,
  alertRate,
  alertRateText,
  alertUsualText,
  kindWord,
  ofUsualText,
  volumeOfText,
  type AlertNumbers,
} from './alert-numbers.js';
export {
  alertFactsText,
  alertPlace,
  alertSentence,
  alertTimeText,
  countedText,
  type AlertFacts,
  type AlertPlace,
  type Reader,
} from './alert-sentence.js';
export { clockText, dateText, dayTimeText, minuteText, wallClock, zoneText, type WallClock } from './clock-time.js';
export { compactCountText, countText, failedOfText, numberText, payingNowText, stalledOfText } from './count.js';
export { ageText, elapsedText, latenessText, ongoingText, roughElapsedText, waitText } from './elapsed.js';
export { GLOSSARY, REASON_WORDS, STATE_WORDS } from './glossary.js';
export {
  contrastSentence,
  contrastState,
  contrastText,
  detailedCounts,
  errorShare,
  impactText,
  likelyCause,
  otherFailures,
  type ContrastState,
} from './incident-evidence.js';
export { aboutMoneyText, moneyPerHourText, moneyText, unpricedText } from './money.js';
export {
  hasRate,
  incidentAge,
  incidentCounts,
  incidentFacts,
  incidentHeadline,
  incidentNumbers,
  incidentOwner,
  incidentRate,
  incidentSentence,
  incidentTime,
  incidentUsual,
  incidentWord,
  nearestText,
  type IncidentHeadline,
} from './incident-sentence.js';
export { CHANGE_WORDS, INCIDENT_WORDS, SAME_WORDS } from './incident-words.js';
export { DELIVERY_WORDS, deliveryStepsText, type DeliverySteps } from './delivery-words.js';
export { digestGroup, digestHeadline, digestLines, digestTime, type DigestNumbers } from './digest-words.js';
export { NOTICE_LABELS, NOTICE_WORDS, noticeText } from './notice-words.js';
export { FAULT_WORDS, HOLD_WORDS } from './notice-fates.js';
export { statementNotice, type StatementNumbers } from './statement-notice.js';
export type { NoticeText } from './notice-text.js';
export { testNotice } from './test-notice.js';
export { noticeHeadline, noticeLines } from './notice-sentence.js';
export { smsPieces, type SmsPieces } from './notice-sms.js';
export { shortened, tidied, tidyIncident } from './tidy.js';
export { withJosa, type Josa } from './josa.js';
export { inLanguage, LANGUAGES, languageOf, preferredLanguage, type Language } from './language.js';
export {
  comparedPercentText,
  MIN_FOR_CERTAIN_RATE,
  MIN_FOR_RATE,
  NO_NUMBER,
  percentOf,
  percentText,
  rateText,
  type Percent,
  type Precision,
  type RateText,
} from './rate.js';
