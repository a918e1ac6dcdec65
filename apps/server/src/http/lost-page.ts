import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sends a page to somebody who asked for an address that is none. */
export type SendLostPage = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** Addresses that programs ask for: they are answered in their own way, whoever asks. */
const OF_PROGRAMS = /^\/(?:v1|assets|socket\.io)(?:[/?]|$)/;

/** The page for people who come to an address that is none, where the screens are there to show one. */
@Injectable()
export class LostPage {
  private send: SendLostPage | undefined;

  /** Has people answered with a page from now on. */
  use(send: SendLostPage): void {
    this.send = send;
  }

  /** Answers somebody who looks at a browser's window; false where a program asks, or there is no page. */
  answers(request: FastifyRequest, reply: FastifyReply): boolean {
    const wantsPage = /\btext\/html\b/.test(request.headers.accept ?? '') && (request.method === 'GET' || request.method === 'HEAD');
    if (this.send === undefined || !wantsPage || OF_PROGRAMS.test(request.url)) return false;
    void reply.code(404);
    void this.send(request, reply);
    return true;
  }
}
