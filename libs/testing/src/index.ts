export { CountedInstallation, SPEC_START, specEvent, specJourney, until } from './counted-installation.js';
export { ledgerFor } from './ledger-for.js';
export { logged } from '@tillwatch/ledger';
export { attemptsPlainly, countedOf, type Counted, type PlainAttempt } from './attempt-oracle.js';
export { countedPlainly, countPlainly, type OracleCounts } from './oracle.js';
export { behaving, Receiver, type Answers, type Behaviour, type Heard } from './receiver.js';
