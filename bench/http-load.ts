import { connect, type Socket } from 'node:net';

/** Where requests go, and with which key. */
export interface Target {
  readonly port: number;
  readonly key: string;
}

/** A request ready to be written: head and body. */
export function eventsRequest({ port, key }: Target, body: string): Buffer {
  const bytes = Buffer.from(body);
  const head = `POST /v1/events HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** Answers by status, and how long each took (ms). */
export interface LoadResult {
  readonly statuses: ReadonlyMap<number, number>;
  readonly seconds: number;
}

/** One kept-open connection that has one request under way at a time. A raw socket: the sender must cost less than the server. */
export class RawConnection {
  private received = '';
  private answered: ((status: number) => void) | undefined;
  private readonly socket: Socket;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setNoDelay(true);
    this.socket.on('data', (data) => this.take(data.toString('latin1')));
    this.socket.on('error', () => this.finish(0));
    this.socket.on('close', () => this.finish(0));
  }

  /** Sends a request; resolves with the answer's status, 0 where the connection broke. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve) => {
      this.answered = resolve;
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(text: string): void {
    this.received += text;
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.received)?.[1] ?? 0);
    if (this.received.length < end + 4 + length) return;
    const status = Number(this.received.slice(9, 12));
    this.received = this.received.slice(end + 4 + length);
    this.finish(status);
  }

  private finish(status: number): void {
    const { answered } = this;
    this.answered = undefined;
    answered?.(status);
  }
}

/** Sends all requests over `connections` connections, each as soon as the answer before it is there. */
export async function closedLoop(port: number, requests: readonly Buffer[], connections: number): Promise<LoadResult> {
  const statuses = new Map<number, number>();
  let next = 0;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    const connection = new RawConnection(port);
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const status = await connection.send(request);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return { statuses, seconds: (performance.now() - started) / 1000 };
}

/**
 * Sends `perSecond` requests a second, each at its due time whether or not earlier ones were answered, over as many
 * connections as that takes. @returns milliseconds from each request's due time to its answer
 */
export async function openLoop(
  port: number,
  requests: readonly Buffer[],
  perSecond: number,
): Promise<{ latencies: number[]; failed: number }> {
  const idle: RawConnection[] = Array.from({ length: 16 }, () => new RawConnection(port));
  const latencies: number[] = [];
  const under: Promise<void>[] = [];
  let failed = 0;
  const started = performance.now() + 20;
  const sendOne = async (request: Buffer, due: number): Promise<void> => {
    const connection = idle.pop() ?? new RawConnection(port);
    const status = await connection.send(request);
    latencies.push(performance.now() - due);
    if (status !== 202) failed++;
    idle.push(connection);
  };
  for (let sent = 0; sent < requests.length; await new Promise((resolve) => setTimeout(resolve, 1))) {
    const due = Math.min(requests.length, Math.floor(((performance.now() - started) / 1000) * perSecond));
    for (; sent < due; sent++) under.push(sendOne(requests[sent] ?? Buffer.alloc(0), started + (sent * 1000) / perSecond));
  }
  await Promise.all(under);
  for (const connection of idle) connection.close();
  return { latencies, failed };
}
