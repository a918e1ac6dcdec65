/** One Hangul block is as wide as 9/5 Latin letters; a label is measured in fifths of a letter to stay whole. */
const HANGUL = 9;
const LATIN = 5;
/** Five Hangul blocks or nine Latin letters are 45; KG이니시스 measures 46 and was seen to fit the tile exactly. */
const WIDEST = 46;

/** Whether a label fits the name line of a wall tile: at most 5 Hangul blocks or 9 Latin letters, or a mix as wide. */
export function fitsWall(label: string): boolean {
  let width = 0;
  for (const character of label.normalize('NFC'))
    width += /[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7ff\uff00-\uff60]/.test(character) ? HANGUL : LATIN;
  return width <= WIDEST;
}
