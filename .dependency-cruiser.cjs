// architecture.json is the architecture; this file only turns its table into rules.
const { libs, apps } = require('./architecture.json');

const spec = '\\.(spec|spec-data|e2e-spec)\\.ts$';
const inner = '^(libs|apps)/';
const entry = (lib) => `^libs/${lib}/src/index\\.ts$`;

/** A folder may import itself and the listed libs' index.ts; its specs may also import testing. */
const onlyItsList = (self, allowed) => [
  {
    name: `${self} imports only what architecture.json lists`,
    severity: 'error',
    from: { path: `^${self}/`, pathNot: spec },
    to: { path: inner, pathNot: [`^${self}/`, ...allowed.map(entry)] },
  },
  {
    name: `${self} specs may add testing`,
    severity: 'error',
    from: { path: `^${self}/.*${spec}` },
    to: { path: inner, pathNot: [`^${self}/`, entry('testing'), ...allowed.map(entry)] },
  },
];

module.exports = {
  forbidden: [
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every folder is in architecture.json',
      severity: 'error',
      from: {
        path: inner,
        pathNot: [...Object.keys(libs).map((name) => `^libs/${name}/`), ...Object.keys(apps).map((name) => `^apps/${name}/`)],
      },
      to: {},
    },
    {
      name: 'contract and domain are browser-safe',
      severity: 'error',
      from: { path: '^libs/(domain|contract|wording|detection)/', pathNot: spec },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'contract and domain know no framework',
      severity: 'error',
      from: { path: '^libs/(domain|contract|wording|detection)/' },
      to: { path: 'node_modules/(@nestjs|fastify|ioredis|socket\\.io)' },
    },
    {
      name: 'nothing that ships knows what measures it',
      severity: 'error',
      from: { path: inner, pathNot: spec },
      to: { path: '^bench/' },
    },
    { name: 'nothing unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...Object.entries(libs).flatMap(([name, allowed]) => onlyItsList(`libs/${name}`, allowed)),
    ...Object.entries(apps).flatMap(([name, allowed]) => onlyItsList(`apps/${name}`, allowed)),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
      conditionNames: ['import', 'node', 'default', 'svelte', 'types'],
    },
  },
};
