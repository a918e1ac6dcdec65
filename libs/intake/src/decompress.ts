import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import type { BodyFault } from './body-fault.js';

const gunzipAsync = promisify(gunzip);
const brotliAsync = promisify(brotliDecompress);

/** The content codings a body may have. */
export const CONTENT_CODINGS = ['gzip', 'br'];

function tooLarge(limit: number): BodyFault {
  return {
    status: 413,
    code: 'body_too_large',
    detail: `The body is larger than ${limit / 1_048_576} MB once it is unpacked. Send fewer events at a time.`,
  };
}

/**
 * Unpacks a body. Never holds more than `limit` bytes of it, however far a small body unpacks.
 *
 * @param encoding the Content-Encoding header
 */
export async function decompress(bytes: Buffer, encoding: string | undefined, limit: number): Promise<Buffer | BodyFault> {
  const coding = (encoding ?? '').trim().toLowerCase();
  if (coding === '' || coding === 'identity') return bytes.length > limit ? tooLarge(limit) : bytes;
  const unpack = coding === 'gzip' || coding === 'x-gzip' ? gunzipAsync : coding === 'br' ? brotliAsync : undefined;
  if (unpack === undefined) {
    return {
      status: 415,
      code: 'unsupported_encoding',
      detail: `Set Content-Encoding to one of ${CONTENT_CODINGS.join(', ')}, or leave it out.`,
    };
  }
  try {
    return await unpack(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (isTooLarge(error)) return tooLarge(limit);
    return { status: 400, code: 'bad_compression', detail: `The body is not ${coding} as its Content-Encoding says, or it was cut off.` };
  }
}

function isTooLarge(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
