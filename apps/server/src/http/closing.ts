import { Injectable, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';

/** Whether the server is about to end: new requests are refused, those under way are answered. */
@Injectable()
export class Closing implements OnModuleDestroy, BeforeApplicationShutdown {
  private begun = false;

  get hasBegun(): boolean {
    return this.begun;
  }

  onModuleDestroy(): void {
    this.begun = true;
  }

  beforeApplicationShutdown(): void {
    this.begun = true;
  }
}
