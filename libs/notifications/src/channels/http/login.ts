import { createSign } from 'node:crypto';
import { jsonAt, type TemplateLogin } from '@tillwatch/domain';
import { DeliveryError } from '../../channel.js';
import { jsonOf, type HttpSender } from '../send-http.js';
import { fillText, fillTexts, type Places } from './fill.js';

/** A claim is good for so long (s); it is used at once. */
const CLAIM_LASTS_S = 600;

/**
 * Asks a service for a token, with a claim that is signed with a private key (RFC 7523).
 *
 * @param now ms since the epoch
 * @throws DeliveryError
 */
export async function askForToken(login: TemplateLogin, places: Places, sender: HttpSender, now: number): Promise<string> {
  const form = fillTexts({ ...login.form, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }, places);
  const body = new URLSearchParams({ ...form, assertion: claimOf(login, places, now) }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await sender.send({ url: String(fillText(login.url, places) ?? ''), method: 'POST', headers, body }, now);
  const token = jsonAt(jsonOf(answer), login.token);
  if (typeof token !== 'string' || token === '') throw new DeliveryError('receiver_trouble', 'gave no token');
  return token;
}

function claimOf({ issuer, subject, key }: TemplateLogin, places: Places, now: number): string {
  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const iat = Math.floor(now / 1_000);
  const claims = { iss: fillText(issuer, places), sub: fillText(subject, places), iat, exp: iat + CLAIM_LASTS_S };
  const text = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
  // Environments that hold no line ends write them as \n.
  const pem = String(fillText(key, places) ?? '').replace(/\\n/g, '\n');
  try {
    return `${text}.${createSign('RSA-SHA256').update(text).sign(pem).toString('base64url')}`;
  } catch {
    throw new DeliveryError('refused', 'the private key is no RSA key in PEM');
  }
}
