import type { Redis } from 'ioredis';

/** A Lua script as the build step emits it from its `.lua` file. */
export interface LuaScript {
  readonly name: string;
  /** SHA-1 of the source, by which Redis knows it. */
  readonly sha: string;
  readonly source: string;
}

/** What a script takes and gives. Binary values stay buffers. */
export type ScriptArgument = string | number | Buffer;
export type ScriptReply = Buffer | number | null | readonly ScriptReply[];

/**
 * Runs a Lua script by its hash, sending the source only where Redis does not know it yet.
 * Every key the script touches must be among `keys`.
 */
export async function runScript(
  redis: Redis,
  script: LuaScript,
  keys: readonly (string | Buffer)[],
  args: readonly ScriptArgument[],
): Promise<ScriptReply> {
  const rest = [keys.length, ...keys, ...args];
  try {
    return (await redis.callBuffer('EVALSHA', script.sha, ...rest)) as ScriptReply;
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return (await redis.callBuffer('EVAL', script.source, ...rest)) as ScriptReply;
  }
}
