import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { mac } from '../platform/mac.js';
import { Problem } from '../platform/problem.js';
import { CommentIdentity, ContributionIdentity } from './contribution.entity.js';
import type { FoundVoice } from './standing.service.js';
import { Suspension } from './suspension.entity.js';

/** By what somebody who wrote can be told apart from others; neither is known of many. */
export interface Author {
  accountId: string | null;
  addressHash: string | null;
}

/** Whether somebody may take part in dialogues at this time. Statements, reports and appeals never ask it. */
@Injectable()
export class SuspensionService {
  constructor(private readonly em: EntityManager) {}

  /** Refuses who is suspended, by account or by the address that they give. Throws `contribution.suspended`. */
  async refuse(email: string | null): Promise<void> {
    const { accountId } = current.actor;
    if (!accountId && !email?.trim()) return;
    if (await this.running({ accountId, addressHash: email?.trim() ? addressHash(email) : null }))
      throw new Problem('contribution.suspended');
  }

  /** The suspension that lasts longest of those that run. */
  async running({ accountId, addressHash }: Author): Promise<Suspension | null> {
    const who = [...(accountId ? [{ accountId }] : []), ...(addressHash ? [{ addressHash }] : [])];
    if (!who.length) return null;
    return this.em.findOne(
      Suspension,
      { $or: who, endedAt: null, until: { $gt: clock.now() } },
      { orderBy: { until: 'desc' } },
    );
  }

  /** Who wrote something, as far as that is known. */
  async authorOf({ kind, said }: FoundVoice): Promise<Author> {
    const Identity = kind === 'comment' ? CommentIdentity : ContributionIdentity;
    const identity = await this.em.findOne(Identity, { id: said.id });
    return { accountId: said.accountId ?? null, addressHash: identity && addressHash(identity.email) };
  }
}

/** Keyed and of one town: it names nobody, and two towns cannot put theirs together. */
const addressHash = (email: string): string =>
  mac('codeKey', `suspension|${current.tenantId}|${email.trim().toLowerCase()}`).toString('hex');
