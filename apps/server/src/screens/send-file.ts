import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ShelvedFile } from './shelf.js';

/** Sends a file, packed where the browser takes it, or tells that the browser has it already. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, file: ShelvedFile, cacheControl: string): Promise<void> {
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  reply.headers({ 'content-type': file.type, 'cache-control': cacheControl, etag: file.etag, vary: 'Accept-Encoding' });
  if (request.headers['if-none-match']?.includes(file.etag) === true) {
    await reply.code(304).send();
    return;
  }
  if (file.gzip === undefined || !takesGzip) await reply.send(file.bytes);
  else await reply.header('content-encoding', 'gzip').send(file.gzip);
}
