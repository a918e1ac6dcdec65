import type { IncidentChange } from '@tillwatch/domain';
import type { IncidentStore } from '@tillwatch/incidents';

/** What people do to incidents by way of other processes, read from the outbox. */
export class PeoplesActs {
  /** Where reading goes on; undefined until something is judged. */
  private place: string | undefined;
  /** Changes that this process knows of already. */
  private readonly known = new Set<string>();

  constructor(private readonly store: Pick<IncidentStore, 'newest' | 'changesAfter'>) {}

  /** Everything up to now is known. */
  async begin(): Promise<void> {
    this.place = await this.store.newest();
  }

  /** Takes note of what somebody did by way of this process. */
  note(change: IncidentChange): void {
    if (this.place !== undefined) this.known.add(nameOf(change));
  }

  /** What people did elsewhere since the call before, oldest first, with the incidents as they are by now. */
  async elsewhere(): Promise<IncidentChange[]> {
    if (this.place === undefined) return [];
    const { place, changes } = await this.store.changesAfter(this.place);
    this.place = place;
    const newest = new Map(changes.map(({ incident }) => [incident.id, incident]));
    return changes
      .filter((change) => change.by !== undefined && !this.known.delete(nameOf(change)))
      .map((change) => ({ ...change, incident: newest.get(change.incident.id) ?? change.incident }));
  }
}

const nameOf = ({ incident: { id, version } }: IncidentChange): string => `${id} ${version}`;
