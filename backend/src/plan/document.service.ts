import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { kindOf } from '../platform/file-kinds.js';
import { Files } from '../platform/files.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { EvidenceService } from './evidence.service.js';
import { readPdf } from './pdf-text.js';
import { DocumentVersion, PlanDocument, type DocumentKind } from './plan.entity.js';
import { canEditPlan } from './plan.policy.js';

const MAX_BYTES = 500 * 1024 * 1024;

export interface DocumentDraft {
  key: string;
  title: string;
  kind: DocumentKind;
  language: string;
  /** A PDF. */
  content: Buffer;
}

/** The files that are laid out, with SHA-256 and every version. */
@Injectable()
export class DocumentService {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
    private readonly evidence: EvidenceService,
  ) {}

  /** Lays out a new document. Throws `document.key-taken`, `input.invalid` when it is no PDF. */
  async add(procedureId: string, { key, title, kind, ...file }: DocumentDraft): Promise<string> {
    authorize(canEditPlan, procedureId);
    if (await this.em.findOne(PlanDocument, { procedureId, key })) throw new Problem('document.key-taken');

    const position = await this.em.count(PlanDocument, { procedureId });
    const document = this.em.create(PlanDocument, {
      id: randomUUID(),
      procedureId,
      key,
      title,
      kind,
      position,
    } as never);
    this.em.persist(document);
    await this.layOut(document, file);
    return document.id;
  }

  /** Replaces a document by a new version; the version before stays readable under its address. */
  async replace(
    procedureId: string,
    key: string,
    file: Pick<DocumentDraft, 'language' | 'content'>,
  ): Promise<void> {
    const document = await this.find(procedureId, key);
    await this.layOut(document, file);
  }

  /** Takes a document down; that it was there, and until when, stays on record. */
  async takeDown(procedureId: string, key: string): Promise<void> {
    const document = await this.find(procedureId, key);
    const now = clock.now();
    for (const version of await this.em.find(DocumentVersion, {
      documentId: document.id,
      takenDownAt: null,
    })) {
      version.takenDownAt = now;
      await this.evidence.takenDown(procedureId, { document: document.id, sha256: version.sha256 });
    }
  }

  private async find(procedureId: string, key: string): Promise<PlanDocument> {
    authorize(canEditPlan, procedureId);
    const document = await this.em.findOne(PlanDocument, { procedureId, key });
    if (!document) throw notFound('document');
    return document;
  }

  private async layOut(
    document: PlanDocument,
    { language, content }: Pick<DocumentDraft, 'language' | 'content'>,
  ) {
    if ((await kindOf(Readable.from([content]))) !== 'application/pdf')
      throw invalid('content', 'file.wrong-type');
    const { pages } = await readPdf(content);
    const { key, size, sha256 } = await this.files.put(Readable.from([content]), {
      tenantId: current.tenantId,
      maxBytes: MAX_BYTES,
    });
    const version = 1 + (await this.em.count(DocumentVersion, { documentId: document.id }));
    const proof = await this.evidence.laidOut(document.procedureId, sha256, {
      document: document.id,
      title: document.title,
      version,
      sha256,
    });
    const row = {
      documentId: document.id,
      version,
      language,
      pages: pages.length,
      size,
      fileKey: key,
      ...proof,
    };
    this.em.persist(this.em.create(DocumentVersion, { ...row, text: pages.join('\n') } as never));
  }
}
