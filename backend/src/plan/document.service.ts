import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { notFound, Problem } from '../platform/problem.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { EvidenceService, type LaidOut } from './evidence.service.js';
import { checkKey } from './key.js';
import { PdfService, type KeptPdf } from './pdf.service.js';
import { DocumentVersion, PlanDocument, type DocumentKind } from './plan.entity.js';
import { canEditPlan } from './plan.policy.js';

export interface DocumentFile {
  /** A PDF. */
  content: Buffer;
  /** As BCP 47 writes it: `de`, `en`, `de-x-leicht`. */
  language: string;
}

export interface DocumentName {
  /** Part of its address: small letters, digits and hyphens. */
  key: string;
  title: string;
  kind: DocumentKind;
}

export type DocumentDraft = DocumentFile & DocumentName;

/** A file that was read and kept already. */
export type KeptFile = KeptPdf & { language: string };

/** The files that are laid out, with SHA-256 and every version; those of a draft are prepared. */
@Injectable()
export class DocumentService {
  constructor(
    private readonly em: EntityManager,
    private readonly procedures: ProcedureService,
    private readonly pdfs: PdfService,
    private readonly evidence: EvidenceService,
    private readonly journal: Journal,
  ) {}

  /** Lays out a new document. Throws `document.key-taken` and the problems of a PDF. */
  async add(procedureId: string, { content, language, ...name }: DocumentDraft): Promise<string> {
    await this.checkName(procedureId, name);
    return this.addKept(procedureId, name, { ...(await this.pdfs.keep(content)), language });
  }

  /** Lays out a new document whose file is kept already. Throws `document.key-taken`. */
  async addKept(procedureId: string, name: DocumentName, file: KeptFile): Promise<string> {
    const procedure = await this.checkName(procedureId, name);
    const position = await this.em.count(PlanDocument, { procedure });
    const draft = { id: randomUUID(), procedure, ...name, position };
    const document = this.em.create(PlanDocument, draft as never, { persist: true });
    await this.layOut(document, 1, file);
    this.note('document.added', document, { after: { ...name, ...told(file) } });
    return draft.id;
  }

  /** Lays out a new version; the one before stays readable. Throws `document.not-found`, `document.unchanged`. */
  async replace(procedureId: string, key: string, { content, language }: DocumentFile): Promise<void> {
    await this.find(procedureId, key);
    await this.replaceKept(procedureId, key, { ...(await this.pdfs.keep(content)), language });
  }

  /** As `replace`, with a file that is kept already. One that is only prepared gives way: nobody has seen it. */
  async replaceKept(procedureId: string, key: string, file: KeptFile): Promise<void> {
    const document = await this.find(procedureId, key);
    const last = await this.em.findOneOrFail(DocumentVersion, { document }, { orderBy: { version: 'desc' } });
    const { language, title } = { language: last.language, title: document.title };
    if (file.sha256 === last.sha256 && !last.takenDownAt) throw new Problem('document.unchanged');
    const before = { title, language, version: last.version, sha256: last.sha256 };

    const isPrepared = !last.laidOutAt && !last.takenDownAt;
    const version = isPrepared ? last.version : last.version + 1;
    if (isPrepared) Object.assign(last, file);
    else await this.layOut(document, version, file);
    this.note('document.replaced', document, { before, after: { title, version, ...told(file) } });
  }

  /** Takes all versions of a document down; that it was there, and until when, stays on record. */
  async takeDown(procedureId: string, key: string, reason = ''): Promise<void> {
    const document = await this.find(procedureId, key);
    const versions = await this.em.find(DocumentVersion, { document, takenDownAt: null });
    for (const version of versions) {
      const evidence = version.laidOutAt
        ? await this.evidence.takenDown(documentContent(document, version))
        : { takenDownAt: clock.now(), takenDownBy: current.actor.accountId };
      Object.assign(version, evidence, { takenDownReason: reason || null });
    }
    this.note('document.removed', document, { before: { title: document.title }, after: { reason } });
  }

  /** Locks the document, so that of two people who replace it one comes after the other. */
  async find(procedureId: string, key: string): Promise<PlanDocument> {
    const procedure = await this.editable(procedureId);
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const document = await this.em.findOne(PlanDocument, { procedure, key }, { lockMode });
    if (!document) throw notFound('document');
    return document;
  }

  /** A procedure whose plan the actor may change. */
  async editable(procedureId: string): Promise<Procedure> {
    const procedure = await this.procedures.find(procedureId);
    authorize(canEditPlan, procedure);
    return procedure;
  }

  private async layOut(document: PlanDocument, version: number, file: KeptFile): Promise<void> {
    const content = documentContent(document, { version, sha256: file.sha256 });
    const evidence = await this.evidence.laidOutIn(document.procedure as Procedure, content);
    const row = { document, version, ...file, ...evidence };
    this.em.create(DocumentVersion, row as never, { persist: true });
  }

  private async checkName(procedureId: string, { key, title }: DocumentName): Promise<Procedure> {
    const procedure = await this.editable(procedureId);
    checkKey(key, title);
    if (await this.em.findOne(PlanDocument, { procedure, key })) throw new Problem('document.key-taken');
    return procedure;
  }

  private note(action: string, document: PlanDocument, { before, after }: Said): void {
    const about = { scopeId: document.procedure.id, subjectId: document.id };
    this.journal.note(action, { ...about, before: before ?? null, after });
  }
}

interface Said {
  before?: Record<string, unknown>;
  after: Record<string, unknown>;
}

const told = ({ sha256, pages, language }: KeptFile) => ({ sha256, pages, language });

/** What the register commits to when a version of a document is laid out or taken down. */
export const documentContent = (
  document: PlanDocument,
  { version, sha256 }: Pick<LaidOut, 'version' | 'sha256'>,
): LaidOut => ({
  procedure: document.procedure.id,
  document: document.id,
  title: document.title,
  version,
  sha256,
});
