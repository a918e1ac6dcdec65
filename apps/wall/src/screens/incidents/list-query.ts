import { isoText, lengthOf, momentOf } from '../../address/moment.js';

/** Names of the list's filters in the page's address. */
export const FILTERS = ['status', 'severity', 'period'] as const;
export type Filter = (typeof FILTERS)[number];

/** The address of a list of everything. */
export const NO_FILTER = new URLSearchParams();

const DAY = 86_400_000;
const PERIODS: Readonly<Record<string, number>> = { '1d': DAY, '7d': 7 * DAY, '30d': 30 * DAY };
/** The severity is chosen from what the server answers. */
const PASSED_ON = ['status', 'journey'];

/** The question to the server that an address of the page stands for; a named period ends now, one that stays where it does. */
export function listQuery(address: URLSearchParams, now: number): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of PASSED_ON) {
    const value = address.get(name);
    if (value !== null && value !== '') query.set(name, value);
  }
  const moment = momentOf(address, now);
  if (moment.kind === 'frozen') {
    query.set('from', isoText(moment.from));
    query.set('before', String(moment.to));
    return query;
  }
  const length = moment.kind === 'running' ? lengthOf(moment) : PERIODS[address.get('period') ?? ''];
  if (length !== undefined) query.set('from', new Date(now - length).toISOString());
  return query;
}

const VALUES: Readonly<Record<Filter, readonly string[]>> = {
  status: ['open', 'resolved'],
  severity: ['critical', 'warning'],
  period: Object.keys(PERIODS),
};

/** Filters of an address whose value nobody knows. */
export function unknownFilters(address: URLSearchParams): { readonly name: Filter; readonly value: string }[] {
  return FILTERS.flatMap((name) => {
    const value = address.get(name) ?? '';
    return value === '' || VALUES[name].includes(value) ? [] : [{ name, value }];
  });
}

/** The address after choosing `value` for a filter, parameters sorted so that equal states have equal addresses. */
export function choose(address: URLSearchParams, name: Filter, value: string): URLSearchParams {
  const next = new URLSearchParams(address);
  if (value === '') next.delete(name);
  else next.set(name, value);
  next.sort();
  return next;
}
