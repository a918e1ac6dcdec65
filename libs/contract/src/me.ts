import { z } from 'zod';

/** Answer of `GET /v1/me`: who the server takes the one who asks for. */
export const meSchema = z.object({
  tenant: z.string(),
  /** The merchant they may see; `*` for all. */
  merchant: z.string(),
  scopes: z.array(z.string()),
  by: z.enum(['loopback', 'key', 'link']),
  /** The name that stands beside what they do, whatever they say; null where they say it themselves. */
  name: z.string().nullable(),
  /** When their link ends; null where nothing ends. */
  until: z.string().nullable(),
});
export type Me = z.infer<typeof meSchema>;
