/** The colours a canvas draws with, as the theme has them now. */
export interface Palette {
  readonly data: string;
  readonly band: string;
  readonly line: string;
  readonly strong: string;
  readonly text: string;
  readonly faint: string;
  readonly warning: string;
  readonly critical: string;
  /** What texts are set in. */
  readonly font: string;
}

/** Reads the theme's colours off an element. Costs a style calculation: to be done when the theme changes, not per frame. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    data: colour('--data'),
    band: colour('--band'),
    line: colour('--line'),
    strong: colour('--t1'),
    text: colour('--t2'),
    faint: colour('--t3'),
    warning: colour('--warn-text'),
    critical: colour('--crit-text'),
    font: style.fontFamily,
  };
}
