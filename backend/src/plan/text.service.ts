import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { Journal } from '../platform/journal.js';
import { notFound, Problem } from '../platform/problem.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { sha256OfCanonical } from '../register/canonical.js';
import type { StructuredText } from './blocks.js';
import { EvidenceService, type LaidOut } from './evidence.service.js';
import { keepParagraphs } from './kept-paragraphs.js';
import { checkKey } from './key.js';
import { PlanText, TextVersion, type VersionBlock } from './plan.entity.js';
import { canEditPlan } from './plan.policy.js';
import { firstVersion, isUnchanged, nextVersion, withoutHistory } from './versions.js';

export interface TextName {
  /** Part of its address: small letters, digits and hyphens. */
  key: string;
  title: string;
}

export type TextDraft = TextName & { text: StructuredText };

/** Texts of numbered paragraphs; a new version keeps the identity of the paragraphs that stayed. */
@Injectable()
export class TextService {
  constructor(
    private readonly em: EntityManager,
    private readonly procedures: ProcedureService,
    private readonly evidence: EvidenceService,
    private readonly journal: Journal,
  ) {}

  /** Lays out a new text. Throws `plan-text.key-taken`. */
  async add(procedureId: string, { text, ...name }: TextDraft): Promise<string> {
    const planText = await this.begin(procedureId, name);
    await this.layOut(planText, 1, firstVersion(text.blocks));
    return planText.id;
  }

  /** A new text without a version. Throws `plan-text.key-taken`. */
  async begin(procedureId: string, { key, title }: TextName): Promise<PlanText> {
    const procedure = await this.editable(procedureId);
    checkKey(key, title);
    if (await this.em.findOne(PlanText, { procedure, key })) throw new Problem('plan-text.key-taken');

    const position = await this.em.count(PlanText, { procedure });
    const draft = { id: randomUUID(), procedure, key, title, position };
    return this.em.create(PlanText, draft as never, { persist: true });
  }

  /** Lays out the next version of a text. Throws `plan-text.not-found`, `plan-text.unchanged`. */
  async replace(procedureId: string, { key, text }: Pick<TextDraft, 'key' | 'text'>): Promise<void> {
    const planText = await this.find(procedureId, key);
    const last = await this.lastOf(planText);
    if (!last) return this.layOut(planText, 1, firstVersion(text.blocks));
    if (isUnchanged(last.blocks, text.blocks)) throw new Problem('plan-text.unchanged');

    const blocks = nextVersion(last.blocks, text.blocks);
    if (last.laidOutAt) return this.layOut(planText, last.version + 1, blocks);
    // Only prepared: nobody outside has seen it, so there is nothing that changed.
    last.blocks = withoutHistory(blocks);
    last.sha256 = sha256OfCanonical(last.blocks);
    this.note(planText, last.version);
    await this.evidence.changed(procedureId);
  }

  /** The newest version of a text; null while it is being written for the first time. */
  lastOf(text: PlanText): Promise<TextVersion | null> {
    return this.em.findOne(TextVersion, { text }, { orderBy: { version: 'desc' } });
  }

  /** Locks the text, so that of two people who change it one comes after the other. Throws `plan-text.not-found`. */
  async find(procedureId: string, key: string): Promise<PlanText> {
    const procedure = await this.editable(procedureId);
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const planText = await this.em.findOne(PlanText, { procedure, key }, { lockMode });
    if (!planText) throw notFound('plan-text');
    return planText;
  }

  private async layOut(planText: PlanText, version: number, blocks: VersionBlock[]): Promise<void> {
    const sha256 = sha256OfCanonical(blocks);
    const content = textContent(planText, { version, sha256 });
    const evidence = await this.evidence.laidOutIn(planText.procedure as Procedure, content);
    const row = { text: planText, version, blocks, sha256, ...evidence };
    this.em.create(TextVersion, row as never, { persist: true });
    if (evidence.laidOutAt) await keepParagraphs(this.em, planText, { version, blocks });
    this.note(planText, version, evidence.laidOutAt !== null);
  }

  private note({ id, title, procedure }: PlanText, version: number, isOut = false): void {
    const said = { scopeId: procedure.id, subjectId: id, after: { title, version } };
    this.journal.note(isOut ? 'text.laid-out' : 'text.prepared', said);
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
