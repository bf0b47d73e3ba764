import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { env } from '../platform/env.js';
import { Mail } from '../platform/mail.js';
import { codeOf } from '../register/number.js';
import { Statement, StatementIdentity } from '../statement/statement.entity.js';
import { TenantService } from '../tenant/tenant.service.js';
import { Redaction } from './redaction.entity.js';

/** What the author is told about the copy, where an address was given. */
@Injectable()
export class ReleasePost {
  constructor(
    private readonly em: EntityManager,
    private readonly mail: Mail,
    private readonly tenants: TenantService,
  ) {}

  /** The copy is to be published: until when one may object, and where. */
  async mailShown(id: string): Promise<void> {
    const redaction = await this.em.findOne(Redaction, { id });
    if (redaction?.state !== 'shown') return;
    const last = new Date(redaction.objectUntil!.getTime() - 1);
    const day = last.toLocaleDateString('de-DE', { dateStyle: 'full', timeZone: 'Europe/Berlin' });
    await this.send(id, 'Ihre Stellungnahme soll veröffentlicht werden', ({ home, number, code }) => [
      `aus Ihrer Stellungnahme ${number} haben wir eine Fassung ohne Ihren Namen gemacht. Wir möchten sie veröffentlichen.`,
      `Sie können die Fassung ansehen und bis ${day}, 24 Uhr, widersprechen:\n${home}/quittung/${number}/${code}`,
      'Wenn Sie nicht widersprechen, veröffentlichen wir die Fassung danach.',
    ]);
  }

  /** The copy is public, and where it stands. */
  async mailPublished(id: string): Promise<void> {
    await this.send(id, 'Ihre Stellungnahme ist veröffentlicht', ({ home, number, slug, code }) => [
      `eine Fassung Ihrer Stellungnahme ${number} ohne Ihren Namen ist jetzt öffentlich:\n${home}/verfahren/${slug}/stimmen`,
      `Stand und Antwort: ${home}/quittung/${number}/${code}`,
    ]);
  }

  private async send(id: string, subject: string, says: (about: Told) => string[]): Promise<void> {
    const identity = await this.em.findOne(StatementIdentity, { id });
    if (!identity?.email) return;
    const statement = await this.em.findOneOrFail(Statement, { id }, { populate: ['procedure'] });
    const tenant = await this.tenants.own();
    const { protocol, host } = new URL(env.ORIGIN);
    const { number, tenantId, procedure } = statement;
    const home = `${protocol}//${tenant.slug}.${host}`;
    const told = { home, number, code: codeOf(`${tenantId}|${id}`), slug: procedure.slug };
    const text = [
      'Guten Tag,',
      ...says(told),
      `Freundliche Grüße\n${tenant.contact.name}\n${tenant.fullName}`,
    ];
    await this.mail.send({ to: identity.email, subject: `${subject} (${number})`, text: text.join('\n\n') });
  }
}

interface Told {
  home: string;
  number: string;
  code: string;
  slug: string;
}
