import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Account } from '../account/account.entity.js';
import { StandingService } from '../contribution/standing.service.js';
import { VoiceReceiptService } from '../contribution/voice-receipt.service.js';
import { Mail } from '../platform/mail.js';
import { TenantService, townAddress } from '../tenant/tenant.service.js';
import type { VoiceKind } from './report.entity.js';

/** Letters of a town to those who take part in its dialogues, where an address is known. */
@Injectable()
export class DialoguePost {
  constructor(
    private readonly em: EntityManager,
    private readonly mail: Mail,
    private readonly tenants: TenantService,
    private readonly receipts: VoiceReceiptService,
    private readonly standing: StandingService,
  ) {}

  /** Where the author of something can be reached: the address given with it, or that of the account. */
  async addressOf(kind: VoiceKind, id: string): Promise<string | null> {
    const { email } = await this.receipts.authorOf(kind, id);
    if (email) return email;
    const { said } = await this.standing.find(kind, id);
    const account = said.accountId ? await this.em.findOne(Account, { id: said.accountId }) : null;
    return account?.mail ?? null;
  }

  /** Sends a letter in the town's name; false where there is no address. `home` is the address of the town's portal. */
  async send(
    to: string | null,
    subject: string,
    says: (home: string) => Promise<string[]>,
  ): Promise<boolean> {
    if (!to) return false;
    const town = await this.tenants.own();
    const text = [
      'Guten Tag,',
      ...(await says(townAddress(town.slug))),
      `Freundliche Grüße\n${town.contact.name}\n${town.fullName}`,
    ];
    await this.mail.send({ to, subject, text: text.join('\n\n') });
    return true;
  }
}
