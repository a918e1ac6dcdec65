export { ledgerFor } from './ledger-for.js';
export { logged } from './logged.js';
export { countPlainly, standing, type OracleCounts } from './oracle.js';
