/** A mail server as its address names it. */
export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte on. */
  readonly secure: boolean;
  /** No mail goes out unencrypted. */
  readonly requireTLS: boolean;
  readonly ignoreTLS: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

/**
 * Reads `smtp://user:password@host:port` (587, STARTTLS) or `smtps://…` (465). Where there is a password nothing is said without TLS, but for
 * `?tls=off`, which is for relays inside the house.
 *
 * @throws Error where it is none; the text carries nothing of it
 */
export function readSmtpAddress(text: string): SmtpAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    throw new Error('smtp is no address such as smtps://user:password@mail.example.com');
  }
  const secure = url.protocol === 'smtps:';
  const isOpen = url.searchParams.get('tls') === 'off' && !secure;
  const auth = url.username === '' ? undefined : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    ...{ secure, requireTLS: !secure && !isOpen && auth !== undefined, ignoreTLS: isOpen, auth },
  };
}
