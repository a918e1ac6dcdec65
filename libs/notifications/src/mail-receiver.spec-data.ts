import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { readMail, type ReadMail } from './channels/mail-reader.spec-data.js';
import type { Behaviour } from '@tillwatch/testing';

/** What it answers a sender or recipient with, where it does not take the mail. */
const REFUSALS: Partial<Record<Behaviour, [number, string]>> = {
  busy: [451, '4.3.2 try again later'],
  trouble: [454, '4.7.0 temporary failure'],
  refuses: [550, '5.1.1 no such mailbox'],
};

/** A real mail server, with a door in front of it that can be rude. */
export class MailReceiver {
  readonly mails: ReadMail[] = [];
  behaviour: Behaviour = 'takes';
  private readonly server: SMTPServer;
  private readonly door: Server;
  private readonly sockets = new Set<Socket>();

  constructor() {
    const refuse = (_address: unknown, _session: SMTPServerSession, done: (error?: Error | null) => void): void => {
      const refusal = REFUSALS[this.behaviour];
      done(refusal === undefined ? null : Object.assign(new Error(refusal[1]), { responseCode: refusal[0] }));
    };
    this.server = new SMTPServer({
      ...{ authOptional: true, hideSTARTTLS: true, onMailFrom: refuse, onRcptTo: refuse },
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('5.7.8 wrong password, ops@shop.example'), { responseCode: 535 })),
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          this.mails.push(readMail(Buffer.concat(chunks).toString('utf8')));
          done();
        });
      },
    });
    this.server.on('error', () => undefined);
    this.door = createServer((socket) => this.enter(socket));
  }

  private enter(socket: Socket): void {
    this.sockets.add(socket.on('error', () => undefined));
    if (this.behaviour === 'silent') return;
    if (this.behaviour === 'nonsense') return void socket.end('HTTP/1.1 200 OK\r\n\r\n');
    const inner = connect((this.server.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    this.sockets.add(inner);
    inner.pipe(socket);
    if (this.behaviour === 'cuts') socket.once('data', () => socket.destroy());
    else socket.pipe(inner);
  }

  /** @returns host and port */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => this.door.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${String((this.door.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.door.close(resolve));
    await new Promise<void>((resolve) => this.server.close(resolve));
  }
}
