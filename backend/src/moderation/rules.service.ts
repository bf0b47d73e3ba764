import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Membership } from '../account/account.entity.js';
import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { invalid } from '../platform/problem.js';
import { ReleaseRules } from './redaction.entity.js';
import { canSetReleaseRules } from './release.policy.js';

const RELEASERS = ['town-admin', 'planner', 'moderator'] as const;
const MOST_DAYS = 60;

export interface Rules {
  /** Null: wherever the town has two who may release. */
  fourEyes: boolean | null;
  objectionDays: number;
}

/** How the current town releases copies. */
@Injectable()
export class ReleaseRulesService {
  constructor(
    private readonly em: EntityManager,
    private readonly journal: Journal,
  ) {}

  async own(): Promise<Rules> {
    const rules = await this.em.findOne(ReleaseRules, { id: current.tenantId });
    return { fourEyes: rules?.fourEyes ?? null, objectionDays: rules?.objectionDays ?? 0 };
  }

  /** Whether a second person has to release: as the town said, or as soon as it has two who may. */
  async wantsFourEyes(): Promise<boolean> {
    const { fourEyes } = await this.own();
    if (fourEyes !== null) return fourEyes;
    const releasers = await this.em.find(Membership, {
      role: { $in: [...RELEASERS] },
      procedureId: null,
      endedAt: null,
    });
    return new Set(releasers.map(({ accountId }) => accountId)).size > 1;
  }

  /** Throws `canSetReleaseRules.forbidden`, `input.invalid`. */
  async set(rules: Rules): Promise<Rules> {
    authorize(canSetReleaseRules, null);
    const { objectionDays } = rules;
    const isSane = Number.isInteger(objectionDays) && objectionDays >= 0 && objectionDays <= MOST_DAYS;
    if (!isSane) throw invalid('objectionDays', 'release.wrong-days');
    const before = await this.own();
    await this.em.upsert(ReleaseRules, { tenantId: current.tenantId, id: current.tenantId, ...rules });
    this.journal.note('release.rules-set', { before: { ...before }, after: { ...rules } });
    return rules;
  }
}
