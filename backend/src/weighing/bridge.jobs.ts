import { Injectable, type OnModuleInit } from '@nestjs/common';

import { listen } from '../platform/jobs.js';
import { TAKEN_DECIDED, TAKEOVER_DUE } from './bridge.events.js';
import { TakeoverService } from './takeover.service.js';

/** What follows at the bridge: the next contributions are taken, and a decision goes back to where it was said. */
@Injectable()
export class BridgeJobs implements OnModuleInit {
  constructor(private readonly takeovers: TakeoverService) {}

  onModuleInit(): void {
    listen(TAKEOVER_DUE, 'take-contributions', ({ payload }) => this.takeovers.goOn(payload.takeoverId!));
    listen(TAKEN_DECIDED, 'answer-taken', ({ payload }) => this.takeovers.bringBack(payload.statementId!));
  }
}
