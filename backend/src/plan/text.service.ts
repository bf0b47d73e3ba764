import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { notFound, Problem } from '../platform/problem.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { sha256OfCanonical } from '../register/canonical.js';
import type { StructuredText } from './blocks.js';
import { EvidenceService, type LaidOut } from './evidence.service.js';
import { checkKey } from './key.js';
import { Paragraph, PlanText, TextVersion, type VersionBlock } from './plan.entity.js';
import { canEditPlan } from './plan.policy.js';
import { firstVersion, isParagraph, isUnchanged, nextVersion } from './versions.js';

export interface TextDraft {
  /** Part of its address: small letters, digits and hyphens. */
  key: string;
  title: string;
  text: StructuredText;
}

/** Texts of numbered paragraphs; a new version keeps the identity of the paragraphs that stayed. */
@Injectable()
export class TextService {
  constructor(
    private readonly em: EntityManager,
    private readonly procedures: ProcedureService,
    private readonly evidence: EvidenceService,
  ) {}

  /** Lays out a new text. Throws `plan-text.key-taken`. */
  async add(procedureId: string, { key, title, text }: TextDraft): Promise<string> {
    const procedure = await this.editable(procedureId);
    checkKey(key, title);
    if (await this.em.findOne(PlanText, { procedure, key })) throw new Problem('plan-text.key-taken');

    const position = await this.em.count(PlanText, { procedure });
    const draft = { id: randomUUID(), procedure, key, title, position };
    const planText = this.em.create(PlanText, draft as never, { persist: true });
    await this.layOut(planText, 1, firstVersion(text.blocks));
    return draft.id;
  }

  /** Lays out the next version of a text. Throws `plan-text.not-found`, `plan-text.unchanged`. */
  async replace(procedureId: string, { key, text }: Pick<TextDraft, 'key' | 'text'>): Promise<void> {
    const procedure = await this.editable(procedureId);
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const planText = await this.em.findOne(PlanText, { procedure, key }, { lockMode });
    if (!planText) throw notFound('plan-text');

    const newest = { orderBy: { version: 'desc' } } as const;
    const last = await this.em.findOneOrFail(TextVersion, { text: planText }, newest);
    if (isUnchanged(last.blocks, text.blocks)) throw new Problem('plan-text.unchanged');
    await this.layOut(planText, last.version + 1, nextVersion(last.blocks, text.blocks));
  }

  private async layOut(planText: PlanText, version: number, blocks: VersionBlock[]): Promise<void> {
    const sha256 = sha256OfCanonical(blocks);
    const evidence = await this.evidence.laidOut(textContent(planText, { version, sha256 }));
    const row = { text: planText, version, blocks, sha256, ...evidence };
    this.em.create(TextVersion, row as never, { persist: true });
    await this.keepParagraphs(planText, version, blocks);
  }

  /** Notes where each paragraph stands now; one that is gone stays noted where it stood last. */
  private async keepParagraphs(text: PlanText, version: number, blocks: VersionBlock[]): Promise<void> {
    const known = new Map(
      (await this.em.find(Paragraph, { text })).map((paragraph) => [paragraph.id, paragraph]),
    );
    for (const { id, number } of blocks.filter(isParagraph)) {
      const paragraph = known.get(id);
      if (paragraph) Object.assign(paragraph, { version, number });
      else this.em.create(Paragraph, { id, text, version, number } as never, { persist: true });
    }
  }

  private async editable(procedureId: string): Promise<Procedure> {
    const procedure = await this.procedures.find(procedureId);
    authorize(canEditPlan, procedure);
    return procedure;
  }
}

/** What the register commits to when a version of a text is laid out. */
export const textContent = (
  { id, title, procedure }: PlanText,
  { version, sha256 }: Pick<LaidOut, 'version' | 'sha256'>,
): LaidOut => ({ procedure: procedure.id, text: id, title, version, sha256 });
