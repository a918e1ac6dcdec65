import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { delimiter, isAbsolute, resolve } from 'node:path';
import { LOG_LEVELS, type LogLevel } from './app-config.js';

/** A value as it was written, with the folder that relative paths in it start from. */
export interface RawValue {
  readonly value: unknown;
  readonly folder: string;
}

/** Turns a raw value into a setting; undefined when it cannot be one. */
export type Reader<T> = (raw: RawValue) => T | undefined;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);

/** A whole number between two bounds, both included. */
export function wholeNumber(min: number, max: number): Reader<number> {
  return ({ value }) => {
    const number = typeof value === 'number' ? value : /^\d+$/.test(textOf(value) ?? '') ? Number(value) : NaN;
    return Number.isInteger(number) && number >= min && number <= max ? number : undefined;
  };
}

/** true, yes, on, 1 and their opposites. */
export const truth: Reader<boolean> = ({ value }) => {
  if (typeof value === 'boolean') return value;
  const word = textOf(value)?.toLowerCase() ?? '';
  if (['1', 'true', 'yes', 'on'].includes(word)) return true;
  return ['0', 'false', 'no', 'off'].includes(word) ? false : undefined;
};

/** An IP address or a host name. */
export const address: Reader<string> = ({ value }) => {
  const text = textOf(value);
  return text !== undefined && (isIP(text) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)) ? text : undefined;
};

/** A path, made absolute. */
export const path: Reader<string> = ({ value, folder }) => {
  const text = textOf(value);
  return text === undefined ? undefined : resolve(folder, text);
};

/** A program: a path made absolute, or a bare name that PATH resolves. */
export const program: Reader<string> = ({ value, folder }) => {
  const text = textOf(value);
  return text === undefined || isAbsolute(text) || !text.includes('/') ? text : resolve(folder, text);
};

/** Existing folders: a list, or a text with the system's path separator between them. */
export const folders: Reader<readonly string[]> = ({ value, folder }) => {
  const texts: unknown[] = Array.isArray(value) ? value : (textOf(value)?.split(delimiter) ?? []);
  const found = texts.map((text) => path({ value: text, folder }));
  const existing = found.filter((item) => item !== undefined && statSync(item, { throwIfNoEntry: false })?.isDirectory() === true);
  return found.length > 0 && existing.length === found.length ? (existing as string[]) : undefined;
};

/** Addresses, ranges and host names: a list, or a text with commas between them. Whether each is one is told by who uses it. */
export const hosts: Reader<readonly string[]> = ({ value }) => {
  const texts: unknown[] = Array.isArray(value) ? value : (textOf(value)?.split(',') ?? []);
  const found = texts.map((text) => (typeof text === 'string' ? text.trim() : ''));
  return found.every((text) => /^[0-9a-z.:/-]+$/i.test(text)) ? found : undefined;
};

/** redis://, rediss:// (TLS), or the absolute path of a socket. */
export const redisAddress: Reader<string> = ({ value }) => {
  const text = textOf(value);
  if (text === undefined || text.startsWith('/')) return text;
  return /^rediss?:\/\/./.test(text) && URL.canParse(text) ? text : undefined;
};

/** An http or https address, without a slash at its end. */
export const webAddress: Reader<string> = ({ value }) => {
  const text = textOf(value);
  if (text === undefined || !/^https?:\/\/./i.test(text) || !URL.canParse(text)) return undefined;
  const { search, hash, username, password, href } = new URL(text);
  return `${search}${hash}${username}${password}` === '' ? href.replace(/\/+$/, '') : undefined;
};

/** An IANA time zone this Node knows. */
export const timeZone: Reader<string> = ({ value }) => {
  const text = textOf(value);
  if (text === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined; // RangeError: an unknown zone, which the caller reports with all other faults
  }
};

/** One of the log levels. */
export const logLevel: Reader<LogLevel> = ({ value }) => LOG_LEVELS.find((level) => level === textOf(value)?.toLowerCase());
