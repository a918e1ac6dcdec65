import { languageOf, preferredLanguage, type Language } from '@tillwatch/wording';
import { mount, type Component } from 'svelte';
import { routeOf, type Route } from './router.js';
import { showTheme, themeChoice } from './screens/wall/theme.js';
import './ui/tokens.css';

const target = document.getElementById('app');
const query = new URLSearchParams(location.search);
const token = query.get('token') ?? undefined;

/** A wall speaks Korean unless told otherwise, for the screen is the reader; other pages speak the browser's language. */
function languageFor(route: Route): Language {
  return languageOf(query.get('lang')) ?? (route.screen === 'wall' ? 'ko' : preferredLanguage(navigator.languages));
}

function show<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): void {
  if (target) mount(component, { target, props });
}

/** Each screen is its own piece, so that a wall loads nothing of the others. */
async function open(route: Route): Promise<void> {
  const language = languageFor(route);
  document.documentElement.lang = language;
  if (route.screen === 'wall') {
    const { default: Wall } = await import('./screens/wall/Wall.svelte');
    const options = { board: route.board, language, theme: themeChoice(query.get('theme')), ...(token === undefined ? {} : { token }) };
    show(Wall, { options });
  } else if (route.screen === 'start') {
    const { default: Start } = await import('./screens/start/Start.svelte');
    show(Start, { language, theme: themeChoice(query.get('theme')), ...(token === undefined ? {} : { token }) });
  } else if (route.screen === 'errors') {
    const { default: Errors } = await import('./screens/metrics/Errors.svelte');
    show(Errors, { language, theme: themeChoice(query.get('theme')), ...(token === undefined ? {} : { token }) });
  } else if (route.screen === 'stats') {
    const { default: Stats } = await import('./screens/stats/Stats.svelte');
    show(Stats, { language, theme: themeChoice(query.get('theme')), ...(token === undefined ? {} : { token }) });
  } else {
    const { default: Unknown } = await import('./screens/start/Unknown.svelte');
    document.title = 'Tillwatch';
    showTheme(themeChoice(query.get('theme')));
    show(Unknown, { language, ...(token === undefined ? {} : { token }) });
  }
}

void open(routeOf(location.pathname));
