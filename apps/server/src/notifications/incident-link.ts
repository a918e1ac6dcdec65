import { createLink, type AccessStore } from '@tillwatch/access';
import { isLoopback, type AppConfig } from '@tillwatch/config';
import type { Clock, Incident, LinkKind } from '@tillwatch/domain';

/** How long the link of a message opens the page without anything else, in ms. */
const LASTS_MS = 12 * 3_600_000;

/**
 * Makes the address of an incident's page for a message: one that lets whoever reads it in for twelve hours, asking for a name before
 * anything is done. Where links are to be plain, or whoever sits at this machine needs no token, the address alone will do.
 */
export class IncidentLink {
  private readonly start: string;
  private readonly isOpen: boolean;

  constructor(
    private readonly store: AccessStore,
    private readonly clock: Clock,
    { publicUrl, port, listen }: AppConfig,
  ) {
    this.start = publicUrl ?? `http://localhost:${port}`;
    this.isOpen = isLoopback(listen) && publicUrl === undefined;
  }

  to({ id, tenant }: Incident, links: LinkKind): Promise<string> {
    return this.open(`/i/${encodeURIComponent(id)}`, tenant, links);
  }

  /** The page of all incidents of a tenant. */
  toAll(tenant: string, links: LinkKind): Promise<string> {
    return this.open('/incidents', tenant, links);
  }

  /** Address of a page of the product, for whoever may open it. @param path with its slash */
  page(path: string): string {
    return `${this.start}${path}`;
  }

  private async open(path: string, tenant: string, links: LinkKind): Promise<string> {
    const page = this.page(path);
    if (this.isOpen || links === 'plain') return page;
    const now = this.clock.now();
    const { text } = await createLink(this.store, { tenant, name: null, until: now + LASTS_MS }, now);
    return `${page}?token=${text}`;
  }
}
