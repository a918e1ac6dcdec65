import { LOG_LEVELS, type AppConfig } from './app-config.js';
import { address, folders, logLevel, path, program, redisAddress, timeZone, truth, wholeNumber, type Reader } from './readers.js';

/** How one setting is said and read. In tillwatch.yaml its name is the key itself. */
export interface Setting<T> {
  readonly env: string;
  /** Undefined: not sayable on the command line. */
  readonly flag?: string;
  /** What follows the flag in the help; undefined for a switch, which also has a `--no-` form. */
  readonly takes?: string;
  readonly expected: string;
  readonly help: string;
  readonly read: Reader<T>;
}

type Settings = { readonly [Key in keyof AppConfig]: Setting<NonNullable<AppConfig[Key]>> };

/** Every setting there is; flags, environment, file, help and checks all follow from this table. */
export const SETTINGS: Settings = {
  port: {
    flag: '--port',
    takes: 'N',
    env: 'TILLWATCH_PORT',
    expected: 'a whole number from 0 to 65535',
    help: 'port of the web address (default 3210; 0: any free one)',
    read: wholeNumber(0, 65_535),
  },
  listen: {
    flag: '--listen',
    takes: 'ADDR',
    env: 'TILLWATCH_LISTEN',
    expected: 'an IP address or a host name',
    help: 'address to listen on (default 127.0.0.1: this machine only; anything else asks for a token everywhere)',
    read: address,
  },
  dataDir: {
    flag: '--data',
    takes: 'DIR',
    env: 'TILLWATCH_DATA_DIR',
    expected: 'a folder',
    help: 'where the data is kept (default .data)',
    read: path,
  },
  redisUrl: {
    env: 'REDIS_URL',
    expected: 'redis://host:port, rediss://host:port or the absolute path of a socket',
    help: 'your own Redis, 7.0 or newer, instead of the private one',
    read: redisAddress,
  },
  redisServerBin: {
    env: 'REDIS_SERVER_BIN',
    expected: 'the path of a redis-server program',
    help: 'program of the private Redis (default: redis-server on PATH)',
    read: program,
  },
  redisLibPath: {
    env: 'TILLWATCH_REDIS_LIB_PATH',
    expected: 'a folder',
    help: 'shared libraries of that program, when they are not in the system',
    read: path,
  },
  configDirs: {
    flag: '--config',
    takes: 'DIR',
    env: 'TILLWATCH_CONFIG',
    expected: 'an existing folder',
    help: 'journeys, boards and catalogue laid over the shipped ones',
    read: folders,
  },
  demo: {
    flag: '--demo',
    env: 'TILLWATCH_DEMO',
    expected: 'true or false',
    help: 'run the demo shop beside the product',
    read: truth,
  },
  timeZone: {
    env: 'TILLWATCH_TIME_ZONE',
    expected: 'an IANA time zone such as Asia/Seoul',
    help: 'time zone in which days begin (default Asia/Seoul)',
    read: timeZone,
  },
  logLevel: {
    env: 'TILLWATCH_LOG_LEVEL',
    expected: `one of ${LOG_LEVELS.join(', ')}`,
    help: 'how much is logged (default info)',
    read: logLevel,
  },
  eventsPerSecond: {
    env: 'TILLWATCH_EVENTS_PER_SECOND',
    expected: 'a whole number from 1 to 10000000',
    help: 'rate limit of one API key in events per second (default 50000)',
    read: wholeNumber(1, 10_000_000),
  },
};

/** The names of all settings. */
export const SETTING_KEYS = Object.keys(SETTINGS) as readonly (keyof AppConfig)[];
