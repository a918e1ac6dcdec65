import { byUrgency, HARMONICS, pulsesOf, RAMP, type Pattern } from './patterns.js';

/** So that the first pulse is not cut. */
const LEAD = 0.05;
/** How fast a sound that is stopped fades, in seconds. */
const FADE = 0.02;

/** Plays patterns, and holds back the most urgent one while the browser does not let the page be heard. */
export class Voice {
  readonly #make: () => AudioContext;
  #context: AudioContext | null = null;
  #wave: PeriodicWave | null = null;
  #out: GainNode | null = null;
  #held: Pattern | null = null;

  constructor(make: () => AudioContext = () => new AudioContext()) {
    this.#make = make;
  }

  /** The browser lets nothing be heard until somebody touches the page. */
  get locked(): boolean {
    return this.#context?.state !== 'running';
  }

  /** Asks the browser to be heard: on load, which a kiosk may grant, and on every touch until it does. Then plays what was held. */
  async unlock(): Promise<void> {
    try {
      this.#context ??= this.#make();
      await this.#context.resume();
    } catch {
      // No sound in this browser, or not yet: the screen says so.
    }
    const held = this.#held;
    if (held === null || this.locked) return;
    this.#held = null;
    this.play(held);
  }

  /** Nothing is scheduled on a context that stands still: it would all sound at once when it starts. */
  play(pattern: Pattern): void {
    const context = this.#context;
    if (!context || this.locked) {
      if (this.#held === null || byUrgency(pattern, this.#held) > 0) this.#held = pattern;
      return;
    }
    this.stop();
    const { pulses, gain } = pulsesOf(pattern);
    const out = context.createGain();
    out.connect(context.destination);
    this.#out = out;
    const begin = context.currentTime + LEAD;
    for (const { at, lasts, hz } of pulses) this.#pulse(context, out, { from: begin + at, until: begin + at + lasts, hz, gain });
  }

  /** Ends what sounds and forgets what is held back. */
  stop(): void {
    this.#held = null;
    if (this.#context) this.#out?.gain.setTargetAtTime(0, this.#context.currentTime, FADE);
    this.#out = null;
  }

  #pulse(context: AudioContext, out: GainNode, pulse: { from: number; until: number; hz: number; gain: number }): void {
    const { from, until, hz, gain } = pulse;
    const ramp = (until - from) * RAMP;
    const [oscillator, envelope] = [context.createOscillator(), context.createGain()];
    this.#wave ??= context.createPeriodicWave(new Float32Array(HARMONICS.length + 1), Float32Array.of(0, ...HARMONICS));
    oscillator.setPeriodicWave(this.#wave);
    oscillator.frequency.value = hz;
    envelope.gain.setValueAtTime(0, from);
    envelope.gain.linearRampToValueAtTime(gain, from + ramp);
    envelope.gain.setValueAtTime(gain, until - ramp);
    envelope.gain.linearRampToValueAtTime(0, until);
    oscillator.connect(envelope).connect(out);
    oscillator.start(from);
    oscillator.stop(until);
  }
}
