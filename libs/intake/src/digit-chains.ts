import { brandLengths, LONGEST, SHORTEST } from './card-brands.js';

/** Most characters between two groups of one number. */
const WIDEST_GAP = 3;
const GAP = new RegExp(`^[\\s.+_-]{1,${WIDEST_GAP}}$`);
/** Thirteen digits in this range are today's milliseconds since the epoch, not the tail of a card number. */
const EPOCH_MS = /^1[5-9]/;

/** Whether groups of these sizes are how a card number is written. */
function isCardGrouping(groups: readonly string[]): boolean {
  const sizes = groups.map((group) => group.length);
  const [first = 0, second = 0, third = 0] = sizes;
  if (sizes.length === 1) return true;
  if (first <= 6 && sizes.every((size, i) => (i < sizes.length - 1 ? size === first : size <= first))) return true;
  if (sizes.length === 3) return first === 4 && second === 6 && (third === 4 || third === 5);
  if (sizes.length !== 2) return false;
  return (first === 8 && second === 8) || (first === 6 && second === 13 && !EPOCH_MS.test(groups[1] ?? ''));
}

/**
 * Groups of digits that stand close together. Sums of the digits up to each place, once with the even places doubled
 * as Luhn's check does and once with the odd ones, make the check of any stretch two look-ups: texts may be megabytes.
 */
class Chain {
  private readonly digits: string;
  private readonly evenDoubled: Int32Array;
  private readonly oddDoubled: Int32Array;
  /** Offset behind each group → the group's position, from 1. */
  private readonly groupEnding = new Map<number, number>();

  constructor(private readonly groups: readonly string[]) {
    this.digits = groups.join('');
    this.evenDoubled = new Int32Array(this.digits.length + 1);
    this.oddDoubled = new Int32Array(this.digits.length + 1);
    this.sumUp();
    let end = 0;
    groups.forEach((group, i) => this.groupEnding.set((end += group.length), i + 1));
  }

  /** Whether some neighbouring groups make a card number. */
  hasCard(): boolean {
    let from = 0;
    return this.groups.some((group, i) => {
      const found = this.startsCard(from, i);
      from += group.length;
      return found;
    });
  }

  private sumUp(): void {
    for (let i = 0; i < this.digits.length; i++) {
      const digit = this.digits.charCodeAt(i) - 48;
      const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
      this.evenDoubled[i + 1] = (this.evenDoubled[i] ?? 0) + (i % 2 === 0 ? doubled : digit);
      this.oddDoubled[i + 1] = (this.oddDoubled[i] ?? 0) + (i % 2 === 0 ? digit : doubled);
    }
  }

  private startsCard(from: number, group: number): boolean {
    if (this.digits.length - from < SHORTEST) return false;
    const lengths = brandLengths(Number(this.digits.slice(from, from + 4)));
    for (let length = SHORTEST; lengths !== 0 && length <= LONGEST; length++) {
      if ((lengths & (1 << length)) === 0) continue;
      const behind = this.groupEnding.get(from + length);
      if (behind === undefined || !this.passesLuhn(from, from + length)) continue;
      if (isCardGrouping(this.groups.slice(group, behind))) return true;
    }
    return false;
  }

  /** Luhn check of a stretch: from its right end every second digit is doubled. */
  private passesLuhn(from: number, end: number): boolean {
    const sums = end % 2 === 0 ? this.evenDoubled : this.oddDoubled;
    return ((sums[end] ?? 0) - (sums[from] ?? 0)) % 10 === 0;
  }
}

/** Whether a card number stands in a text: runs of digits with few separators in between make a chain, all else ends it. */
export function chainsHaveCard(text: string): boolean {
  let groups: string[] = [];
  let end = -1;
  for (const match of text.matchAll(/\d+/g)) {
    if (end >= 0 && !GAP.test(text.slice(end, Math.min(match.index, end + WIDEST_GAP + 1)))) {
      if (new Chain(groups).hasCard()) return true;
      groups = [];
    }
    groups.push(match[0]);
    end = match.index + match[0].length;
  }
  return new Chain(groups).hasCard();
}
