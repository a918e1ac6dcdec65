import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import type { BodyFault } from './body-fault.js';

const gunzipAsync = promisify(gunzip);
const brotliAsync = promisify(brotliDecompress);

/** The content codings a body may have. */
export const CONTENT_CODINGS = ['gzip', 'br'];

function tooLarge(limit: number): BodyFault {
  const mb = limit / 1_048_576;
  const detail = {
    ko: `압축을 푼 본문이 ${mb} MB를 넘습니다. 나누어 보내세요.`,
    en: `The body is larger than ${mb} MB once it is unpacked. Send fewer events at a time.`,
  };
  return { status: 413, code: 'body_too_large', detail };
}

function unknownCoding(): BodyFault {
  const codings = CONTENT_CODINGS.join(', ');
  const detail = {
    ko: `Content-Encoding은 ${codings} 중 하나이거나 없어야 합니다.`,
    en: `Set Content-Encoding to one of ${codings}, or leave it out.`,
  };
  return { status: 415, code: 'unsupported_encoding', detail };
}

const BROKEN: BodyFault = {
  status: 400,
  code: 'bad_compression',
  detail: {
    ko: '본문이 Content-Encoding에 적힌 형식이 아니거나 잘렸습니다.',
    en: 'The body is not packed as its Content-Encoding says, or it was cut off.',
  },
};

/**
 * Unpacks a body. Never holds more than `limit` bytes of it, however far a small body unpacks.
 *
 * @param encoding the Content-Encoding header
 */
export async function decompress(bytes: Buffer, encoding: string | undefined, limit: number): Promise<Buffer | BodyFault> {
  const coding = (encoding ?? '').trim().toLowerCase();
  if (coding === '' || coding === 'identity') return bytes.length > limit ? tooLarge(limit) : bytes;
  const unpack = coding === 'gzip' || coding === 'x-gzip' ? gunzipAsync : coding === 'br' ? brotliAsync : undefined;
  if (unpack === undefined) return unknownCoding();
  try {
    return await unpack(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (isTooLarge(error)) return tooLarge(limit);
    return BROKEN;
  }
}

function isTooLarge(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
