import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 characters without i, l, o and u, so that a key can be read out and typed; 5 bits each. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_LENGTH = 10;
/** 200 random bits. */
const SECRET_LENGTH = 40;
const PARTS = `_([${ALPHABET}]{${ID_LENGTH}})_([${ALPHABET}]{${SECRET_LENGTH}})$`;
const KEY = new RegExp(`^tw${PARTS}`);
const DEVICE = new RegExp(`^[${ALPHABET}]{${SECRET_LENGTH}}$`);
const LINK = new RegExp(`^tl${PARTS}`);

/** The two parts of a key: what it is called, and what proves that one has it. */
export interface KeyText {
  readonly id: string;
  readonly secret: string;
}

function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/** A new key of random parts. */
export function newKeyText(): KeyText {
  return { id: randomText(ID_LENGTH), secret: randomText(SECRET_LENGTH) };
}

/** A key as it is handed out: `tw_<id>_<secret>`. */
export function formatKey(key: KeyText): string {
  return `tw_${key.id}_${key.secret}`;
}

/** What a personal link carries: `tl_<id>_<secret>`, so that nobody takes it for a key. */
export function formatLink(link: KeyText): string {
  return `tl_${link.id}_${link.secret}`;
}

/** The parts of a key; undefined where the text is no key. */
export function parseKey(text: string): KeyText | undefined {
  return partsOf(KEY, text);
}

/** The parts of what a personal link carries; undefined where the text is none. */
export function parseLink(text: string): KeyText | undefined {
  return partsOf(LINK, text);
}

function partsOf(form: RegExp, text: string): KeyText | undefined {
  const [, id, secret] = form.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** A name for a browser, given once, by which it is known again: 200 random bits. */
export function newDeviceText(): string {
  return randomText(SECRET_LENGTH);
}

/** Whether a text can be such a name. */
export function isDeviceText(text: string): boolean {
  return DEVICE.test(text);
}

/**
 * What of a secret is stored. One round of SHA-256 is right here and only here: slow hashes protect secrets that people
 * choose, because those can be guessed; 200 random bits cannot, however fast the guessing. A slow hash would only cost
 * every request milliseconds.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a secret is the one that was stored, in a time that does not depend on where they differ. */
export function matchesHash(secret: string, hash: string): boolean {
  const actual = Buffer.from(hashSecret(secret), 'hex');
  const stored = Buffer.from(hash, 'hex');
  return actual.length === stored.length && timingSafeEqual(actual, stored);
}
