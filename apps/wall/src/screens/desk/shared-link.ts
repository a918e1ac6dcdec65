import { searchText } from '../../address/search-text.js';
import { offsetText } from '../stats/span-text.js';

/** What is the reader's own, and the period however it was written. */
const LEFT_OUT = ['lang', 'theme', 'token', 't', 'from', 'to', 'at'];

/** A period (ms since the epoch, the end outside) and the zone in which it is written. */
export interface SharedPeriod {
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/** What the address of a page says to somebody else: the same state and the same period, whenever it is opened. Nothing of the one who sends it. */
export function sharedSearch(address: URLSearchParams, { from, to, timeZone }: SharedPeriod): string {
  const kept = [...address].filter(([name]) => !LEFT_OUT.includes(name));
  return searchText([...kept, ['t', `${offsetText(from, timeZone)}..${offsetText(to, timeZone)}`]]);
}
