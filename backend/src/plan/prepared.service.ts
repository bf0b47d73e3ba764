import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Journal } from '../platform/journal.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { documentContent } from './document.service.js';
import { EvidenceService } from './evidence.service.js';
import { keepParagraphs } from './kept-paragraphs.js';
import { DocumentVersion, TextVersion } from './plan.entity.js';
import { textContent } from './text.service.js';

/** Lays out what was prepared while its procedure was a draft. */
@Injectable()
export class PreparedService {
  constructor(
    private readonly em: EntityManager,
    private readonly evidence: EvidenceService,
    private readonly journal: Journal,
  ) {}

  /** Does nothing as long as the procedure is a draft; what is laid out already stays as it is. */
  async layOut(procedureId: string): Promise<void> {
    // One after the other: two jobs would each make an entry in the register.
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const procedure = await this.em.findOne(Procedure, { id: procedureId }, { lockMode });
    if (!procedure?.publishedAt) return;

    const isPrepared = { laidOutAt: null };
    const files = { document: { procedure }, takenDownAt: null, ...isPrepared };
    for (const version of await this.em.find(DocumentVersion, files, { populate: ['document'] })) {
      const { document } = version;
      Object.assign(version, await this.evidence.laidOut(documentContent(document, version)));
      this.note('document.laid-out', procedureId, document);
    }
    const texts = { text: { procedure }, ...isPrepared };
    for (const version of await this.em.find(TextVersion, texts, { populate: ['text'] })) {
      const { text } = version;
      Object.assign(version, await this.evidence.laidOut(textContent(text, version)));
      await keepParagraphs(this.em, text, version);
      this.note('text.laid-out', procedureId, text);
    }
  }

  private note(action: string, scopeId: string, { id, title }: { id: string; title: string }): void {
    this.journal.note(action, { scopeId, subjectId: id, after: { title } });
  }
}
