/** The languages of the product. */
export type Language = 'ko' | 'en';

/**
 * The language an answer is written in: the one of the product's two that `Accept-Language` likes better (RFC 9110
 * §12.5.4), English where it names neither, as programs do.
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: Language = 'en';
  let quality = 0;
  for (const range of (acceptLanguage ?? '').toLowerCase().slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = range.split(';');
    const language = tag.trim().split('-')[0];
    const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(parameters.join(';'))?.[1] ?? 1);
    if ((language === 'ko' || language === 'en') && weight > quality) {
      best = language;
      quality = weight;
    }
  }
  return best;
}
