import { Inject, Injectable } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import type { AppConfig } from '@tillwatch/config';
import type { SubscribeResult } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import type { IncidentMinute } from '@tillwatch/incidents';
import { LiveJudge } from '@tillwatch/judge';
import { WallRoom, type WallMoment } from '@tillwatch/views';
import { Counting } from '@tillwatch/windows';
import { CATALOGUE, CLOCK, CONFIG } from '../platform/tokens.js';
import { Shelf } from '../screens/shelf.js';
import { SelfTest } from '../self-test/self-test.js';
import type { LiveNamespace, LiveSocket } from './live-socket.js';

/** How often a room is told what changed, in milliseconds. */
const TICK_MS = 250;
/** How long a screen says that an incident is over (ms). */
const RECOVERED_MS = 300_000;
const HOUR_MS = 3_600_000;

/** One room per tenant and board; each is told once what changed, however many screens are in it. */
@Injectable()
export class WallRooms {
  private readonly rooms = new Map<string, WallRoom>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private namespace: LiveNamespace | undefined;

  @Inject(CONFIG) private readonly config!: AppConfig;
  @Inject(Shelf) private readonly shelf!: Shelf;
  @Inject(SelfTest) private readonly selfTest!: SelfTest;

  constructor(
    private readonly counting: Counting,
    private readonly judge: LiveJudge,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  open(namespace: LiveNamespace): void {
    this.namespace = namespace;
    this.timers.add(setInterval(() => this.tick(), TICK_MS));
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Puts a socket into a board's room. */
  join(socket: LiveSocket, id: string): SubscribeResult {
    const board = this.catalogue.board(id);
    if (board === undefined) return { ok: false, code: 'unknown_board', message: `There is no board "${id}".` };
    if (this.counting.fold === undefined) return { ok: false, code: 'not_ready', message: 'The counts are being read back.' };
    const name = roomName(socket, id);
    if (!this.rooms.has(name)) {
      const fixed = { timeZone: this.config.timeZone, build: this.shelf.build };
      this.rooms.set(name, new WallRoom(board, this.catalogue, socket.data.viewer.tenant, fixed));
    }
    void socket.join(name);
    return { ok: true };
  }

  /** Sends a screen everything. What the others in the room still have to be told goes out to all of them first. */
  sendSnapshot(socket: LiveSocket, id: string): void {
    const name = roomName(socket, id);
    const room = this.rooms.get(name);
    const moment = this.moment();
    if (room === undefined || moment === undefined || !socket.rooms.has(name)) return;
    this.tickRoom(name, room);
    socket.emit('snapshot.v1', room.snapshot(moment));
  }

  private tick(): void {
    const present = [...this.rooms].filter(([name, room]) => this.isPresent(name, room));
    present.forEach(([name, room], i) => {
      // Rooms are spread over the tick, so that their messages do not all go out at once.
      const timer = setTimeout(
        () => {
          this.timers.delete(timer);
          this.tickRoom(name, room);
        },
        (i * TICK_MS) / present.length,
      );
      this.timers.add(timer);
    });
  }

  private isPresent(name: string, room: WallRoom): boolean {
    const size = this.namespace?.adapter.rooms.get(name)?.size ?? 0;
    if (size === 0 && this.rooms.get(name) === room) this.rooms.delete(name);
    return size > 0;
  }

  private tickRoom(name: string, room: WallRoom): void {
    const moment = this.moment();
    const tick = moment === undefined ? undefined : room.tick(moment);
    if (tick !== undefined) this.namespace?.to(name).emit('tick.v1', tick);
  }

  private moment(): WallMoment | undefined {
    const { fold } = this.counting;
    if (fold === undefined) return undefined;
    const now = this.clock.now();
    const judge = this.judge.current;
    const incidents = judge?.incidents(now, now - RECOVERED_MS) ?? [];
    const pulse = { ...this.judge.pulse(now), selfTestAt: this.selfTest.passedAt };
    const minutesOf = (id: string): readonly IncidentMinute[] => judge?.minutesOf(id, now - HOUR_MS) ?? [];
    return { now, watermark: this.counting.watermark(now), fold, judge: judge?.judge, incidents, minutesOf, pulse };
  }
}

function roomName(socket: LiveSocket, board: string): string {
  return JSON.stringify(['wall', socket.data.viewer.tenant, board]);
}
