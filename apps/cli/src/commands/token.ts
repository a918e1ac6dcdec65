import {
  createKey,
  DEFAULT_TENANT,
  isScope,
  listKeys,
  revokeKey,
  SCOPES,
  type ApiKey,
  type KeyRequest,
  type Scope,
} from '@tillwatch/access';
import { EXIT, type Session } from '../session.js';
import { UsageError } from '../usage-error.js';
import { configOf, withRedis, type StoreOptions } from './product-redis.js';

/** Options of `token create` as the command line gives them. */
export interface CreateOptions extends StoreOptions {
  readonly scope: string;
  readonly tenant?: string;
  readonly merchant: string;
  readonly name?: string;
  /** Only false when `--no-backfill` was said. */
  readonly backfill: boolean;
}

/** Makes a key and prints it alone on stdout's last line; stderr says what it may do. */
export async function createToken(options: CreateOptions, session: Session): Promise<number> {
  const request = requestOf(options);
  const { key, record } = await withRedis(configOf(options), session, 'token create', (redis) =>
    createKey(redis, request, session.clock.now()),
  );
  for (const line of describe(record)) session.terminal.tell(line);
  session.terminal.out(key);
  return EXIT.ok;
}

/** Prints all keys, one to a line, without their secrets. */
export async function listTokens(options: StoreOptions & { tenant?: string }, session: Session): Promise<number> {
  const keys = await withRedis(configOf(options), session, 'token list', (redis) => listKeys(redis, options.tenant));
  for (const { id, tenant, merchant, scopes, name, createdAt } of keys) {
    session.terminal.out([id, tenant, merchant, scopes.join(','), new Date(createdAt).toISOString(), name].join('\t'));
  }
  if (keys.length === 0) session.terminal.tell({ ko: '키가 없습니다', en: 'there are no keys' });
  return EXIT.ok;
}

/** Revokes a key; requests with it are refused a few seconds later. */
export async function revokeToken(id: string, options: StoreOptions, session: Session): Promise<number> {
  // The whole key is as good a name as its id, and often the only one at hand.
  const name = /^tw_([^_]+)_/.exec(id)?.[1] ?? id;
  const done = await withRedis(configOf(options), session, 'token revoke', (redis) => revokeKey(redis, name));
  session.terminal.tell(
    done
      ? { ko: `폐기했습니다: ${name} (몇 초 안에 적용됩니다)`, en: `revoked ${name}; it is refused within a few seconds` }
      : { ko: `없는 키입니다: ${name} (token list로 확인)`, en: `there is no key ${name}; token list shows them` },
  );
  return done ? EXIT.ok : EXIT.failed;
}

function requestOf(options: CreateOptions): KeyRequest {
  const { tenant = DEFAULT_TENANT, merchant, name, backfill } = options;
  const words = options.scope.split(',').map((word) => word.trim());
  const unknown = words.filter((word) => !isScope(word));
  if (unknown.length > 0) {
    const known = SCOPES.join(', ');
    throw new UsageError({
      ko: `--scope에 쓸 수 없는 말입니다: ${unknown.join(', ')} (쓸 수 있는 것: ${known})`,
      en: `--scope does not know ${unknown.join(', ')}; it knows ${known}`,
    });
  }
  const scopes = words.filter((word): word is Scope => isScope(word));
  return { tenant, merchant, scopes, name: name ?? scopes.join(' '), ...(backfill ? {} : { backfill: false }) };
}

function describe({ id, tenant, merchant, scopes }: ApiKey): { ko: string; en: string }[] {
  const whose = merchant === '*' ? { ko: '모든 가맹점', en: 'all merchants' } : { ko: `가맹점 ${merchant}`, en: `merchant ${merchant}` };
  const lines = [
    { ko: `키 ${id}: ${scopes.join(', ')} · ${tenant} · ${whose.ko}`, en: `key ${id}: ${scopes.join(', ')} · ${tenant} · ${whose.en}` },
  ];
  if (scopes.includes('events:write') && scopes.includes('events:backfill')) {
    lines.push({
      ko: '이 키로는 과거 자료도 넣을 수 있습니다 (events:backfill). 막으려면 --no-backfill',
      en: 'this key may also send history (events:backfill); --no-backfill makes one that may not',
    });
  }
  lines.push({
    ko: '키는 지금만 볼 수 있습니다. 아래 줄을 안전한 곳에 보관해야 합니다',
    en: 'the key is shown this once; keep the line below',
  });
  return lines;
}
