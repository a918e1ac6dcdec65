import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

jest.setTimeout(90_000);

const start = join(import.meta.dirname, 'start.mjs');
let folder = '';
const started = [];

/** Runs `npm start`'s script; `output` grows, `ended` settles with its exit status. */
function run(...args) {
  // Kept apart from REDIS_URL of the surroundings: these starts bring up a Redis of their own.
  // And in English, which is what the expectations are written in.
  const env = { ...process.env, TILLWATCH_LANG: 'en' };
  delete env.REDIS_URL;
  const child = spawn(process.execPath, [start, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const program = { child, output: '', ended: once(child, 'exit').then(([code]) => code) };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      program.output += data;
    });
  }
  started.push(program);
  return program;
}

async function until(what, condition, program) {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within a minute: ${what}\n${program.output}`);
    await sleep(50);
  }
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const isReady = (port) =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

/** Process numbers of the server (which holds the data folder) and everything it started. */
function processesOf(data) {
  const { pid } = JSON.parse(readFileSync(join(data, 'lock.json'), 'utf8'));
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  return [pid, ...children];
}

async function startReady(port, data, ...args) {
  const program = run('--port', String(port), '--data', data, ...args);
  await until('ready', () => isReady(port) || program.child.exitCode !== null, program);
  expect(program.child.exitCode).toBeNull();
  return program;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillwatch-start-'));
});
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

describe.each(['SIGTERM', 'SIGINT'])('npm start, told to stop by %s', (signal) => {
  it('leaves nothing behind', async () => {
    const data = join(folder, 'data');
    const port = await freePort();
    const program = await startReady(port, data, '--no-demo');
    const processes = processesOf(data);
    expect(processes.length).toBeGreaterThan(1);
    program.child.kill(signal);
    expect(await program.ended).toBe(0);
    expect(processes.filter(isAlive)).toEqual([]);
    expect(existsSync(join(data, 'lock.json'))).toBe(false);
    expect(existsSync(join(data, 'redis', 'redis.sock'))).toBe(false);
  });
});

it('also leaves nothing running when it is killed, and starts again afterwards', async () => {
  const data = join(folder, 'data');
  const port = await freePort();
  const program = await startReady(port, data, '--no-demo');
  const processes = processesOf(data);
  program.child.kill('SIGKILL');
  await program.ended;
  await until('the end of all', () => !processes.some(isAlive), program);
  await startReady(port, data, '--no-demo');
});

it('refuses a second start on the same data folder, and says which process has it', async () => {
  const data = join(folder, 'data');
  await startReady(await freePort(), data, '--no-demo');
  const second = run('--port', String(await freePort()), '--data', data, '--no-demo');
  expect(await second.ended).toBe(1);
  expect(second.output).toContain(`${data} is in use by process`);
  expect(second.output).toContain('--data DIR');
});

it('says that the port is taken, and how to name another', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const program = run('--port', String(port), '--data', join(folder, 'data'), '--no-demo');
  expect(await program.ended).toBe(1);
  expect(program.output).toContain(`Port ${port} is taken on 127.0.0.1`);
  expect(program.output).toContain(`--port ${port + 1}`);
  server.close();
  await once(server, 'close');
});

it('says every fault of the settings and of the machine at once', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const settings = run('--port', 'abc', '--colour');
  expect(await settings.ended).toBe(1);
  expect(settings.output).toContain('--port: "abc"; expected a whole number');
  expect(settings.output).toContain('--colour: no such option');
  const machine = run('--port', String(await freePort()), '--data', file);
  expect(await machine.ended).toBe(1);
  expect(machine.output).toContain(`${file} is not a folder`);
});
