import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLoopback } from './app-config.js';
import { ConfigError } from './config-error.js';
import { installRoot } from './install-root.js';
import { loadConfig, type ConfigSources } from './load-config.js';
import { SETTINGS } from './settings.js';

describe('loadConfig', () => {
  let root = '';
  const load = (sources: ConfigSources = {}) => loadConfig({ env: {}, cwd: root, root, ...sources });
  const faultsOf = (sources: ConfigSources): readonly string[] => {
    try {
      load(sources);
    } catch (error) {
      if (error instanceof ConfigError) return error.message.split('\n');
      throw error;
    }
    return [];
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tillwatch-config-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('has a default for everything and is frozen', () => {
    const config = load();
    expect(config).toEqual({
      port: 3210,
      listen: '127.0.0.1',
      publicUrl: undefined,
      dataDir: join(root, '.data'),
      redisUrl: undefined,
      redisServerBin: 'redis-server',
      redisLibPath: undefined,
      configDirs: [join(root, 'config')],
      demo: true,
      timeZone: 'Asia/Seoul',
      logLevel: 'info',
      eventsPerSecond: 50_000,
      outboundAllow: [],
    });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.configDirs)).toBe(true);
  });

  it('lets the command line win over the environment, and the environment over the file', () => {
    writeFileSync(join(root, 'tillwatch.yaml'), 'port: 1\nlisten: 0.0.0.0\ntimeZone: Europe/Berlin\n');
    const config = load({ args: ['--port', '3'], env: { TILLWATCH_PORT: '2', TILLWATCH_LISTEN: '::1' } });
    expect(config).toMatchObject({ port: 3, listen: '::1', timeZone: 'Europe/Berlin' });
  });

  it.each([
    [['--port=4'], { port: 4 }],
    [['--no-demo'], { demo: false }],
    [['--no-demo', '--demo'], { demo: true }],
  ])('understands %j', (args, expected) => {
    expect(load({ args })).toMatchObject(expected);
  });

  it('starts relative paths from where they were said', () => {
    mkdirSync(join(root, 'overlay'));
    writeFileSync(join(root, 'overlay', 'tillwatch.yaml'), 'dataDir: kept\nredisServerBin: ./bin/redis\n');
    const config = load({ args: ['--config', 'overlay'] });
    expect(config.configDirs).toEqual([join(root, 'config'), join(root, 'overlay')]);
    expect(config.dataDir).toBe(join(root, 'overlay', 'kept'));
    expect(config.redisServerBin).toBe(join(root, 'overlay', 'bin', 'redis'));
  });

  it('lists every fault of every place at once', () => {
    writeFileSync(join(root, 'tillwatch.yaml'), 'prot: 1\neventsPerSecond: -1\n');
    const faults = faultsOf({
      args: ['--port', 'abc', '--colour', '--no-listen', '--config', 'nowhere'],
      env: { TILLWATCH_TIME_ZONE: 'Mars/Olympus', REDIS_URL: 'localhost', TILLWATCH_LOG_LEVEL: 'loud', TILLWATCH_DEMO: 'perhaps' },
    });
    const file = join(root, 'tillwatch.yaml');
    expect(faults.map((fault) => fault.split('; expected')[0])).toEqual([
      '--colour: no such option',
      '--no-listen: no such option',
      `${file}: prot: no such setting`,
      '--port: "abc"',
      'REDIS_URL: "localhost"',
      '--config: "nowhere"',
      'TILLWATCH_DEMO: "perhaps"',
      'TILLWATCH_TIME_ZONE: "Mars/Olympus"',
      'TILLWATCH_LOG_LEVEL: "loud"',
      `${file}: eventsPerSecond: -1`,
    ]);
    expect(faults[3]).toContain('a whole number from 0 to 65535');
  });

  it('says them in Korean too', () => {
    try {
      load({ args: ['--port', 'abc', '--colour'] });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      expect(error.text.en).toBe(error.message);
      expect(error.text.ko.split('\n')).toEqual([
        '--colour: 없는 옵션입니다 (쓸 수 있는 것: --port, --listen, --public-url, --data, --config, --demo)',
        '--port: "abc" (0부터 65535까지의 정수여야 합니다)',
      ]);
    }
    expect.assertions(2);
  });

  it('calls a file that is no mapping or no YAML by its name', () => {
    const file = join(root, 'tillwatch.yaml');
    writeFileSync(file, '- 1');
    expect(faultsOf({})).toEqual([`${file}: not a mapping; expected one key per setting`]);
    writeFileSync(file, 'port: [');
    expect(faultsOf({})[0]).toContain(file);
  });

  it('takes an option without its value for a fault', () => {
    expect(faultsOf({ args: ['--port'] })).toEqual(['--port: ""; expected a whole number from 0 to 65535']);
  });
});

test.each(Object.entries(SETTINGS))('%s is explained in Korean as well as in English', (_, { expected, help }) => {
  for (const { ko, en } of [expected, help]) {
    expect(ko).toMatch(/[가-힣]/);
    expect(en).toMatch(/^[^가-힣]+$/);
  }
});

test('the installation folder is the one with the package.json of the product', () => {
  expect(loadConfig({ env: {} }).configDirs[0]).toBe(join(installRoot(), 'config'));
  expect(() => installRoot('/')).toThrow('No tillwatch package.json above /');
});

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.0.0.1.example.org', false],
])('%s is loopback: %s', (listen, expected) => {
  expect(isLoopback(listen)).toBe(expected);
});
