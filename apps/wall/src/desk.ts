import type { IncidentPageData } from '@tillwatch/contract';
import { languageOf, preferredLanguage } from '@tillwatch/wording';
import { hydrate, mount } from 'svelte';
import { deskScreenOf } from './desk-router.js';
import { showTheme, themeChoice } from './screens/wall/theme.js';
import './ui/tokens.css';

/** What every page of the desk is given by its address. */
async function open(target: HTMLElement, query: URLSearchParams): Promise<void> {
  const token = query.get('token') ?? undefined;
  const mine = token === undefined ? {} : { token };
  const rendered = document.getElementById('page-data')?.textContent;
  if (rendered !== undefined) {
    const { default: Incident } = await import('./screens/incidents/Incident.svelte');
    hydrate(Incident, { target, props: { data: JSON.parse(rendered) as IncidentPageData, ...mine } });
    return;
  }
  const language = languageOf(query.get('lang')) ?? preferredLanguage(navigator.languages);
  document.documentElement.lang = language;
  showTheme(themeChoice(query.get('theme')));
  const props = { language, ...mine };
  switch (deskScreenOf(location.pathname)) {
    case 'incidents':
      return void mount((await import('./screens/incidents/Incidents.svelte')).default, { target, props });
    case 'live':
      return void mount((await import('./screens/live/Live.svelte')).default, { target, props });
    case 'slice':
      return void mount((await import('./screens/live/Slice.svelte')).default, { target, props });
    case 'alerts':
      return void mount((await import('./screens/alerts/Alerts.svelte')).default, { target, props });
    case undefined:
      return void mount((await import('./screens/start/Unknown.svelte')).default, { target, props });
  }
}

const app = document.getElementById('app');
if (app) void open(app, new URLSearchParams(location.search));
