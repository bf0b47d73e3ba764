import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Outbox } from '../platform/outbox.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { RegisterService } from '../register/register.service.js';
import { PLAN_CHANGED } from './plan.events.js';

/** What proves that something was laid out: when, by whom, and the salt that opens the register's entry. */
export interface Evidence {
  laidOutAt: Date;
  laidOutBy: string | null;
  registerEntryId: string;
  salt: string;
}

/** Of what is only prepared: nobody outside can see it, so there is nothing to prove. */
const PREPARED = { laidOutAt: null, laidOutBy: null, registerEntryId: null, salt: null };

/** The same for what was taken down. */
export interface TakenDown {
  takenDownAt: Date;
  takenDownBy: string | null;
  takenDownEntryId: string;
  takenDownSalt: string;
}

/** What was laid out or taken down, as the register commits to it. */
export interface LaidOut {
  procedure: string;
  document?: string;
  text?: string;
  title: string;
  version: number;
  /** SHA-256 (hex) of the file's bytes, or of the text's canonical JSON. */
  sha256: string;
}

/** Makes an entry in the register for what is laid out or taken down, and tells those who listen. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly register: RegisterService,
    private readonly outbox: Outbox,
  ) {}

  /** What is made for a draft is only prepared; it is laid out when the draft becomes public. */
  async laidOutIn(procedure: Procedure, content: LaidOut): Promise<Evidence | typeof PREPARED> {
    if (procedure.publishedAt) return this.laidOut(content);
    await this.changed(procedure.id);
    return PREPARED;
  }

  async laidOut(content: LaidOut): Promise<Evidence> {
    const {
      at: laidOutAt,
      by: laidOutBy,
      entryId: registerEntryId,
      salt,
    } = await this.enter('laid-out', content);
    return { laidOutAt, laidOutBy, registerEntryId, salt };
  }

  async takenDown(content: LaidOut): Promise<TakenDown> {
    const { at, by, entryId, salt } = await this.enter('taken-down', content);
    return { takenDownAt: at, takenDownBy: by, takenDownEntryId: entryId, takenDownSalt: salt };
  }

  changed(procedureId: string): Promise<void> {
    return this.outbox.add(PLAN_CHANGED, { procedureId });
  }

  private async enter(kind: 'laid-out' | 'taken-down', content: LaidOut) {
    const salt = randomBytes(32);
    const at = clock.now();
    const entry = await this.register.append({ kind, at, salt, content });
    await this.changed(content.procedure);
    return { at, by: current.actor.accountId, entryId: entry.id, salt: salt.toString('hex') };
  }
}
