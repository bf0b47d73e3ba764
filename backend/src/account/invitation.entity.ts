import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import type { Role } from './account.entity.js';

export const InvitationSchema = defineEntity({
  name: 'Invitation',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'mail'] }],
  properties: {
    ...tenantKey,
    /** In lower case; only who has confirmed this address may accept. */
    mail: p.string().length(254),
    role: p.string().$type<Role>(),
    /** Set where the role is for one procedure only. */
    procedureId: p.uuid().nullable(),
    invitedAt: p.datetime(),
    invitedBy: p.uuid().nullable(),
    expiresAt: p.datetime(),
    acceptedAt: p.datetime().nullable(),
    acceptedBy: p.uuid().nullable(),
    /** Taken back by the town. */
    endedAt: p.datetime().nullable(),
  },
});

/** A role that waits for somebody who has not signed in here yet (Einladung). */
export class Invitation extends InvitationSchema.class {
  isOpen(now: Date): boolean {
    return !this.acceptedAt && !this.endedAt && this.expiresAt > now;
  }

  accept(by: string, at: Date): void {
    this.acceptedAt = at;
    this.acceptedBy = by;
  }

  end(at: Date): void {
    this.endedAt ??= at;
  }
}
InvitationSchema.setClass(Invitation);
