// Three sizes of tests, told apart by their file name, so that a spec belongs to exactly one:
//   small  *.spec.ts         pure, no service, fake clock
//   redis  *.redis.spec.ts   a real Redis (TILLWATCH_TEST_REDIS: URL or socket path; started for the run if unset)
//   e2e    *.e2e-spec.ts     the built server and a real Chromium
// Sources are compiled to CommonJS: Jest's ESM mode cannot load CommonJS packages that require ESM ones on Node 20.
import { readFileSync } from 'node:fs';

const { compilerOptions } = JSON.parse(readFileSync(new URL('./tsconfig.json', import.meta.url), 'utf8'));
const aliases = Object.entries(compilerOptions.paths).map(([name, [target]]) => [`^${name}$`, target.replace(/^\./, '<rootDir>')]);

const swc = [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
  },
];

/** Packages that ship ES modules only and are therefore compiled like our own sources. */
const esmOnly = ['@nestjs/', 'file-type/', 'strtok3/', 'token-types/', 'uint8array-extras/', '@tokenizer/', '@borewit/'];

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json'],
  moduleNameMapper: { ...Object.fromEntries(aliases), '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.(t|j|mj)s$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')}))`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  roots: ['<rootDir>/apps', '<rootDir>/bench', '<rootDir>/libs', '<rootDir>/scripts'],
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
};

export default {
  rootDir: import.meta.dirname,
  testTimeout: 20_000,
  maxWorkers: 2,
  projects: [
    { ...base, displayName: 'small', testRegex: ['(?<!\\.redis)\\.spec\\.(ts|mjs)$'] },
    {
      ...base,
      displayName: 'redis',
      testRegex: ['\\.redis\\.spec\\.ts$'],
      globalSetup: '<rootDir>/scripts/jest/redis-up.mjs',
      globalTeardown: '<rootDir>/scripts/jest/redis-down.mjs',
    },
    {
      ...base,
      displayName: 'e2e',
      testRegex: ['\\.e2e-spec\\.(ts|mjs)$'],
      globalSetup: '<rootDir>/scripts/jest/redis-up.mjs',
      globalTeardown: '<rootDir>/scripts/jest/redis-down.mjs',
    },
  ],
};
