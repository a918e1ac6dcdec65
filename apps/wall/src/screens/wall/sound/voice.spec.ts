import { Voice } from './voice.js';

/** What a page's audio is, as far as it is used; counts the pulses that were scheduled. */
class Ear {
  state: 'suspended' | 'running' = 'suspended';
  readonly currentTime = 3;
  readonly destination = {};
  readonly pulses: number[] = [];
  readonly stopped: number[] = [];
  allows = true;

  resume(): Promise<void> {
    if (this.allows) this.state = 'running';
    return Promise.resolve();
  }

  createPeriodicWave(): object {
    return {};
  }

  createGain(): object {
    const gain = { setValueAtTime: () => 0, linearRampToValueAtTime: () => 0, setTargetAtTime: (to: number) => this.stopped.push(to) };
    return { gain, connect: (next: object) => next };
  }

  createOscillator(): object {
    const frequency = { value: 0 };
    const start = () => this.pulses.push(Math.round(frequency.value));
    return { frequency, start, stop: () => 0, setPeriodicWave: () => 0, connect: (next: object) => next };
  }
}

function voiceOf(ear: Ear): Voice {
  return new Voice(() => ear as unknown as AudioContext);
}

describe('the voice of a wall', () => {
  it('schedules nothing while it may not be heard, and then the most urgent pattern once', async () => {
    const ear = Object.assign(new Ear(), { allows: false });
    const voice = voiceOf(ear);
    await voice.unlock();
    expect(voice.locked).toBe(true);
    voice.play('warning');
    voice.play('critical');
    voice.play('recovered');
    expect(ear.pulses).toEqual([]);
    ear.allows = true;
    await voice.unlock();
    expect(ear.pulses).toEqual([523, 523, 523, 659, 659]);
    await voice.unlock();
    expect(ear.pulses).toHaveLength(5);
  });

  it('forgets what it holds, and ends what sounds, when it is stopped', async () => {
    const ear = Object.assign(new Ear(), { allows: false });
    const voice = voiceOf(ear);
    await voice.unlock();
    voice.play('critical');
    voice.stop();
    ear.allows = true;
    await voice.unlock();
    expect(ear.pulses).toEqual([]);
    voice.play('warning');
    voice.stop();
    expect([ear.pulses, ear.stopped]).toEqual([[440, 440, 440], [0]]);
  });

  it('stays locked where there is no audio at all', async () => {
    const voice = new Voice(() => {
      throw new Error('no audio');
    });
    await voice.unlock();
    voice.play('critical');
    expect(voice.locked).toBe(true);
  });
});
