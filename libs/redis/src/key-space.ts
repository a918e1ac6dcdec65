/**
 * The only place that spells the partition's keys. All of them share one hash tag, so that a script that touches
 * several stays inside one slot of a cluster. `prefix` tells installations (and tests) on one Redis apart.
 */
export class KeySpace {
  readonly log: string;
  readonly position: string;
  readonly lease: string;
  readonly names: string;
  readonly meta: string;
  /** Last snapshot number of each finished epoch. */
  readonly epochs: string;
  /** Since when each combination of dimensions is counted. */
  readonly combinations: string;
  /** How long stages usually take (hash). */
  readonly pace: string;
  /** What is usual of leaves. */
  readonly leafBase: string;
  /** Open incidents (hash id → incident), all by the time they opened (sorted set), what each is judged by (hash), and their changes (stream). */
  readonly incidents: string;
  readonly incidentsByTime: string;
  readonly incidentMemory: string;
  readonly incidentOutbox: string;
  /** Up to which change of incidents notifications are decided; all notifications by when they were (sorted set), those still to be sent, those that were given up (sorted sets), incidents by when to ask again about them, and silences (hash). */
  readonly notificationPlace: string;
  readonly notificationsByTime: string;
  readonly notificationsWaiting: string;
  readonly notificationsDead: string;
  readonly notificationsAgain: string;
  readonly silences: string;
  private readonly tag: string;

  constructor(
    readonly prefix: string,
    partition = 'p0',
  ) {
    this.tag = `${prefix}{${partition}}`;
    this.log = `${this.tag}:log`;
    this.position = `${this.tag}:pos`;
    this.lease = `${this.tag}:lease`;
    this.names = `${this.tag}:names`;
    this.epochs = `${this.tag}:epochs`;
    this.meta = `${this.tag}:meta`;
    this.combinations = `${this.tag}:combinations`;
    this.pace = `${this.tag}:pace`;
    this.leafBase = `${this.tag}:lb`;
    this.incidents = `${this.tag}:i`;
    this.incidentsByTime = `${this.tag}:it`;
    this.incidentMemory = `${this.tag}:im`;
    this.incidentOutbox = `${this.tag}:io`;
    this.notificationPlace = `${this.tag}:np`;
    this.notificationsByTime = `${this.tag}:nt`;
    this.notificationsWaiting = `${this.tag}:nw`;
    this.notificationsDead = `${this.tag}:nx`;
    this.notificationsAgain = `${this.tag}:na`;
    this.silences = `${this.tag}:ns`;
  }

  /** Seen ids of events that happened in this second; `bucket` spreads a busy second over several sets. */
  seen(second: number, bucket: number): string {
    return `${this.tag}:d:${second}:${bucket}`;
  }

  /** Seen ids of imported events, by the hour they happened in; kept until the data is deleted. */
  seenImport(hour: number, bucket: number): string {
    return `${this.tag}:di:${hour}:${bucket}`;
  }

  /** Merged counts of one slice of a tier. `start` in seconds since the epoch. */
  slice(tier: string, start: number): string {
    return `${this.tag}:w:${tier}:${start}`;
  }

  /** Counts added to a slice since it was merged last. */
  sliceDeltas(tier: string, start: number): string {
    return `${this.tag}:wd:${tier}:${start}`;
  }

  /** Attempts that began in this minute of the log's clock and can still change. */
  attempts(minute: number): string {
    return `${this.tag}:at:${minute}`;
  }

  /** Attempts that failed in this hour and are in memory no more. */
  failedAttempts(hour: number): string {
    return `${this.tag}:af:${hour}`;
  }

  /** What was heard of leaves during ten seconds of the log's clock; `start` in seconds since the epoch. */
  leavesHeard(start: number): string {
    return `${this.tag}:lv:${start}`;
  }

  /** Minutes of one incident's own rows (hash). */
  incidentMinutes(id: string): string {
    return `${this.tag}:is:${id}`;
  }

  /** One incident's timeline: its changes, oldest first. */
  incidentTimeline(id: string): string {
    return `${this.tag}:il:${id}`;
  }

  /** One notification (JSON). */
  notification(id: string): string {
    return `${this.tag}:n:${id}`;
  }

  /** Notifications of one incident on one channel that are still to be sent, in their order (list). */
  notificationLane(incident: string, channel: string): string {
    return `${this.tag}:nl:${incident}:${channel}`;
  }

  /** All notifications of one incident, in the order they were decided in (list). */
  notificationsAbout(incident: string): string {
    return `${this.tag}:nb:${incident}`;
  }

  /** Who sends them just now. */
  notificationLaneLock(incident: string, channel: string): string {
    return `${this.tag}:nk:${incident}:${channel}`;
  }

  /** What each channel was told of one incident last (hash). */
  notificationsTold(incident: string): string {
    return `${this.tag}:nd:${incident}`;
  }

  /** Why each channel was not told of one incident (hash). */
  notificationsHeld(incident: string): string {
    return `${this.tag}:nv:${incident}`;
  }

  /** What each channel calls its message about one incident (hash). */
  notificationReferences(incident: string): string {
    return `${this.tag}:nr:${incident}`;
  }

  /** Notifications of one channel by when they were decided, of a day (sorted set). */
  notificationsOf(channel: string): string {
    return `${this.tag}:nh:${channel}`;
  }

  /** Incidents that one channel's next digest tells (set). */
  notificationDigest(channel: string): string {
    return `${this.tag}:ng:${channel}`;
  }

  /** How many notifications were decided, held back and sent on one of the installation's days (hash). */
  notificationCounts(day: string): string {
    return `${this.tag}:nc:${day}`;
  }

  /** Readable counts of one segment. Both parts must already be escaped. */
  live(journey: string, segment: string): string {
    return `${this.prefix}live:${journey}:${segment}`;
  }
}

/** Prefix of everything the product stores. */
export const DEFAULT_PREFIX = 'tw:';
