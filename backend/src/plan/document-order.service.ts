import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Journal } from '../platform/journal.js';
import { Problem } from '../platform/problem.js';
import { DocumentService } from './document.service.js';
import { checkKey } from './key.js';
import { DocumentVersion, PlanDocument, type DocumentKind } from './plan.entity.js';

/** What documents are called and in which order they stand. */
@Injectable()
export class DocumentOrderService {
  constructor(
    private readonly em: EntityManager,
    private readonly documents: DocumentService,
    private readonly journal: Journal,
  ) {}

  /** Moves a document up (-1) or down (1), past those that are shown. */
  async move(procedureId: string, key: string, by: -1 | 1): Promise<void> {
    const document = await this.documents.find(procedureId, key);
    const { procedure } = document;
    const order = { orderBy: [{ position: 'asc' as const }, { key: 'asc' as const }] };
    const all = await this.em.find(PlanDocument, { procedure }, order);
    const shown = new Set(
      (
        await this.em.find(
          DocumentVersion,
          { document: { procedure }, takenDownAt: null },
          { exclude: ['text'] },
        )
      ).map((version) => version.document.id),
    );
    const from = all.indexOf(document);
    const next = by < 0 ? all.slice(0, from).reverse() : all.slice(from + 1);
    const neighbour = next.find(({ id }) => shown.has(id));
    if (!neighbour) return;
    const to = all.indexOf(neighbour);

    all.splice(from, 1);
    all.splice(to, 0, document);
    all.forEach((one, position) => (one.position = position));
    const said = { before: { position: from + 1 }, after: { title: document.title, position: to + 1 } };
    this.journal.note('document.moved', { scopeId: procedure.id, subjectId: document.id, ...said });
  }

  /**
   * Names a document anew. What was laid out keeps its title: the register committed to it. Throws
   * `document.laid-out`.
   */
  async describe(procedureId: string, key: string, { title, kind }: { title: string; kind: DocumentKind }) {
    const document = await this.documents.find(procedureId, key);
    checkKey(key, title);
    const wasOut = await this.em.count(DocumentVersion, { document, laidOutAt: { $ne: null } });
    if (wasOut && title !== document.title) throw new Problem('document.laid-out');

    const before = { title: document.title, kind: document.kind };
    Object.assign(document, { title, kind });
    const said = { before, after: { title, kind } };
    this.journal.note('document.described', {
      scopeId: document.procedure.id,
      subjectId: document.id,
      ...said,
    });
  }
}
