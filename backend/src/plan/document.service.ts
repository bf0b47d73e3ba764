import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Files } from '../platform/files.js';
import { notFound, Problem } from '../platform/problem.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { sha256 as sha256Of } from '../register/canonical.js';
import { EvidenceService, type LaidOut } from './evidence.service.js';
import { checkKey } from './key.js';
import { MAX_PDF_BYTES, readPdf } from './pdf-text.js';
import { DocumentVersion, PlanDocument, type DocumentKind } from './plan.entity.js';
import { canEditPlan } from './plan.policy.js';

export interface DocumentFile {
  /** A PDF. */
  content: Buffer;
  /** As BCP 47 writes it: `de`, `en`, `de-x-leicht`. */
  language: string;
}

export interface DocumentDraft extends DocumentFile {
  /** Part of its address: small letters, digits and hyphens. */
  key: string;
  title: string;
  kind: DocumentKind;
}

/** The files that are laid out, with SHA-256 and every version. */
@Injectable()
export class DocumentService {
  constructor(
    private readonly em: EntityManager,
    private readonly procedures: ProcedureService,
    private readonly files: Files,
    private readonly evidence: EvidenceService,
  ) {}

  /** Lays out a new document. Throws `document.key-taken` and the problems of a PDF. */
  async add(procedureId: string, { key, title, kind, ...file }: DocumentDraft): Promise<string> {
    const procedure = await this.editable(procedureId);
    checkKey(key, title);
    if (await this.em.findOne(PlanDocument, { procedure, key })) throw new Problem('document.key-taken');

    const position = await this.em.count(PlanDocument, { procedure });
    const document = { id: randomUUID(), procedure, key, title, kind, position };
    await this.layOut(this.em.create(PlanDocument, document as never, { persist: true }), 1, file);
    return document.id;
  }

  /** Lays out a new version; the one before stays readable. Throws `document.not-found`, `document.unchanged`. */
  async replace(procedureId: string, key: string, file: DocumentFile): Promise<void> {
    const document = await this.find(procedureId, key);
    const last = await this.em.findOneOrFail(DocumentVersion, { document }, { orderBy: { version: 'desc' } });
    const isSame = sha256Of(file.content) === last.sha256 && !last.takenDownAt;
    if (isSame) throw new Problem('document.unchanged');
    await this.layOut(document, last.version + 1, file);
  }

  /** Takes all versions of a document down; that it was there, and until when, stays on record. */
  async takeDown(procedureId: string, key: string): Promise<void> {
    const document = await this.find(procedureId, key);
    const versions = await this.em.find(DocumentVersion, { document, takenDownAt: null });
    for (const version of versions) {
      Object.assign(version, await this.evidence.takenDown(documentContent(document, version)));
    }
  }

  private async layOut(
    document: PlanDocument,
    version: number,
    { content, language }: DocumentFile,
  ): Promise<void> {
    const { pages } = await readPdf(content);
    const keeping = { tenantId: current.tenantId, maxBytes: MAX_PDF_BYTES };
    const { key: fileKey, size, sha256 } = await this.files.put(Readable.from([content]), keeping);
    const evidence = await this.evidence.laidOut(documentContent(document, { version, sha256 }));

    const text = pages.join('\f');
    const row = {
      document,
      version,
      language,
      pages: pages.length,
      size,
      sha256,
      fileKey,
      text,
      ...evidence,
    };
    this.em.create(DocumentVersion, row as never, { persist: true });
  }

  /** Locks the document, so that of two people who replace it one comes after the other. */
  private async find(procedureId: string, key: string): Promise<PlanDocument> {
    const procedure = await this.editable(procedureId);
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const document = await this.em.findOne(PlanDocument, { procedure, key }, { lockMode });
    if (!document) throw notFound('document');
    return document;
  }

  private async editable(procedureId: string): Promise<Procedure> {
    const procedure = await this.procedures.find(procedureId);
    authorize(canEditPlan, procedure);
    return procedure;
  }
}

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
