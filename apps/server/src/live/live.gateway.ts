import { Inject, type OnApplicationShutdown } from '@nestjs/common';
import { WebSocketGateway, WebSocketServer, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import type { LiveHandshake, Subscribe, SubscribeResult, View } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import { Counting } from '@tillwatch/windows';
import { Doorman } from '../access/doorman.js';
import { visitOf } from '../access/visit.js';
import { CLOCK } from '../platform/tokens.js';
import { Shelf } from '../screens/shelf.js';
import { IncidentRooms } from './incident-rooms.js';
import type { LiveNamespace, LiveSocket } from './live-socket.js';
import { StartRooms } from './start-rooms.js';
import { isRefusal, isStillAllowed } from './still-allowed.js';
import { WallRooms } from './wall-rooms.js';

const HEARTBEAT_MS = 1_000;
/** Every so many heartbeats the keys of open screens are verified again. */
const VERIFY_EVERY = 2;

/** The `/live` namespace: who may look, what they look at, and the server's heartbeat. */
@WebSocketGateway({ namespace: '/live' })
export class LiveGateway implements OnGatewayInit<LiveNamespace>, OnGatewayConnection<LiveSocket>, OnApplicationShutdown {
  @WebSocketServer() private readonly namespace!: LiveNamespace;
  @Inject(Shelf) private readonly shelf!: Shelf;
  @Inject(IncidentRooms) private readonly incidents!: IncidentRooms;
  private heartbeat: NodeJS.Timeout | undefined;
  private beats = 0;

  constructor(
    private readonly doorman: Doorman,
    private readonly counting: Counting,
    private readonly walls: WallRooms,
    private readonly starts: StartRooms,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  afterInit(namespace: LiveNamespace): void {
    namespace.use(
      (socket, next) =>
        void this.admit(socket).then(
          () => next(),
          (error: unknown) => next(refusal(error)),
        ),
    );
    this.walls.open(namespace);
    this.incidents.open(namespace);
    this.heartbeat = setInterval(() => this.beat(namespace), HEARTBEAT_MS);
  }

  handleConnection(socket: LiveSocket): void {
    socket.on('subscribe.v1', (request, answer) => {
      const result = this.subscribe(socket, request);
      if (typeof answer === 'function') answer(result);
      if (result.ok && request.view === 'wall') this.walls.sendSnapshot(socket, request.id);
    });
    socket.on('resync.v1', (request) => {
      if (isRequest(request) && request.view === 'wall') this.walls.sendSnapshot(socket, request.id);
    });
    socket.on('disconnect', () => this.starts.leave(socket));
  }

  onApplicationShutdown(): void {
    clearInterval(this.heartbeat);
    this.walls.close();
    this.incidents.close();
    this.namespace.disconnectSockets(true);
  }

  private async admit(socket: LiveSocket): Promise<void> {
    const { token } = socket.handshake.auth as LiveHandshake;
    const visit = visitOf(socket.request, typeof token === 'string' ? token : undefined);
    socket.data = { visit, viewer: await this.doorman.admitViewer(visit, 'screens:view') };
  }

  private subscribe(socket: LiveSocket, request: unknown): SubscribeResult {
    if (!isRequest(request)) return { ok: false, code: 'unknown_board', message: 'Expected { view, id }.' };
    // A board shows every merchant of the tenant.
    if (socket.data.viewer.merchant !== '*') return { ok: false, code: 'not_allowed', message: 'This key sees one merchant only.' };
    switch (request.view) {
      case 'wall':
        this.incidents.joinChanges(socket);
        return this.walls.join(socket, request.id);
      case 'start':
        return this.starts.join(socket, request.id);
      case 'incidents':
      case 'incident':
        return this.incidents.join(socket);
    }
  }

  private beat(namespace: LiveNamespace): void {
    const serverTime = this.clock.now();
    namespace.emit('heartbeat.v1', { serverTime, watermark: this.counting.watermark(serverTime), build: this.shelf.build });
    if (++this.beats % VERIFY_EVERY === 0) for (const socket of namespace.sockets.values()) void this.verify(socket);
  }

  /** Hangs up on a screen whose key was revoked; it asks to come in again and is told that it may not. */
  private async verify(socket: LiveSocket): Promise<void> {
    if (!(await isStillAllowed(this.doorman, socket.data))) socket.disconnect(true);
  }
}

const VIEWS: readonly View[] = ['wall', 'start', 'incidents', 'incident'];

function isRequest(request: unknown): request is Subscribe {
  if (typeof request !== 'object' || request === null) return false;
  const { view, id } = request as Partial<Record<keyof Subscribe, unknown>>;
  return VIEWS.some((known) => known === view) && typeof id === 'string' && id.length <= 200;
}

/** Refusals carry a word that the screen understands; faults of ours do not look like refusals. */
function refusal(error: unknown): Error {
  const code = isRefusal(error) ? 'not_allowed' : 'not_ready';
  return Object.assign(new Error(code), { data: { code } });
}
