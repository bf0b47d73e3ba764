import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { notFound, Problem } from '../platform/problem.js';
import { sha256OfCanonical } from '../register/canonical.js';
import type { Block, ParagraphBlock, StructuredText } from './blocks.js';
import { wordChanges } from './changes.js';
import { EvidenceService } from './evidence.service.js';
import { matchParagraphs } from './identity.js';
import { PlanText, TextVersion, type VersionBlock } from './plan.entity.js';
import { canEditPlan } from './plan.policy.js';

/** Texts of numbered paragraphs; a new version keeps the identity of the paragraphs that stayed. */
@Injectable()
export class TextService {
  constructor(
    private readonly em: EntityManager,
    private readonly evidence: EvidenceService,
  ) {}

  /** Lays out a new text. Throws `plan-text.key-taken`. */
  async add(
    procedureId: string,
    { key, title, text }: { key: string; title: string; text: StructuredText },
  ): Promise<string> {
    authorize(canEditPlan, procedureId);
    if (await this.em.findOne(PlanText, { procedureId, key })) throw new Problem('plan-text.key-taken');

    const position = await this.em.count(PlanText, { procedureId });
    const planText = this.em.create(PlanText, {
      id: randomUUID(),
      procedureId,
      key,
      title,
      position,
    } as never);
    this.em.persist(planText);
    await this.layOut(planText, { version: 1, blocks: text.blocks.map((block) => fresh(block)) });
    return planText.id;
  }

  /** Lays out the next version of a text. Throws `plan-text.not-found`. */
  async replace(procedureId: string, { key, text }: { key: string; text: StructuredText }): Promise<void> {
    authorize(canEditPlan, procedureId);
    const planText = await this.em.findOne(PlanText, { procedureId, key });
    if (!planText) throw notFound('plan-text');

    const [last] = await this.em.find(
      TextVersion,
      { textId: planText.id },
      { orderBy: { version: 'desc' }, limit: 1 },
    );
    const blocks = nextVersion(last!.blocks, text.blocks);
    await this.layOut(planText, { version: last!.version + 1, blocks });
  }

  private async layOut(planText: PlanText, { version, blocks }: { version: number; blocks: VersionBlock[] }) {
    const sha256 = sha256OfCanonical(blocks);
    const { id, title, procedureId } = planText;
    const proof = await this.evidence.laidOut(procedureId, sha256, { text: id, title, version, sha256 });
    this.em.persist(this.em.create(TextVersion, { textId: id, version, blocks, ...proof } as never));
  }
}

/** The blocks of a new version: what stayed keeps its identity, what changed shows it, what is gone stands where it was. */
export function nextVersion(before: readonly VersionBlock[], after: readonly Block[]): VersionBlock[] {
  const known = before.filter((block) => block.kind === 'paragraph');
  const paragraphs = after.filter((block): block is ParagraphBlock => block.kind === 'paragraph');
  const { matches, removed } = matchParagraphs(
    known,
    paragraphs.map(({ text }) => text),
  );
  const pending = new Map(removed.map(({ id, text }) => [id, text]));
  const blocks: VersionBlock[] = [];

  let paragraph = 0;
  for (const block of after) {
    if (block.kind === 'heading') {
      blocks.push(block);
      continue;
    }
    const match = matches[paragraph++]!;
    if (match.id) blocks.push(...goneBefore(known, match.id, pending));
    const diff = match.change === 'changed' ? wordChanges(match.before, block.text) : null;
    blocks.push({ ...block, id: match.id ?? randomUUID(), change: match.change, diff });
  }
  return [...blocks, ...[...pending.values()].map((text) => ({ kind: 'removed' as const, text }))];
}

/** The removed paragraphs that stood directly before a paragraph that stayed. */
function goneBefore(
  known: readonly { id: string }[],
  id: string,
  pending: Map<string, string>,
): VersionBlock[] {
  const gone: VersionBlock[] = [];
  for (let at = known.findIndex((block) => block.id === id) - 1; at >= 0; at -= 1) {
    const text = pending.get(known[at]!.id);
    if (text === undefined) break;
    pending.delete(known[at]!.id);
    gone.unshift({ kind: 'removed', text });
  }
  return gone;
}

const fresh = (block: Block): VersionBlock =>
  block.kind === 'heading' ? block : { ...block, id: randomUUID(), change: null, diff: null };
