// The running programs: the server, and beside it the demo shop.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { language, say } from '../machine/language.mjs';
import { programs } from '../machine/root.mjs';
import { bound } from '../machine/run.mjs';
import { demoKey } from './demo-key.mjs';

/** Longest orderly end of a program in milliseconds; after it, it is killed. */
const patience = 25_000;
const pauseBeforeDemoRestart = 2_000;

/** A program in a session of its own: Ctrl-C reaches this process only, which then ends them in order. */
function startProgram(program, args, env = {}) {
  const [command, all] = bound(process.execPath, ['--enable-source-maps', program, ...args]);
  return spawn(command, all, { detached: true, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production', ...env } });
}

const isOver = (child) => child === undefined || child.exitCode !== null || child.signalCode !== null;

async function end(child, atOnce) {
  if (isOver(child)) return;
  const force = setTimeout(() => child.kill('SIGKILL'), atOnce ? 0 : patience);
  child.kill('SIGTERM');
  await once(child, 'exit');
  clearTimeout(force);
}

/** The address people and the demo shop use on this machine. */
const urlOf = ({ listen, port }) => {
  const host = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[listen] ?? (listen.includes(':') ? `[${listen}]` : listen);
  return `http://${host}:${port}`;
};

export class Product {
  #args;
  #config;
  #server;
  #demo;
  #stopping = false;

  /** @param {string[]} args as given to this start @param config the checked configuration */
  constructor(args, config) {
    this.#args = args;
    this.#config = config;
  }

  /** Runs until the server ends; returns its exit status. */
  async run() {
    this.#server = startProgram(programs.server, this.#args);
    const ended = once(this.#server, 'exit');
    const ready = await this.#untilReady();
    if (ready && this.#config.demo) void this.#runDemo();
    const [code] = await ended;
    await end(this.#demo, false);
    return code ?? 1;
  }

  /** Ends everything in order, the demo shop first; at once when asked a second time. */
  async stop({ atOnce }) {
    this.#stopping = true;
    await end(this.#demo, atOnce);
    await end(this.#server, atOnce);
  }

  /** Waits until events can be sent; false when the server ended before. */
  async #untilReady() {
    while (!isOver(this.#server)) {
      const answer = await fetch(`${urlOf(this.#config)}/readyz`).catch(() => undefined);
      if (answer?.status === 200) return true;
      await sleep(100);
    }
    return false;
  }

  /** Keeps the demo shop running beside the server. */
  async #runDemo() {
    const url = urlOf(this.#config);
    const key = await demoKey(url, this.#config.dataDir);
    while (!this.#stopping && !isOver(this.#server)) {
      this.#demo = startProgram(programs.simulator, ['--to', url, '--lang', language], { TILLWATCH_KEY: key });
      const [code, signal] = await once(this.#demo, 'exit');
      if (this.#stopping || isOver(this.#server)) return;
      const [how, pause] = [signal ?? code, pauseBeforeDemoRestart / 1000];
      console.error(
        say({
          ko: `데모 쇼핑몰이 멈췄습니다 (${how}). ${pause}초 뒤 다시 시작합니다`,
          en: `The demo shop ended (${how}); it starts again in ${pause} s`,
        }),
      );
      await sleep(pauseBeforeDemoRestart);
    }
  }
}
