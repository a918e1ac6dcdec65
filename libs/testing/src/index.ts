export { CountedInstallation, SPEC_START, specEvent, specJourney, until } from './counted-installation.js';
export { ledgerFor } from './ledger-for.js';
export { logged } from './logged.js';
export { countPlainly, standing, type OracleCounts } from './oracle.js';
