import type { IncidentAnswer } from './incidents.js';

/** What the server knows when it renders an incident's page; the page carries it along, so that a script goes on from it. */
export interface IncidentPageData {
  readonly id: string;
  /** Null where there is none with this id. */
  readonly incident: IncidentAnswer | null;
  /** When it was rendered, in ms since the epoch. */
  readonly now: number;
  readonly language: 'ko' | 'en';
  readonly theme: 'day' | 'night';
  /** IANA name of the installation's zone. */
  readonly timeZone: string;
}

/** What a page is made of beside its data: the address of its script, and all its styles, so that they cost no request. */
export interface IncidentPageAssets {
  readonly script: string;
  readonly style: string;
}

/** What the build of the screens gives a server to render incident pages with. */
export interface IncidentPageRenderer {
  /** Finds script and styles in the build. `read` gives the text of a built file by its path, `manifest.json` among them. */
  incidentPageAssets(read: (path: string) => string): IncidentPageAssets;
  /** The whole document. Everything of the incident is escaped. */
  renderIncidentPage(data: IncidentPageData, assets: IncidentPageAssets): string;
  /** The theme of a page: as chosen by `day` or `night`, else day by day and night by night. */
  themeAt(choice: string | null, now: number, timeZone: string): 'day' | 'night';
}
