export { ByteReader, ByteWriter } from './bytes.js';
export {
  connectRedis,
  parseRedisAddress,
  queueConnection,
  type ConnectionUse,
  type QueueConnection,
  type RedisAddress,
} from './connection.js';
export { DEFAULT_PREFIX, KeySpace } from './key-space.js';
export { runScript, type LuaScript, type ScriptArgument, type ScriptReply } from './script.js';
export {
  openRedis,
  startPrivateRedis,
  type OpenedRedis,
  type PrivateRedis,
  type PrivateRedisConfig,
  type PrivateRedisUse,
} from './private-redis.js';
