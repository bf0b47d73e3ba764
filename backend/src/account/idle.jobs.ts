import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { env } from '../platform/env.js';
import { listen, repeat } from '../platform/jobs.js';
import { Mail } from '../platform/mail.js';
import { TenantService } from '../tenant/tenant.service.js';
import { Account, Membership } from './account.entity.js';
import { STAFF_IDLE } from './account.events.js';
import { IdleService, WARNED_DAYS } from './idle.service.js';

const HOUR_SECONDS = 3_600;

/** Looks every hour for roles that nobody uses, and writes to whose will end. */
@Injectable()
export class IdleJobs implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly idle: IdleService,
    private readonly mail: Mail,
    private readonly tenants: TenantService,
  ) {}

  onModuleInit(): void {
    listen(STAFF_IDLE, 'mail-idle-staff', ({ payload }) => this.tell(payload.accountId!));
    repeat('end-idle-roles', HOUR_SECONDS, () => this.sweep());
  }

  private async sweep(): Promise<void> {
    for (const { id, slug } of await this.tenants.all())
      await current.inTenant(id, slug, () => this.database.transaction(() => this.idle.sweep()));
  }

  private async tell(accountId: string): Promise<void> {
    const { mail } = await this.em.findOneOrFail(Account, accountId);
    const holds = await this.em.count(Membership, { accountId, endedAt: null });
    if (!mail || !holds) return;
    const { slug, fullName } = await this.tenants.own();
    const { protocol, host } = new URL(env.ORIGIN);
    const until = new Date(clock.now().getTime() + WARNED_DAYS * 86_400_000);
    const day = until.toLocaleDateString('de-DE', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
    await this.mail.send({
      to: mail,
      subject: `Ihr Zugang zum Beteiligungsportal ${fullName} endet bald`,
      text: [
        'Guten Tag,',
        '',
        `Sie arbeiten am Beteiligungsportal ${fullName} mit, haben sich aber lange nicht angemeldet.`,
        `Deshalb endet Ihr Zugang am ${day}.`,
        '',
        'Brauchen Sie ihn noch? Dann melden Sie sich vorher einmal an:',
        `${protocol}//${slug}.${host}/arbeitsplatz`,
        '',
        'Brauchen Sie ihn nicht mehr, brauchen Sie nichts zu tun.',
        '',
        fullName,
      ].join('\n'),
    });
  }
}
