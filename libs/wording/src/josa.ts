/** The two forms of a Korean particle: after a final consonant, after a vowel. */
export type Josa = '이/가' | '은/는' | '을/를' | '과/와' | '으로/로';

type Ending = 'vowel' | 'consonant' | 'rieul';

const DIGITS: readonly Ending[] = [
  ...(['consonant', 'rieul', 'vowel', 'consonant', 'vowel'] as const),
  ...(['vowel', 'consonant', 'rieul', 'rieul', 'vowel'] as const),
];
const LETTERS: Readonly<Record<string, Ending>> = { L: 'rieul', M: 'consonant', N: 'consonant', R: 'rieul' };
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
const RIEUL = 8;

/** How the last sound of a word ends; a trailing bracket and punctuation are not spoken. */
function endingOf(word: string): Ending {
  const spoken = word.replace(/\([^)]*\)\s*$/u, '').replace(/[^\p{L}\p{N}]+$/u, '');
  const last = spoken.at(-1) ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) {
    const final = (code - FIRST_SYLLABLE) % FINALS;
    if (final === 0) return 'vowel';
    return final === RIEUL ? 'rieul' : 'consonant';
  }
  if (/\d/.test(last)) return DIGITS[Number(last)] ?? 'vowel';
  return LETTERS[last.toUpperCase()] ?? 'vowel';
}

/**
 * `word` with the fitting form of a particle: `인증이`, `카드가`, `서울로`. Latin spelling misleads (Chrome ends in a vowel
 * letter and is read 크롬), so a Korean `reading` may be given.
 */
export function withJosa(word: string, josa: Josa, reading: string = word): string {
  const ending = endingOf(reading);
  const [closed = '', open = ''] = josa.split('/');
  if (josa === '으로/로') return word + (ending === 'consonant' ? closed : open);
  return word + (ending === 'vowel' ? open : closed);
}
