import type { Language } from '@tillwatch/wording';
import type { Measure } from './room.js';

/** What one text message carries, and how. */
export interface ShortText {
  readonly most: number;
  readonly measure: Measure;
  /** The text in the letters that there are. */
  readonly spell: (text: string) => string;
}

/** Signs that phones show in other letters. */
const SPELLED: Readonly<Record<string, string>> = {
  ...{ '≤': '<=', '≥': '>=', '–': '-', '—': '-', '−': '-', '…': '..', '‘': "'", '’': "'", '“': '"', '”': '"', '₩': 'W' },
};
const LATIN_ONLY: Readonly<Record<string, string>> = { '×': 'x', '·': '-', '~': '-', '`': "'" };

/** GSM 7-bit default alphabet (3GPP TS 23.038), and what costs two of its letters. */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_EXTENDED = '^{}\\[]|€';

/** Letters that CP949, the code of Korean phones, has beside ASCII; read from the decoder, which is in the standard library. */
function readKorean(): ReadonlySet<string> {
  const decoder = new TextDecoder('euc-kr');
  const letters = new Set<string>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x41; trail <= 0xfe; trail += 1) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if (letter.length === 1 && letter !== '\ufffd') letters.add(letter);
    }
  }
  return letters;
}

let korean: ReadonlySet<string> | undefined;

function isKorean(letter: string): boolean {
  korean ??= readKorean();
  return letter < '\u0080' || korean.has(letter);
}

const isGsm = (letter: string): boolean => GSM.includes(letter) || GSM_EXTENDED.includes(letter);

/** Stands for what cannot be spelled; no name holds it, and no phone has it. */
const UNSPELLED = '\ue000';

/** Spells a text in the letters that there are: others without their accents, else one `?` for as many as stand together. */
function speller(has: (letter: string) => boolean, spelled: Readonly<Record<string, string>>): (text: string) => string {
  const spell = (letter: string): string => {
    const known = spelled[letter] ?? letter;
    if (Array.from(known).every(has)) return known;
    const bare = Array.from(letter.normalize('NFKD').replace(/\p{M}/gu, ''));
    return bare.length > 0 && bare.every(has) ? bare.join('') : UNSPELLED;
  };
  return (text) =>
    Array.from(text.normalize('NFC'))
      .map(spell)
      .join('')
      .replace(/\ue000+/g, '?');
}

/** One Korean SMS is 90 bytes of EUC-KR, an international one 160 letters of GSM-7. */
export const SHORT_TEXTS: Readonly<Record<Language, ShortText>> = {
  ko: {
    most: 90,
    measure: (text) => Array.from(text).reduce((sum, letter) => sum + (letter < '\u0080' ? 1 : 2), 0),
    spell: speller(isKorean, SPELLED),
  },
  en: {
    most: 160,
    measure: (text) => Array.from(text).reduce((sum, letter) => sum + (GSM_EXTENDED.includes(letter) ? 2 : 1), 0),
    spell: speller(isGsm, { ...SPELLED, ...LATIN_ONLY }),
  },
};
