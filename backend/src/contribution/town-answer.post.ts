import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Mail } from '../platform/mail.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { TenantService, townAddress } from '../tenant/tenant.service.js';
import { Contribution, ContributionIdentity } from './contribution.entity.js';
import { TownAnswer, type Becomes } from './town-answer.entity.js';
import { voiceCode } from './voice.js';

const SAYS: Record<Becomes, string> = {
  examined: 'Wir prüfen, was daraus werden kann.',
  planned: 'Was Sie vorschlagen, wird umgesetzt.',
  done: 'Was Sie vorschlagen, ist umgesetzt.',
  partly: 'Was Sie vorschlagen, wird zum Teil umgesetzt.',
  declined: 'Was Sie vorschlagen, wird nicht umgesetzt. Den Grund lesen Sie hier.',
  weighing: 'Ihr Beitrag geht in die Abwägung ein.',
  elsewhere: 'Dafür ist eine andere Stelle zuständig.',
  noted: 'Ihr Beitrag wurde zur Kenntnis genommen.',
};

/** Tells each author what the town answered, where an address was given. */
@Injectable()
export class TownAnswerPost {
  constructor(
    private readonly em: EntityManager,
    private readonly mail: Mail,
    private readonly tenants: TenantService,
  ) {}

  async tell(answerId: string, contributionId: string): Promise<void> {
    const identity = await this.em.findOne(ContributionIdentity, { id: contributionId });
    if (!identity?.email) return;
    const { becomes, text, office } = await this.em.findOneOrFail(TownAnswer, { id: answerId });
    const { number, title, procedureId } = await this.em.findOneOrFail(Contribution, { id: contributionId });
    const { slug } = await this.em.findOneOrFail(Procedure, { id: procedureId });
    const town = await this.tenants.own();
    const receipt = `${townAddress(town.slug)}/verfahren/${slug}/dialog/quittung/${number}/${voiceCode('contribution', contributionId)}`;
    const said = [
      'Guten Tag,',
      `${office} hat auf Ihren Beitrag ${number} „${title}“ geantwortet. ${SAYS[becomes]}`,
      ...(text ? [text] : []),
      `Ihr Beitrag und alle Schritte bis heute:\n${receipt}`,
      `Freundliche Grüße\n${office}\n${town.fullName}`,
    ];
    await this.mail.send({
      to: identity.email,
      subject: `Antwort auf Ihren Beitrag ${number}`,
      text: said.join('\n\n'),
    });
  }
}
