import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { mappedCodeKey, MappedErrors, type Catalogue, type ErrorReader, type MappedCode } from '@tillwatch/catalogue';
import { ERROR_CATEGORIES, type ErrorCategory } from '@tillwatch/domain';
import type { KeySpace } from '@tillwatch/redis';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { CATALOGUE, KEYS, REDIS } from '../platform/tokens.js';
import { TallyKeys } from './tally-keys.js';

/** Most codes a tenant may map; who needs more wants a file. */
export const MOST_MAPPINGS = 1_000;

const keptSchema = z.object({
  provider: z.string(),
  method: z.string().optional(),
  code: z.string(),
  category: z.enum(ERROR_CATEGORIES),
  since: z.number(),
});

/** What an installation says of a code, since when (ms since the epoch). */
export type KeptMapping = z.infer<typeof keptSchema>;

/**
 * What installations say of codes beside the files, by tenant: kept in Redis, in force in this process as soon as Redis has
 * it. Only this process writes it, so it is read once.
 */
@Injectable()
export class ErrorMappings implements OnModuleInit {
  private readonly readers = new Map<string, MappedErrors>();
  private readonly kept = new Map<string, Map<string, KeptMapping>>();
  private readonly key: string;

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(KEYS) keys: KeySpace,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
  ) {
    this.key = new TallyKeys(keys.prefix).mappings;
  }

  async onModuleInit(): Promise<void> {
    for (const [field, text] of Object.entries(await this.redis.hgetall(this.key))) {
      const mapping = mappingOf(text);
      // A field is `tenant code`; tenants have no spaces in them.
      if (mapping !== undefined) this.remember(field.slice(0, field.indexOf(' ')), mapping);
    }
  }

  /** What errors mean for a tenant. */
  readerOf(tenant: string): ErrorReader {
    return this.readers.get(tenant) ?? this.catalogue.errors;
  }

  /** The category that a tenant itself gave a code. */
  ownCategory(tenant: string, code: MappedCode): ErrorCategory | undefined {
    return this.readers.get(tenant)?.ownMeaning(code)?.category;
  }

  /** The newest first. */
  list(tenant: string): KeptMapping[] {
    return [...(this.kept.get(tenant)?.values() ?? [])].sort((a, b) => b.since - a.since);
  }

  /** @returns false where the tenant has as many as it may */
  async save(tenant: string, mapping: KeptMapping): Promise<boolean> {
    const known = this.kept.get(tenant);
    const name = mappedCodeKey(mapping);
    if (known !== undefined && known.size >= MOST_MAPPINGS && !known.has(name)) return false;
    await this.redis.hset(this.key, `${tenant} ${name}`, JSON.stringify(mapping));
    this.remember(tenant, mapping);
    return true;
  }

  /** @returns false where there was none */
  async remove(tenant: string, code: MappedCode): Promise<boolean> {
    const name = mappedCodeKey(code);
    const removed = await this.redis.hdel(this.key, `${tenant} ${name}`);
    this.kept.get(tenant)?.delete(name);
    this.readers.get(tenant)?.delete(code);
    return removed === 1;
  }

  private remember(tenant: string, mapping: KeptMapping): void {
    const reader = this.readers.get(tenant) ?? new MappedErrors(this.catalogue.errors);
    const kept = this.kept.get(tenant) ?? new Map<string, KeptMapping>();
    reader.set(mapping, mapping.category);
    this.readers.set(tenant, reader);
    this.kept.set(tenant, kept.set(mappedCodeKey(mapping), mapping));
  }
}

function mappingOf(text: string): KeptMapping | undefined {
  try {
    return keptSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
