import type { ErrorVocabulary, MappedCode } from '@tillwatch/catalogue';
import type { ErrorMapping } from '@tillwatch/contract';
import type { ErrorCategory } from '@tillwatch/domain';

/** The table of codes that come without a provider's name. */
const PAGE = 'page';
/** What files take for a name and for a code; a `*` or `?` would be a pattern there, `..` a range. */
const NAME = /^[a-z_][a-z0-9_-]{0,63}$/;
const CODE = /^(?!.*\.\.)[^\s*?]{1,200}$/u;

/** How to keep a mapping in a file; null where files cannot hold its code or names. */
export function yamlLines(mapping: MappedCode & { readonly category: ErrorCategory }, vocabulary: ErrorVocabulary): ErrorMapping['file'] {
  const id = mapping.provider.trim().toLowerCase() || PAGE;
  const method = mapping.method?.trim().toLowerCase();
  const code = mapping.code.trim();
  if (![id, method ?? id].every((name) => NAME.test(name)) || !CODE.test(code)) return null;
  const { ko, en } = vocabulary.category(mapping.category).label;
  const entry = [
    // JSON's quoted texts are YAML's, too.
    `  - codes: [${JSON.stringify(code)}]`,
    ...(method === undefined ? [] : [`    method: ${JSON.stringify(method)}`]),
    `    category: ${mapping.category}`,
    `    meaning: { ko: ${JSON.stringify(ko)}, en: ${JSON.stringify(en)} }`,
  ];
  const shipped = vocabulary.tableIds.includes(id);
  const head = shipped ? [] : [`id: ${JSON.stringify(id)}`, `source: ${JSON.stringify(id)}`, 'entries:'];
  return { path: `catalogue/errors/${id}.yaml`, lines: [...head, ...entry].join('\n'), shipped };
}
