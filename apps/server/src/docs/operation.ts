import type { LocalisedText } from '@tillwatch/domain';
import type { ProblemCode } from '../problems/titles.js';
import type { SchemaName } from './schemas.js';

/** One parameter: of the query, or in the path where the path names it. */
export interface Parameter {
  readonly name: string;
  readonly required?: boolean;
  readonly example: string;
  readonly text: LocalisedText;
}

/** One thing the API does, as the documents tell it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  /** The scope of the key it needs; none where anybody may ask. */
  readonly needs?: string;
  readonly title: LocalisedText;
  readonly text: LocalisedText;
  readonly parameters?: readonly Parameter[];
  readonly takes?: {
    readonly schema: SchemaName;
    readonly types: readonly string[];
    readonly example: unknown;
    /** An array of them will do, too. */
    readonly several: boolean;
  };
  readonly answers: {
    readonly status: number;
    /** Absent where nothing is answered but the status. */
    readonly schema?: SchemaName;
    readonly type?: string;
  };
  readonly problems: readonly ProblemCode[];
}

/** What is wrong with a key. */
export const KEY: readonly ProblemCode[] = ['key_missing', 'key_unknown', 'scope_missing'];

/** What is wrong with a key, or with the link that a browser came by. */
export const KEY_OR_LINK: readonly ProblemCode[] = [...KEY, 'link_over'];

/** The usual type of bodies. */
export const JSON_TYPE = 'application/json';
