import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { clock } from '../platform/clock.js';
import { Outbox } from '../platform/outbox.js';
import { RegisterService } from '../register/register.service.js';
import { PLAN_CHANGED } from './plan.events.js';

export interface Evidence {
  sha256: string;
  laidOutAt: Date;
  registerEntryId: string;
  salt: string;
}

/** Makes an entry in the register for what is laid out or taken down, and tells those who listen. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly register: RegisterService,
    private readonly outbox: Outbox,
  ) {}

  /** `content` is what the entry commits to; it contains the SHA-256 of the bytes that were laid out. */
  async laidOut(procedureId: string, sha256: string, content: object): Promise<Evidence> {
    const salt = randomBytes(32);
    const laidOutAt = clock.now();
    const entry = await this.register.append({ kind: 'laid-out', at: laidOutAt, salt, content });
    await this.changed(procedureId);
    return { sha256, laidOutAt, registerEntryId: entry.id, salt: salt.toString('hex') };
  }

  async takenDown(procedureId: string, content: object): Promise<void> {
    await this.register.append({ kind: 'taken-down', at: clock.now(), salt: randomBytes(32), content });
    await this.changed(procedureId);
  }

  changed(procedureId: string): Promise<void> {
    return this.outbox.add(PLAN_CHANGED, { procedureId });
  }
}
