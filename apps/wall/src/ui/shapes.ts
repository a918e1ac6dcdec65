/** What a shape stands for; each differs in outline, so that none is told by colour alone. */
export type ShapeName = 'watch' | 'warning' | 'critical' | 'recovering' | 'stale' | 'silenced';

/** Outlines in a box of 20 × 20. Drawn, not typed: fonts disagree about these characters. */
export const SHAPES: Readonly<Record<ShapeName, string>> = {
  watch: 'M10 1 19 10 10 19 1 10Z',
  warning: 'M10 1.5 19.5 18.5H.5Z',
  critical: 'M2 2H18V18H2Z',
  recovering: 'M2.2 10.6 4.6 8.2 8.2 11.8 15.4 4.2 17.8 6.6 8.2 16.8Z',
  silenced:
    'M10 1.5A8.5 8.5 0 1 0 10 18.5A8.5 8.5 0 1 0 10 1.5ZM10 4.1A5.9 5.9 0 0 1 13.3 5.1L5.1 13.3A5.9 5.9 0 0 1 10 4.1ZM14.9 6.7A5.9 5.9 0 0 1 6.7 14.9Z',
  stale: 'M3 2H8V18H3ZM12 2H17V18H12Z',
};
