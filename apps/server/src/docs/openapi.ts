import type { Operation, Parameter } from './operation.js';
import { OPERATIONS } from './operations.js';
import { API_SCHEMAS, type JsonSchema, type SchemaName } from './schemas.js';

const ref = (name: SchemaName): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const problemContent = { 'application/problem+json': { schema: ref('Problem') } };

function parameterOf({ name, required, example, text }: Parameter, path: string): JsonSchema {
  const where = path.includes(`{${name}}`) ? 'path' : 'query';
  return { name, in: where, required: required === true, description: text.en, schema: { type: 'string' }, example };
}

/** A body of one, or of several where the type says so. */
function bodyOf({ schema, types, example, several: many }: NonNullable<Operation['takes']>): JsonSchema {
  const one = ref(schema);
  const several = many ? { oneOf: [one, { type: 'array', items: one }] } : one;
  const content = types.map((type) => [
    type,
    type === 'application/json' ? { schema: several, example } : { schema: { description: 'See the format’s own specification.' } },
  ]);
  return { required: true, content: Object.fromEntries(content) as JsonSchema };
}

function responsesOf({ answers, problems }: Operation): JsonSchema {
  const { status, schema, type } = answers;
  return {
    [status]: {
      description: 'As asked.',
      ...(type === undefined ? {} : { content: { [type]: schema === undefined ? {} : { schema: ref(schema) } } }),
    },
    ...(problems.length === 0
      ? {}
      : { default: { description: `A problem (RFC 9457): ${problems.join(', ')}.`, content: problemContent } }),
  };
}

function operationOf(operation: Operation): JsonSchema {
  const { title, text, needs, parameters, takes } = operation;
  return {
    summary: title.en,
    description: text.en,
    security: needs === undefined ? [] : [{ key: [needs] }],
    ...(parameters === undefined ? {} : { parameters: parameters.map((parameter) => parameterOf(parameter, operation.path)) }),
    ...(takes === undefined ? {} : { requestBody: bodyOf(takes) }),
    responses: responsesOf(operation),
  };
}

function pathsOf(operations: readonly Operation[]): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) paths[operation.path] = { ...paths[operation.path], [operation.method]: operationOf(operation) };
  return paths;
}

/** What is sent to a channel of the type `webhook`. */
const WEBHOOK: JsonSchema = {
  summary: 'What a channel of the type webhook is told',
  description:
    'Signed as Standard Webhooks 1.0.0 says (standardwebhooks.com). Any 2xx takes it; 429, 5xx and silence are tried again for a day, under the same webhook-id.',
  parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
    ...{ name, in: 'header', required: true, schema: { type: 'string' } },
  })),
  requestBody: { required: true, content: { 'application/json': { schema: ref('WebhookBody') } } },
  responses: { '2XX': { description: 'It was taken.' } },
};

/** The API as an OpenAPI 3.1 document. */
export function openApiDocument(): JsonSchema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tillwatch',
      version: '1',
      description: 'Events in, numbers out. On the machine itself, reading needs no key unless the server listens to others.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: pathsOf(OPERATIONS),
    webhooks: { notification: { post: WEBHOOK } },
    components: {
      schemas: API_SCHEMAS,
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key (tw_…) of `npx tillwatch token create`.' } },
    },
  };
}
