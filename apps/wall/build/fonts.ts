import type { Plugin } from 'vite';

const FACES = 'pretendardvariable-dynamic-subset.css';

/**
 * Pretendard as its makers cut it into 92 pieces, of which a browser fetches those whose characters are on the page.
 * (A subset of our own would have to carry another name under its licence.) Imported with `?block` no other font is shown
 * while a piece loads, so that a wall does not flicker from one face to another; as it is, the page is readable at once.
 */
export function pretendard(): Plugin {
  return {
    name: 'pretendard-display',
    enforce: 'pre',
    transform(code, id) {
      const [path = '', query = ''] = id.split('?');
      if (!path.endsWith(FACES) || !query.includes('block')) return null;
      return { code: code.replaceAll('font-display: swap', 'font-display: block'), map: null };
    },
  };
}
