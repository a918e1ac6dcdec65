import { createLink, DEFAULT_TENANT, revokeLink, type PersonalLink } from '@tillwatch/access';
import type { AppConfig } from '@tillwatch/config';
import type { LocalisedText } from '@tillwatch/domain';
import { dateText, minuteText, type Language } from '@tillwatch/wording';
import { EXIT, type Session } from '../session.js';
import { UsageError } from '../usage-error.js';
import { configOf, withRedis, type StoreOptions } from './product-redis.js';

const HOUR = 3_600_000;
/** A link is for a watch, not for ever: people who come every day get a key, or a new link. */
const MOST_HOURS = 720;
const LONGEST_NAME = 60;

/** Options of `link create` as the command line gives them. */
export interface LinkOptions extends StoreOptions {
  readonly name?: string;
  readonly hours: string;
  readonly page: string;
  readonly url?: string;
  readonly tenant?: string;
}

/** Makes a personal link and prints its address alone on stdout's last line; stderr says what it opens, and until when. */
export async function createPersonalLink(options: LinkOptions, session: Session): Promise<number> {
  const config = configOf(options);
  const now = session.clock.now();
  const { tenant = DEFAULT_TENANT } = options;
  const request = { tenant, name: nameOf(options), until: now + hoursOf(options) * HOUR };
  const address = addressOf(options, config);
  const { text, link } = await withRedis(config, session, 'link create', (redis) => createLink(redis, request, now));
  address.searchParams.set('token', text);
  for (const line of describe(link, config)) session.terminal.tell(line);
  if (options.url === undefined && config.publicUrl === undefined) session.terminal.tell(ONLY_HERE);
  session.terminal.out(address.href);
  return EXIT.ok;
}

/** Takes a personal link back. */
export async function revokePersonalLink(id: string, options: StoreOptions, session: Session): Promise<number> {
  // The whole address is as good a name as its id, and often the only one at hand.
  const name = /tl_([^_]+)_/.exec(id)?.[1] ?? id;
  const done = await withRedis(configOf(options), session, 'link revoke', (redis) => revokeLink(redis, name));
  session.terminal.tell(
    done
      ? { ko: `폐기했습니다: ${name}`, en: `revoked ${name}` }
      : { ko: `없거나 이미 기한이 지난 링크입니다: ${name}`, en: `there is no link ${name}, or its time is over` },
  );
  return done ? EXIT.ok : EXIT.failed;
}

function nameOf({ name }: LinkOptions): string | null {
  const text = name?.trim();
  if (text === undefined) return null;
  if (text.length >= 1 && text.length <= LONGEST_NAME) return text;
  throw new UsageError({
    ko: `--name에는 1~${LONGEST_NAME}자의 이름이 필요합니다`,
    en: `--name takes a name of 1 to ${LONGEST_NAME} characters`,
  });
}

function hoursOf({ hours }: LinkOptions): number {
  const number = Number(hours);
  if (number > 0 && number <= MOST_HOURS) return number;
  throw new UsageError({
    ko: `--hours에는 ${MOST_HOURS}까지의 시간 수가 필요합니다: ${hours}`,
    en: `--hours takes a number of hours up to ${MOST_HOURS}, not ${hours}`,
  });
}

function addressOf({ page, url }: LinkOptions, { publicUrl, port }: AppConfig): URL {
  const start = url ?? publicUrl ?? `http://localhost:${port}`;
  const isWeb = /^https?:\/\//i.test(start) && URL.canParse(start);
  if (!isWeb)
    throw new UsageError({ ko: `--url에는 http(s) 주소가 필요합니다: ${start}`, en: `--url takes an http(s) address, not ${start}` });
  if (!/^\/(?!\/)/.test(page)) {
    throw new UsageError({ ko: `--page는 /로 시작해야 합니다: ${page}`, en: `--page begins with a /: ${page}` });
  }
  return new URL(`${start.replace(/\/+$/, '')}${page}`);
}

const ONLY_HERE: LocalisedText = {
  ko: '이 주소는 이 컴퓨터에서만 열립니다. 다른 기기에서 열려면 --url이나 TILLWATCH_PUBLIC_URL로 주소를 지정하세요',
  en: 'this address opens on this machine only; name the one that other devices reach with --url or TILLWATCH_PUBLIC_URL',
};

function describe({ id, name, until }: PersonalLink, { timeZone }: AppConfig): LocalisedText[] {
  const when = (language: Language) => `${dateText(until, timeZone, language)} ${minuteText(until, timeZone)}`;
  return [
    name === null
      ? { ko: `링크 ${id}: 여는 사람마다 이름을 묻습니다`, en: `link ${id}: everybody who opens it is asked for a name` }
      : {
          ko: `링크 ${id}: ${name}의 이름으로, 먼저 쓴 기기 하나에서만`,
          en: `link ${id}: in the name of ${name}, for the one device that uses it first`,
        },
    {
      ko: `${when('ko')}까지 화면을 보고 장애를 처리할 수 있습니다. 폐기: npx tillwatch link revoke ${id}`,
      en: `opens screens and acts on incidents until ${when('en')}; take it back with npx tillwatch link revoke ${id}`,
    },
  ];
}
