import type { TemplateEscape } from '@tillwatch/domain';
import { escapeHtml } from '../email-message.js';

/** Puts a text of others into a service's markup. */
export const ESCAPED: Readonly<Record<TemplateEscape, (text: string) => string>> = {
  none: (text) => text,
  html: escapeHtml,
  markdown: (text) => text.replace(/[\\`*_~|<>[\]]/g, '\\$&'),
  unlinked: (text) => text.replace(/\]\(/g, '] (').replace(/\[(?=\[)/g, '[ '),
};
