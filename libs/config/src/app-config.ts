/** How much the server says on stderr, most to least. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything the installation was told, checked and frozen. Paths are absolute. */
export interface AppConfig {
  /** TCP port of the HTTP door; 0 asks the system for any free one. */
  readonly port: number;
  /** Address to listen on. Anything but loopback means: a token for every screen and number. */
  readonly listen: string;
  /** Where people reach it from elsewhere, without a slash at the end: what links to it start with. Undefined: nobody said. */
  readonly publicUrl: string | undefined;
  /** Where the installation keeps its data; the private Redis lives below it. */
  readonly dataDir: string;
  /** A Redis somebody named; undefined means the private one. */
  readonly redisUrl: string | undefined;
  /** The program of the private Redis: a path, or a name looked up on PATH. */
  readonly redisServerBin: string;
  /** Folder of shared libraries that program needs; undefined when the system has them. */
  readonly redisLibPath: string | undefined;
  /** Folders of journeys, boards and catalogue: the shipped one first, later ones laid over it. */
  readonly configDirs: readonly string[];
  /** Whether the demo shop was asked for. */
  readonly demo: boolean;
  /** IANA time zone in which days begin. */
  readonly timeZone: string;
  readonly logLevel: LogLevel;
  /** Rate limit of one API key, in events per second. */
  readonly eventsPerSecond: number;
  /** Addresses, ranges and names that notifications may be sent to although they are not on the public internet. */
  readonly outboundAllow: readonly string[];
}

/** True when only this machine can reach the address. */
export function isLoopback(listen: string): boolean {
  return listen === 'localhost' || listen === '::1' || /^127(\.\d{1,3}){3}$/.test(listen);
}
