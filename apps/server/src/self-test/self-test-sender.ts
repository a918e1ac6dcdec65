import { Injectable } from '@nestjs/common';
import { DoorHealth } from '../health/door-health.js';
import { EventDoor } from '../intake/event-door.js';
import { SELF_TEST_JOURNEY, SELF_TEST_SENDER, SELF_TEST_STAGE } from './self-test-journey.js';

/** Sends the product's own attempt to the door, in the bytes that any shop would send. */
@Injectable()
export class SelfTestSender {
  constructor(
    private readonly door: EventDoor,
    private readonly health: DoorHealth,
  ) {}

  /** @param now ms since the epoch. Never rejects: an attempt that is refused, for whatever reason, does not come through */
  async send(now: number): Promise<void> {
    const event = {
      id: `selftest-${now}`,
      journey: SELF_TEST_JOURNEY.id,
      stage: SELF_TEST_STAGE,
      attempt: `t${now}`,
      outcome: 'ok',
      occurredAt: new Date(now).toISOString(),
    };
    const bytes = Buffer.from(JSON.stringify(event));
    const body = { contentType: 'application/json', contentEncoding: undefined, bytes };
    try {
      const { rejected } = await this.door.take(SELF_TEST_SENDER, body, 'en');
      if (rejected.length > 0) this.health.refused();
      else this.health.answered(202);
    } catch {
      this.health.refused();
    }
  }
}
