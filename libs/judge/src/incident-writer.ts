import type { Incident, IncidentChange } from '@tillwatch/domain';
import { updateOnTop, type IncidentStore } from '@tillwatch/incidents';

/** What a writer needs of the process that judges. */
export interface WriterSettings {
  readonly store: IncidentStore;
  /** Proves that this process judges. */
  readonly fence: () => string;
  /** What is kept of an open incident. */
  readonly memoryOf: (id: string) => unknown;
  /** Called with every change that is stored. */
  readonly onStored: (change: IncidentChange) => void;
  /** Called where a person changed an incident meanwhile. */
  readonly onOthers: (incident: Incident) => void;
  /** Called where another process judges by now. */
  readonly onLost: () => void;
}

/** Stores the judge's changes one after the other, in order. What a person did meanwhile stays. */
export class IncidentWriter {
  private queue: Promise<void> = Promise.resolve();
  private isLost = false;
  /** What could not be stored is told to whoever waits next; nothing is stored after it. */
  private fault: unknown;

  constructor(private readonly settings: WriterSettings) {}

  /** Stores changes after all that were given before. */
  write(changes: readonly IncidentChange[]): void {
    for (const change of changes) {
      this.queue = this.queue.then(async () => {
        if (this.isLost || this.fault !== undefined) return;
        await this.store(change).catch((error: unknown) => (this.fault = error));
      });
    }
  }

  /** Resolves when everything given so far is stored. @throws what kept it from being stored */
  async settled(): Promise<void> {
    await this.queue;
    if (this.fault !== undefined)
      throw this.fault instanceof Error ? this.fault : new Error('An incident was not stored.', { cause: this.fault });
  }

  private async store(change: IncidentChange): Promise<void> {
    const { store, fence, memoryOf, onStored, onOthers, onLost } = this.settings;
    let next = change;
    for (;;) {
      const answer = await store.store(next, { fence: fence(), memory: memoryOf(next.incident.id) ?? null });
      if (answer === 'fence') {
        this.isLost = true;
        onLost();
        return;
      }
      if (answer === 'ok') {
        if (next !== change) onOthers(next.incident);
        onStored(next);
        return;
      }
      const theirs = await store.find(change.incident.id);
      if (theirs === undefined) throw new Error(`Incident ${change.incident.id} is gone.`);
      const onTop = theirs.status === 'resolved' && change.type !== 'reopened' ? undefined : after(theirs, change);
      if (onTop === undefined) {
        onOthers(theirs);
        return;
      }
      next = onTop;
    }
  }
}

/** A change by the evidence on top of what a person did; undefined where that leaves nothing to tell. */
function after(theirs: Incident, change: IncidentChange): IncidentChange | undefined {
  const { type, incident } = change;
  if (type === 'updated' || type === 'unacknowledged') return updateOnTop(change, theirs);
  const status = type === 'opened' ? theirs.status : incident.status;
  const handling = type === 'reopened' ? incident.handling : theirs.handling;
  return { ...change, incident: { ...incident, status, handling, version: theirs.version + 1 } };
}
