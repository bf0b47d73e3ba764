import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { marked } from 'marked';

import { Account } from '../account/account.entity.js';
import { isFresh } from '../account/account.policy.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { pdf, type Content } from '../platform/pdf.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { PUBLICATION_DUE } from '../procedure/procedure.events.js';
import { canPublishProcedure } from '../procedure/procedure.policy.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { DocumentService } from './document.service.js';
import { PlanDocument } from './plan.entity.js';
import { ReadinessService } from './readiness.service.js';

export interface PublicationWish {
  /** The instant (UTC) at which it is to become public; null: now. */
  at: Date | null;
  /** Why it becomes public although something obligatory is missing; empty where nothing is. */
  reason: string;
}

const NOTICE_KEY = 'bekanntmachung';

/** Makes a procedure public, now or at a time, when everything obligatory is there or somebody answers for what is not. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly em: EntityManager,
    private readonly readiness: ReadinessService,
    private readonly procedures: ProcedureService,
    private readonly documents: DocumentService,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Throws `canPublishProcedure.forbidden`, `sign-in.not-fresh`, `procedure.already-public`, and `procedure.not-ready`
   * with the codes of what is missing where nobody answers for it.
   */
  async publish(slug: string, { at, reason }: PublicationWish): Promise<Procedure> {
    const procedure = await this.find({ slug });
    authorize(canPublishProcedure, procedure);
    if (!isFresh(current.actor)) throw new Problem('sign-in.not-fresh');
    if (procedure.publishedAt) throw new Problem('procedure.already-public');
    if (at && at <= clock.now()) throw invalid('at', 'procedure.time-is-over');
    await this.refuseUnready(procedure, at ?? clock.now(), reason.trim());
    return at ? this.schedule(procedure, at) : this.open(procedure);
  }

  /** Takes a planned publication back. Nothing happens where none is planned. */
  async cancel(slug: string): Promise<Procedure> {
    const procedure = await this.find({ slug });
    authorize(canPublishProcedure, procedure);
    if (!procedure.publishAt) return procedure;
    this.note('procedure.unscheduled', procedure, { publishAt: procedure.publishAt });
    procedure.publishAt = null;
    return procedure;
  }

  /** The time of a planned publication has come: in the name of who planned it, if it still holds and nothing is missing. */
  async publishDue(id: string, at: string): Promise<void> {
    const procedure = await this.find({ id });
    if (procedure.publishedAt || procedure.publishAt?.toISOString() !== at) return;
    const actor = { ...current.actor, accountId: procedure.publishedBy!, roles: ['planner'] };
    await current.run({ ...current.visit, actor }, async () => {
      const missing = await this.missing(procedure, procedure.publishAt!);
      if (missing.length && !procedure.override) return void (procedure.publishAt = null);
      await this.open(procedure);
    });
  }

  private async schedule(procedure: Procedure, at: Date): Promise<Procedure> {
    procedure.publishAt = at;
    procedure.publishedBy = current.actor.accountId;
    this.note('procedure.scheduled', procedure, { publishAt: at });
    await this.outbox.addLater(PUBLICATION_DUE, { procedureId: procedure.id, at: at.toISOString() }, at);
    return procedure;
  }

  private async open(procedure: Procedure): Promise<Procedure> {
    procedure.publishedBy = current.actor.accountId;
    this.note('procedure.published', procedure, { address: procedure.slug });
    await this.procedures.publish(procedure.id);
    if (procedure.notice) await this.layOutNotice(procedure);
    return procedure;
  }

  private async missing(procedure: Procedure, at: Date): Promise<string[]> {
    const all = await this.readiness.of(procedure, at);
    return all.filter(({ state }) => state === 'missing').map(({ code }) => code);
  }

  private async refuseUnready(procedure: Procedure, at: Date, reason: string): Promise<void> {
    const missing = await this.missing(procedure, at);
    if (!missing.length) return void (procedure.override = null);
    if (!reason)
      throw new Problem('procedure.not-ready', Object.fromEntries(missing.map((code) => [code, code])));
    const { name } = await this.em.findOneOrFail(Account, { id: current.actor.accountId! });
    const accountId = current.actor.accountId!;
    procedure.override = { at: clock.now().toISOString(), accountId, name, reason, missing };
    this.note('procedure.overridden', procedure, { reason, missing });
  }

  /** The notice is laid out with the documents, so that its bytes stand in the register (§ 3 (2) s. 5 BauGB). */
  private async layOutNotice(procedure: Procedure): Promise<void> {
    if (await this.em.findOne(PlanDocument, { procedure, key: NOTICE_KEY })) return;
    const content = await pdf(`Bekanntmachung: ${procedure.title}`, paperOf(procedure.notice));
    const document = { key: NOTICE_KEY, title: 'Bekanntmachung', kind: 'notice', language: 'de' } as const;
    await this.documents.add(procedure.id, { ...document, content });
  }

  private async find(where: { slug: string } | { id: string }): Promise<Procedure> {
    const procedure = await this.em.findOne(Procedure, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!procedure) throw notFound('procedure');
    return procedure;
  }

  private note(action: string, { id }: Procedure, after: Record<string, unknown>): void {
    this.journal.note(action, { scopeId: id, subjectId: id, after });
  }
}

/** A notice's Markdown on paper: headings, paragraphs and lists. */
export function paperOf(markdown: string): Content[] {
  return marked.lexer(markdown).flatMap((token): Content[] => {
    if (token.type === 'heading')
      return [{ text: wordsOf(token.text as string), style: token.depth === 1 ? 'title' : 'heading' }];
    if (token.type === 'list')
      return [
        { ul: (token.items as { text: string }[]).map(({ text }) => wordsOf(text)), margin: [0, 4, 0, 6] },
      ];
    return 'text' in token ? [{ text: wordsOf(token.text as string), margin: [0, 0, 0, 8] }] : [];
  });
}

const wordsOf = (markdown: string): string =>
  markdown.replaceAll('**', '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
