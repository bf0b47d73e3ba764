import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { listen } from '../platform/jobs.js';
import { Mail } from '../platform/mail.js';
import { TenantService, townAddress } from '../tenant/tenant.service.js';
import { INSTITUTION_INVITED } from './account.events.js';
import { InstitutionMember } from './institution.entity.js';
import { codeOfMember } from './institution.service.js';

/** Mails the link of an invitation to speak for an institution. */
@Injectable()
export class InstitutionJobs implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly mail: Mail,
    private readonly tenants: TenantService,
  ) {}

  onModuleInit(): void {
    listen(INSTITUTION_INVITED, 'mail-institution', ({ payload }) => this.send(payload.memberId!));
  }

  private async send(id: string): Promise<void> {
    const member = await this.em.findOne(InstitutionMember, { id }, { populate: ['institution'] });
    if (!member?.isInvited(clock.now())) return;
    const { slug } = await this.tenants.own();
    const { name } = member.institution;
    const part =
      member.role === 'coordinator'
        ? 'Sie können dort Stellungnahmen für diese Institution abgeben und weitere Personen einladen.'
        : 'Sie können dort Stellungnahmen für diese Institution abgeben.';
    await this.mail.send({
      to: member.mail,
      subject: `Einladung: ${name} im Beteiligungsportal`,
      text: [
        'Guten Tag,',
        '',
        `Sie sind eingeladen, im Beteiligungsportal für „${name}“ zu sprechen. ${part}`,
        'Bitte öffnen Sie diese Adresse und melden Sie sich mit dieser E-Mail-Adresse an:',
        '',
        `${townAddress(slug)}/institutionen/einladung/${id}/${codeOfMember(member)}`,
        '',
        'Die Einladung gilt 14 Tage und nur einmal. Kennen Sie sie nicht, brauchen Sie nichts zu tun.',
      ].join('\n'),
    });
  }
}
