import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { env } from '../platform/env.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { Membership, type Role } from './account.entity.js';
import { STAFF_IDLE } from './account.events.js';

const DAY_MS = 86_400_000;
/** So long before a role ends the person is told. */
export const WARNED_DAYS = 14;

interface Idle {
  id: string;
  accountId: string;
  name: string;
  role: Role;
  procedureId: string | null;
  /** The last sign-in, or the grant where that was later (UTC). */
  last: Date;
  warnedAt: Date | null;
}

/** Roles that nobody uses end by themselves: what is forgotten is what is stolen (BSI ORP.4.A2). */
@Injectable()
export class IdleService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Ends the roles of who has not signed in for `STAFF_IDLE_DAYS`, and tells a fortnight before whose will end, in the
   * current tenant. Who is told late gets the whole fortnight; the admin who came last always stays.
   */
  async sweep(): Promise<void> {
    const now = clock.now().getTime();
    const idle = await this.idleSince(new Date(now - (env.STAFF_IDLE_DAYS - WARNED_DAYS) * DAY_MS));
    const stays = await this.lastAdmin();
    const told = new Set<string>();
    for (const one of idle) {
      if (one.accountId === stays && one.role === 'town-admin') continue;
      if (!one.warnedAt || one.warnedAt < one.last) {
        await this.em.nativeUpdate(Membership, { id: one.id }, { warnedAt: clock.now() });
        told.add(one.accountId);
      } else if (
        now - +one.last >= env.STAFF_IDLE_DAYS * DAY_MS &&
        now - +one.warnedAt >= WARNED_DAYS * DAY_MS
      ) {
        await this.em.nativeUpdate(Membership, { id: one.id }, { endedAt: clock.now() });
        const { accountId: subjectId, procedureId: scopeId, name, role } = one;
        this.journal.note('role.ended-idle', { scopeId, subjectId, before: { name, role } });
      }
    }
    for (const accountId of told) await this.outbox.add(STAFF_IDLE, { accountId });
  }

  /** Roles that are held by who came last at `before` or earlier. */
  private async idleSince(before: Date): Promise<Idle[]> {
    const rows = await this.database.rows<
      Omit<Idle, 'last' | 'warnedAt'> & { last: string; warnedAt: string | null }
    >(
      `select m.id, m.account_id as "accountId", a.name, m.role, m.procedure_id as "procedureId",
         ${LAST} as last, m.warned_at as "warnedAt"
       from membership m join account a on a.id = m.account_id where m.ended_at is null and ${LAST} <= ?
       order by m.id for update of m`,
      [before],
    );
    // Rows of plain SQL carry times as text.
    return rows.map((row) => ({
      ...row,
      last: new Date(row.last),
      warnedAt: row.warnedAt === null ? null : new Date(row.warnedAt),
    }));
  }

  private async lastAdmin(): Promise<string | null> {
    const [admin] = await this.database.rows<{ accountId: string }>(
      `select m.account_id as "accountId" from membership m join account a on a.id = m.account_id
       where m.ended_at is null and m.role = 'town-admin' and m.procedure_id is null order by ${LAST} desc, m.id limit 1`,
    );
    return admin?.accountId ?? null;
  }
}

const LAST = 'greatest(m.granted_at, coalesce(a.signed_in_at, m.granted_at))';
