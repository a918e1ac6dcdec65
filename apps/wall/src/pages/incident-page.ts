import type { IncidentPageAssets, IncidentPageData, IncidentPageRenderer } from '@tillwatch/contract';
import { incidentSentence } from '@tillwatch/wording';
import { render } from 'svelte/server';
import Incident from '../screens/incidents/Incident.svelte';
import { INCIDENT_TEXTS } from '../screens/incidents/incident-texts.js';
import { themeAt as themeOf, themeChoice } from '../screens/wall/theme.js';

const ENTRY = 'desk.html';
const PAGE = 'src/screens/incidents/Incident.svelte';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** The style sheets of a chunk and of those it cannot do without, each once, in their order. */
function sheetsOf(manifest: Readonly<Record<string, Chunk>>, name: string): readonly string[] {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`${name} is not in the manifest: was it moved?`);
  return [...(chunk.imports ?? []).flatMap((each) => sheetsOf(manifest, each)), ...(chunk.css ?? [])];
}

/** {@inheritDoc IncidentPageRenderer.incidentPageAssets} */
export function incidentPageAssets(read: (path: string) => string): IncidentPageAssets {
  const manifest = JSON.parse(read('manifest.json')) as Record<string, Chunk>;
  const sheets = new Set([...sheetsOf(manifest, ENTRY), ...sheetsOf(manifest, PAGE)]);
  return { script: `/${manifest[ENTRY]?.file ?? ''}`, style: [...sheets].map(read).join('') };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${String(char.charCodeAt(0))};`);
}

/** JSON as the text of a script element that is not run: nothing in it can end the element. */
function carried(data: IncidentPageData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function titleOf({ incident, language, timeZone }: IncidentPageData): string {
  return incident === null ? INCIDENT_TEXTS[language].notFound : incidentSentence(incident, { language, timeZone });
}

/** {@inheritDoc IncidentPageRenderer.renderIncidentPage} */
export function renderIncidentPage(data: IncidentPageData, { script, style }: IncidentPageAssets): string {
  const { body, head } = render(Incident, { props: { data } });
  return `<!doctype html>
<html lang="${data.language}" data-theme="${data.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${escaped(titleOf(data))} · Tillwatch</title>
<link rel="icon" href="data:,">
<style>${style}</style>
${head}</head>
<body>
<div id="app">${body}</div>
<script type="application/json" id="page-data">${carried(data)}</script>
<script type="module" src="${escaped(script)}"></script>
</body>
</html>
`;
}

/** {@inheritDoc IncidentPageRenderer.themeAt} */
export function themeAt(choice: string | null, now: number, timeZone: string): 'day' | 'night' {
  return themeOf(themeChoice(choice), now, timeZone);
}

({ incidentPageAssets, renderIncidentPage, themeAt }) satisfies IncidentPageRenderer;
