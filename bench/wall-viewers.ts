import { io, type Socket } from 'socket.io-client';

/** Screens that look at the wall, as far as the server can tell. */
export class WallViewers {
  private constructor(private readonly sockets: readonly Socket[]) {}

  /** Opens `count` screens on a board and waits until each has its snapshot. */
  static async open(url: string, count: number, board = 'main'): Promise<WallViewers> {
    const sockets = Array.from({ length: count }, () => io(`${url}/live`, { transports: ['websocket'], forceNew: true }));
    await Promise.all(sockets.map((socket) => firstSnapshot(socket, board)));
    return new WallViewers(sockets);
  }

  close(): void {
    for (const socket of this.sockets) socket.disconnect();
  }
}

function firstSnapshot(socket: Socket, board: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('connect_error', reject);
    socket.on('connect', () => socket.emit('subscribe.v1', { view: 'wall', id: board }));
    socket.on('snapshot.v1', () => resolve());
  });
}
