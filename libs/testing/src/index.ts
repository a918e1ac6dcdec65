export { countPlainly, standing, type OracleCounts } from './oracle.js';
