import type { LocalisedText } from '@tillwatch/domain';
import { LOG_LEVELS, type AppConfig } from './app-config.js';
import {
  address,
  folders,
  hosts,
  logLevel,
  path,
  program,
  redisAddress,
  timeZone,
  truth,
  webAddress,
  wholeNumber,
  type Reader,
} from './readers.js';

/** How one setting is said and read. In tillwatch.yaml its name is the key itself. */
export interface Setting<T> {
  readonly env: string;
  /** Undefined: not sayable on the command line. */
  readonly flag?: string;
  /** What follows the flag in the help; undefined for a switch, which also has a `--no-` form. */
  readonly takes?: string;
  readonly expected: LocalisedText;
  readonly help: LocalisedText;
  readonly read: Reader<T>;
}

type Settings = { readonly [Key in keyof AppConfig]: Setting<NonNullable<AppConfig[Key]>> };

/** Every setting there is; flags, environment, file, help and checks all follow from this table. */
export const SETTINGS: Settings = {
  port: {
    flag: '--port',
    takes: 'N',
    env: 'TILLWATCH_PORT',
    expected: { ko: '0부터 65535까지의 정수여야 합니다', en: 'a whole number from 0 to 65535' },
    help: { ko: '웹 주소의 포트 (기본 3210, 0이면 비어 있는 아무 포트)', en: 'port of the web address (default 3210; 0: any free one)' },
    read: wholeNumber(0, 65_535),
  },
  listen: {
    flag: '--listen',
    takes: 'ADDR',
    env: 'TILLWATCH_LISTEN',
    expected: { ko: 'IP 주소나 호스트 이름이어야 합니다', en: 'an IP address or a host name' },
    help: {
      ko: '접속을 받을 주소 (기본 127.0.0.1: 이 컴퓨터만, 다른 주소면 모든 화면과 API에 토큰이 필요)',
      en: 'address to listen on (default 127.0.0.1: this machine only; anything else asks for a token everywhere)',
    },
    read: address,
  },
  publicUrl: {
    flag: '--public-url',
    takes: 'URL',
    env: 'TILLWATCH_PUBLIC_URL',
    expected: {
      ko: 'https://watch.example.com 같은 http 또는 https 주소여야 합니다',
      en: 'an http or https address such as https://watch.example.com',
    },
    help: { ko: '다른 기기에서 이 제품을 여는 주소 (링크의 앞부분)', en: 'where other devices reach the product: what links start with' },
    read: webAddress,
  },
  dataDir: {
    flag: '--data',
    takes: 'DIR',
    env: 'TILLWATCH_DATA_DIR',
    expected: { ko: '폴더여야 합니다', en: 'a folder' },
    help: { ko: '데이터 폴더 (기본 .data)', en: 'where the data is kept (default .data)' },
    read: path,
  },
  redisUrl: {
    env: 'REDIS_URL',
    expected: {
      ko: 'redis://host:port, rediss://host:port 또는 소켓의 절대 경로여야 합니다',
      en: 'redis://host:port, rediss://host:port or the absolute path of a socket',
    },
    help: { ko: '전용 Redis 대신 쓸 Redis, 7.0 이상', en: 'your own Redis, 7.0 or newer, instead of the private one' },
    read: redisAddress,
  },
  redisServerBin: {
    env: 'REDIS_SERVER_BIN',
    expected: { ko: 'redis-server 프로그램의 경로여야 합니다', en: 'the path of a redis-server program' },
    help: {
      ko: '전용 Redis의 프로그램 (기본: PATH에 있는 redis-server)',
      en: 'program of the private Redis (default: redis-server on PATH)',
    },
    read: program,
  },
  redisLibPath: {
    env: 'TILLWATCH_REDIS_LIB_PATH',
    expected: { ko: '폴더여야 합니다', en: 'a folder' },
    help: {
      ko: '시스템에 없을 때, 그 프로그램의 공유 라이브러리 폴더',
      en: 'shared libraries of that program, when they are not in the system',
    },
    read: path,
  },
  configDirs: {
    flag: '--config',
    takes: 'DIR',
    env: 'TILLWATCH_CONFIG',
    expected: { ko: '실제로 있는 폴더여야 합니다', en: 'an existing folder' },
    help: { ko: '기본 흐름, 화면, 카탈로그 위에 덧씌울 설정 폴더', en: 'journeys, boards and catalogue laid over the shipped ones' },
    read: folders,
  },
  demo: {
    flag: '--demo',
    env: 'TILLWATCH_DEMO',
    expected: { ko: 'true 또는 false여야 합니다', en: 'true or false' },
    help: { ko: '제품과 함께 데모 쇼핑몰 실행', en: 'run the demo shop beside the product' },
    read: truth,
  },
  timeZone: {
    env: 'TILLWATCH_TIME_ZONE',
    expected: { ko: 'Asia/Seoul 같은 IANA 시간대여야 합니다', en: 'an IANA time zone such as Asia/Seoul' },
    help: { ko: '하루의 시작을 정하는 시간대 (기본 Asia/Seoul)', en: 'time zone in which days begin (default Asia/Seoul)' },
    read: timeZone,
  },
  logLevel: {
    env: 'TILLWATCH_LOG_LEVEL',
    expected: { ko: `다음 중 하나여야 합니다: ${LOG_LEVELS.join(', ')}`, en: `one of ${LOG_LEVELS.join(', ')}` },
    help: { ko: '로그를 남기는 정도 (기본 info)', en: 'how much is logged (default info)' },
    read: logLevel,
  },
  eventsPerSecond: {
    env: 'TILLWATCH_EVENTS_PER_SECOND',
    expected: { ko: '1부터 10000000까지의 정수여야 합니다', en: 'a whole number from 1 to 10000000' },
    help: {
      ko: 'API 키 하나가 1초에 보낼 수 있는 이벤트 수 (기본 50000)',
      en: 'rate limit of one API key in events per second (default 50000)',
    },
    read: wholeNumber(1, 10_000_000),
  },
  outboundAllow: {
    env: 'TILLWATCH_OUTBOUND_ALLOW',
    expected: {
      ko: '10.1.0.0/16, mail.internal처럼 쉼표로 나눈 주소, 대역, 이름이어야 합니다',
      en: 'addresses, ranges and names with commas between them: 10.1.0.0/16, mail.internal',
    },
    help: {
      ko: '알림을 보내도 되는 내부 주소 (기본: 없음, 공용 인터넷만)',
      en: 'addresses inside that notifications may go to (default: none, the public internet alone)',
    },
    read: hosts,
  },
};

/** The names of all settings. */
export const SETTING_KEYS = Object.keys(SETTINGS) as readonly (keyof AppConfig)[];
