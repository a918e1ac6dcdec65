import { Injectable } from '@nestjs/common';
import type { LocalisedText } from '@tillwatch/domain';

/** Says why a part is not ready; undefined while it is. A probe that throws or takes too long is not ready either. */
export type Probe = () => Promise<LocalisedText | undefined> | LocalisedText | undefined;

/** How long a probe may take, in milliseconds. */
const PATIENCE_MS = 1_500;

const NO_ANSWER: LocalisedText = { ko: '응답이 없습니다', en: 'does not answer' };

/** One part that is not ready. */
export interface Unready {
  readonly part: string;
  readonly reason: LocalisedText;
}

/** Whether events can be sent and numbers be read. Each part that has a say registers a probe. */
@Injectable()
export class Readiness {
  private readonly probes = new Map<string, Probe>();

  /** Adds what must hold for the server to be ready. `part` is a word that people can search for. */
  require(part: string, probe: Probe): void {
    this.probes.set(part, probe);
  }

  /** The parts that are not ready; none while all are. */
  async missing(): Promise<Unready[]> {
    const asked = await Promise.all([...this.probes].map(async ([part, probe]) => ({ part, reason: await ask(probe) })));
    return asked.flatMap(({ part, reason }) => (reason === undefined ? [] : [{ part, reason }]));
  }
}

async function ask(probe: Probe): Promise<LocalisedText | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<LocalisedText>((resolve) => {
    timer = setTimeout(() => resolve(NO_ANSWER), PATIENCE_MS);
  });
  try {
    return await Promise.race([Promise.resolve(probe()), tooLong]);
  } catch {
    return NO_ANSWER;
  } finally {
    clearTimeout(timer);
  }
}
