import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const css = readFileSync(join(__dirname, 'tokens.css'), 'utf8');

/** The colours a theme sets, by token; what it leaves is the night's. */
function themeOf(name: 'night' | 'day'): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme='${name}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, token = '', colour = '']) => [token, colour]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['night', 'day'] as const)('the colours of %s', (name) => {
  const theme = themeOf(name);
  const colour = (token: string): string => {
    const value = theme.get(token);
    if (value === undefined) throw new Error(`${name} sets no --${token}`);
    return value;
  };

  it.each([
    ['t1', 7],
    ['t2', 7],
    ['t3', 4.5],
    ['crit-text', 4.5],
    ['warn-text', 4.5],
    ['watch', 4.5],
    ['data', 3],
    ['line-strong', 3],
    ['warn-edge', 3],
  ])('%s is read on every ground at %d : 1', (token, least) => {
    for (const ground of ['bg', 'panel', 'panel2']) expect(contrast(colour(token), colour(ground))).toBeGreaterThanOrEqual(least);
  });

  it('has fills that stand out and text that is read on them', () => {
    expect(contrast(colour('crit'), colour('panel'))).toBeGreaterThanOrEqual(3);
    expect(contrast(colour('crit-on'), colour('crit'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('warn-on'), colour('warn'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('data'), colour('band'))).toBeGreaterThanOrEqual(3);
  });
});

describe('the dimmed night', () => {
  it('is still read at 7 : 1', () => {
    const dimmed = /data-dim='true'\] \{\s*--t1: (#[0-9a-f]{6})/.exec(css)?.[1] ?? '';
    expect(contrast(dimmed, themeOf('night').get('panel') ?? '')).toBeGreaterThanOrEqual(7);
  });
});
