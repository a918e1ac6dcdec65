/**
 * `npm run vocabulary`: how many published error codes the vocabulary puts into the category that a person gave them.
 * Prints one row for each provider and every code that came out otherwise. Takes another folder of labels as argument.
 */
import { loadConfig } from '@tillwatch/config';
import { loadCatalogue } from '../src/load.js';
import { LABELS_FOLDER, readLabels } from './labels.js';
import { score, shareRight, type ProviderScore } from './score.js';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const row = (cells: readonly (string | number)[]): boolean => say(`| ${cells.join(' | ')} |`);
const percent = (count: number, of: number): string => `${((100 * count) / Math.max(1, of)).toFixed(1)} %`;

function printScores(scores: readonly ProviderScore[]): void {
  const head = [
    'provider',
    'labelled',
    'right by code',
    'wrong by code',
    'by text: right',
    'by text: wrong',
    'unknown',
    'share right by code',
  ];
  row(head);
  row(head.map(() => '---'));
  for (const one of scores) {
    const { provider, labelled, right, wrong, textRight, textWrong, unknown } = one;
    const share = `${(100 * shareRight(one)).toFixed(1)} %`;
    row([provider, labelled, right, wrong, textRight, textWrong, `${unknown} (${percent(unknown, labelled)})`, share]);
  }
}

function printConfusions(scores: readonly ProviderScore[]): void {
  for (const { provider, confusions } of scores) {
    if (confusions.length > 0) say(`\n${provider}: labelled → found\n`);
    for (const { label, found, how } of confusions) {
      say(`- ${label.code}${label.method === '' ? '' : ` (${label.method})`}: ${label.category} → ${found} (${how}) ${label.text}`);
    }
  }
}

const folder = process.argv[2] ?? LABELS_FOLDER;
const labels = readLabels(folder);
if (labels.length === 0) say(`No labels: ${folder} holds no *.csv file.`);
else {
  const scores = score(labels, loadCatalogue(loadConfig({ args: [] }).configDirs).errors);
  printScores(scores);
  printConfusions(scores);
}
