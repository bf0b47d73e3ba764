import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Files } from '../platform/files.js';
import { safeName } from '../platform/file-kinds.js';
import { Journal } from '../platform/journal.js';
import { notFound } from '../platform/problem.js';
import { DocumentService, type DocumentName } from './document.service.js';
import { freeKey } from './key.js';
import type { KeptPdf } from './pdf.service.js';
import { PlanDocument, PlanUpload } from './plan.entity.js';

const KEPT_DAYS = 30;

/** What somebody calls an uploaded file when it becomes a document. */
export interface Naming extends Omit<DocumentName, 'key'> {
  upload: string;
  language: string;
}

/** Files in quarantine: uploaded, checked, and waiting for a name and a kind. */
@Injectable()
export class PlanUploadService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly files: Files,
    private readonly documents: DocumentService,
    private readonly journal: Journal,
  ) {}

  /** Keeps one checked file until it is named. */
  async keep(procedureId: string, fileName: string, file: KeptPdf): Promise<string> {
    const procedure = await this.documents.editable(procedureId);
    const id = randomUUID();
    const row = { id, procedure, name: safeName(fileName), ...file, uploadedAt: clock.now() };
    this.em.create(PlanUpload, row as never, { persist: true });
    return id;
  }

  /** Makes documents of uploads, in their order. Throws `upload.not-found` and the problems of a document. */
  async takeIn(procedureId: string, namings: Naming[]): Promise<void> {
    const procedure = await this.documents.editable(procedureId);
    const taken = new Set((await this.em.find(PlanDocument, { procedure })).map(({ key }) => key));
    for (const { upload: id, title, kind, language } of namings) {
      const upload = await this.find(procedureId, id);
      const key = freeKey(title, taken);
      taken.add(key);
      const { pages, text, size, sha256, fileKey } = upload;
      const file = { pages, text, size, sha256, fileKey, language };
      await this.documents.addKept(procedureId, { key, title: title.trim(), kind }, file);
      await this.database.rows('delete from plan_upload where id = ?', [id]);
    }
  }

  /** Forgets an upload and its file. */
  async discard(procedureId: string, id: string): Promise<void> {
    const { fileKey, name, sha256 } = await this.find(procedureId, id);
    await this.database.rows('delete from plan_upload where id = ?', [id]);
    this.journal.note('upload.discarded', { scopeId: procedureId, before: { name, sha256 } });
    await this.files.delete(fileKey);
  }

  /** Forgets what nobody named within thirty days, in the current tenant. */
  async sweep(): Promise<void> {
    const before = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000);
    const rows = await this.database.rows<{ file_key: string }>(
      'delete from plan_upload where uploaded_at < ? returning file_key',
      [before],
    );
    for (const { file_key } of rows) await this.files.delete(file_key);
  }

  private async find(procedureId: string, id: string): Promise<PlanUpload> {
    const procedure = await this.documents.editable(procedureId);
    const upload = await this.em.findOne(PlanUpload, { id, procedure });
    if (!upload) throw notFound('upload');
    return upload;
  }
}
