import type { LocalisedText } from '@tillwatch/domain';
import type { Language } from '../problems/language.js';
import { PROBLEM_TITLES } from '../problems/titles.js';
import type { Operation } from './operation.js';
import { OPERATIONS } from './operations.js';

const WORDS = {
  title: { ko: 'Tillwatch API', en: 'Tillwatch API' },
  lead: {
    ko: '이벤트를 보내고 숫자를 읽습니다. 기계가 읽는 문서는 openapi.json입니다.',
    en: 'Events in, numbers out. The document for machines is openapi.json.',
  },
  key: {
    ko: '키는 Authorization: Bearer tw_… 헤더로 보냅니다. npx tillwatch token create로 만듭니다.',
    en: 'A key goes into the header Authorization: Bearer tw_…. Make one with npx tillwatch token create.',
  },
  needs: { ko: '필요한 권한', en: 'Needs' },
  parameters: { ko: '조회 조건', en: 'Parameters' },
  example: { ko: '예', en: 'Example' },
  answers: { ko: '응답', en: 'Answers' },
  problems: { ko: '오류', en: 'Problems' },
  problemsLead: {
    ko: '오류는 RFC 9457 형식(application/problem+json)입니다. 프로그램은 code로 구분하세요.',
    en: 'Errors are RFC 9457 documents (application/problem+json). Programs branch on code.',
  },
} as const satisfies Record<string, LocalisedText>;

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function operationHtml({ method, path, needs, title, text, parameters, takes, answers }: Operation, language: Language): string {
  const rows = (parameters ?? []).map(
    ({ name, required, example, text: about }) =>
      `<tr><td><code>${name}</code>${required === true ? ' *' : ''}</td><td>${escapeHtml(about[language])}</td><td><code>${escapeHtml(example)}</code></td></tr>`,
  );
  return [
    `<section><h2><code>${method.toUpperCase()} ${path}</code> ${escapeHtml(title[language])}</h2><p>${escapeHtml(text[language])}</p>`,
    needs === undefined ? '' : `<p>${WORDS.needs[language]}: <code>${needs}</code></p>`,
    rows.length === 0 ? '' : `<h3>${WORDS.parameters[language]}</h3><table>${rows.join('')}</table>`,
    takes === undefined ? '' : `<h3>${WORDS.example[language]}</h3><pre>${escapeHtml(JSON.stringify(takes.example, null, 2))}</pre>`,
    `<p>${WORDS.answers[language]}: <code>${answers.status}</code> <code>${answers.type ?? ''}</code></p></section>`,
  ].join('');
}

function problemsHtml(language: Language): string {
  const rows = Object.entries(PROBLEM_TITLES).map(
    ([code, title]) => `<tr id="${code}"><td><code>${code}</code></td><td>${escapeHtml(title[language])}</td></tr>`,
  );
  return `<section><h2>${WORDS.problems[language]}</h2><p>${WORDS.problemsLead[language]}</p><table>${rows.join('')}</table></section>`;
}

/** The API's page for people: no script, nothing from elsewhere. */
export function docsPage(language: Language): string {
  const other = language === 'ko' ? '<a href="?lang=en" lang="en">English</a>' : '<a href="?lang=ko" lang="ko">한국어</a>';
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${WORDS.title[language]}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/docs.css"></head><body><main>`,
    `<nav>${other}</nav><h1>${WORDS.title[language]}</h1><p>${WORDS.lead[language]} <a href="/openapi.json">/openapi.json</a></p><p>${WORDS.key[language]}</p>`,
    ...OPERATIONS.map((operation) => operationHtml(operation, language)),
    problemsHtml(language),
    '</main></body></html>',
  ].join('\n');
}

/** The page's looks, by day and by night. */
export const DOCS_CSS = `:root { color-scheme: light dark; --line: light-dark(#d8dbe0, #33383f); }
body { margin: 0; font: 16px/1.6 system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif; background: light-dark(#fff, #14171a); color: light-dark(#1c2024, #e6e8eb); }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
nav { text-align: right; }
h2 { margin-top: 3rem; font-size: 1.15rem; border-top: 1px solid var(--line); padding-top: 1.5rem; }
h3 { font-size: 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
td { padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
a { color: light-dark(#0b5cad, #7db8ff); }
tr:target { outline: 3px solid light-dark(#0b5cad, #7db8ff); }
`;
