/** What a shape stands for; each differs in outline, so that none is told by colour alone. */
export type ShapeName = 'watch' | 'warning' | 'critical' | 'recovering' | 'stale';

/** Outlines in a box of 20 × 20. Drawn, not typed: fonts disagree about these characters. */
export const SHAPES: Readonly<Record<ShapeName, string>> = {
  watch: 'M10 1 19 10 10 19 1 10Z',
  warning: 'M10 1.5 19.5 18.5H.5Z',
  critical: 'M2 2H18V18H2Z',
  recovering: 'M2.2 10.6 4.6 8.2 8.2 11.8 15.4 4.2 17.8 6.6 8.2 16.8Z',
  stale: 'M3 2H8V18H3ZM12 2H17V18H12Z',
};
