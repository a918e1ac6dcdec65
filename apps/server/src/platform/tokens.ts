/**
 * What modules are given by name because it is a type, a value or made outside of Nest. `@Inject(CLOCK) clock: Clock`.
 */

/** `AppConfig` of `@tillwatch/config`. */
export const CONFIG = Symbol('config');
/** `Clock` of `@tillwatch/domain`. */
export const CLOCK = Symbol('clock');
/** The `Logger` of pino. */
export const LOG = Symbol('log');
/** The process's ordinary Redis connection; whoever waits inside Redis (XREAD BLOCK) opens one of their own. */
export const REDIS = Symbol('redis');
/** `RedisAddress` of `@tillwatch/redis`, for further connections. */
export const REDIS_ADDRESS = Symbol('redis address');
/** `KeySpace` of `@tillwatch/redis`. */
export const KEYS = Symbol('keys');
/** `Catalogue` of `@tillwatch/catalogue`. */
export const CATALOGUE = Symbol('catalogue');
/** `Installation` of `@tillwatch/ledger`: facts fixed when this Redis was opened first. */
export const INSTALLATION = Symbol('installation');
/** `Ledger` of `@tillwatch/ledger`. */
export const LEDGER = Symbol('ledger');
