import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { env } from '../platform/env.js';
import { listen } from '../platform/jobs.js';
import { Mail } from '../platform/mail.js';
import { TenantService } from '../tenant/tenant.service.js';
import { INVITED } from './account.events.js';
import { Invitation } from './invitation.entity.js';
import { codeOf } from './invitation.service.js';

/** Mails the link of an invitation. */
@Injectable()
export class InvitationJobs implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly mail: Mail,
    private readonly tenants: TenantService,
  ) {}

  onModuleInit(): void {
    listen(INVITED, 'mail-invitation', ({ payload }) => this.send(payload.invitationId!));
  }

  private async send(id: string): Promise<void> {
    const invitation = await this.em.findOne(Invitation, { id });
    if (!invitation?.isOpen(clock.now())) return;
    const { slug, fullName } = await this.tenants.own();
    const { protocol, host } = new URL(env.ORIGIN);
    await this.mail.send({
      to: invitation.mail,
      subject: `Einladung: Beteiligungsportal ${fullName}`,
      text: [
        'Guten Tag,',
        '',
        `${fullName} lädt Sie ein, am Beteiligungsportal mitzuarbeiten.`,
        'Bitte öffnen Sie diese Adresse und melden Sie sich mit dieser E-Mail-Adresse an:',
        '',
        `${protocol}//${slug}.${host}/einladung/${id}/${codeOf(invitation)}`,
        '',
        'Die Einladung gilt 14 Tage und nur einmal. Kennen Sie sie nicht, brauchen Sie nichts zu tun.',
        '',
        fullName,
      ].join('\n'),
    });
  }
}
