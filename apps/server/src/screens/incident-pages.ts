import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { IncidentPageAssets, IncidentPageData, IncidentPageRenderer } from '@tillwatch/contract';
import { SECURITY_HEADERS } from '../http/security-headers.js';
import { ProblemError } from '../problems/problem-error.js';
import { SCREENS_NOT_BUILT } from './not-built.js';
import type { Shelf } from './shelf.js';

/** A rendered page, and the policy that lets exactly its own styles in. */
export interface RenderedPage {
  readonly html: string;
  readonly policy: string;
}

interface Press {
  readonly renderer: IncidentPageRenderer;
  readonly assets: IncidentPageAssets;
  readonly policy: string;
}

/**
 * Renders incident pages with the program the screens' build made of the page's own components. The styles are part of the
 * page, because on a slow line a second request is a second wait; the content security policy names their hash.
 */
export class IncidentPages {
  private press: Promise<Press> | undefined;

  /** `program`: the built module; `shelf`: the built files the page consists of. */
  constructor(
    private readonly program: string,
    private readonly shelf: Shelf,
  ) {}

  /** @throws ProblemError where the screens are not built */
  async render(data: Omit<IncidentPageData, 'theme'>, theme: string | null): Promise<RenderedPage> {
    this.press ??= this.load();
    const { renderer, assets, policy } = await this.press;
    const html = renderer.renderIncidentPage({ ...data, theme: renderer.themeAt(theme, data.now, data.timeZone) }, assets);
    return { html, policy };
  }

  private async load(): Promise<Press> {
    if (!existsSync(this.program)) throw new ProblemError(SCREENS_NOT_BUILT);
    const renderer = (await import(pathToFileURL(this.program).href)) as IncidentPageRenderer;
    const assets = renderer.incidentPageAssets((path) => {
      const file = this.shelf.file(path);
      if (file === undefined) throw new ProblemError(SCREENS_NOT_BUILT);
      return file.bytes.toString('utf8');
    });
    const hash = createHash('sha256').update(assets.style).digest('base64');
    const policy = (SECURITY_HEADERS['content-security-policy'] ?? '').replace("style-src 'self'", `style-src 'self' 'sha256-${hash}'`);
    return { renderer, assets, policy };
  }
}
