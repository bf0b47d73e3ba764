import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { current } from '../platform/current.js';
import { Files } from '../platform/files.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound } from '../platform/problem.js';
import { Upload } from '../platform/upload.entity.js';
import type { Statement } from '../statement/statement.entity.js';
import { burnt, pageOf, pagesOf, REDACTABLE } from './page-images.js';
import type { Area, Copy } from './redaction.entity.js';
import { COPY_DROPPED } from './release.events.js';

const MAX_COPY_BYTES = 60 * 1024 * 1024;

/** An attachment that is to be published, with what is to be black on it. */
export interface ChosenFile {
  uploadId: string;
  areas: Area[];
}

/** Attachments and their public copies. */
@Injectable()
export class CopiesService {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
    private readonly outbox: Outbox,
  ) {}

  /** Makes the copies anew, each under a name that tells nothing. Throws `input.invalid` on `files`. */
  async make(statement: Statement, chosen: ChosenFile[]): Promise<Copy[]> {
    const copies: Copy[] = [];
    for (const { uploadId, areas } of chosen) {
      const upload = await this.uploadOf(statement, uploadId);
      if (!upload || !REDACTABLE.includes(upload.type)) throw invalid('files', 'release.not-redactable');
      if (upload.scan === 'infected') throw invalid('files', 'release.infected');
      const bytes = await this.bytesOf(upload.fileKey);
      const copy = await burnt(bytes, upload.type, areas).catch(() => {
        throw invalid('files', 'release.not-redactable');
      });
      const limits = { tenantId: current.tenantId, maxBytes: MAX_COPY_BYTES };
      const { key, sha256, size } = await this.files.put(copy, limits);
      const position = statement.files.findIndex(({ id }) => id === uploadId) + 1;
      const name = `Anlage ${position}.${ENDINGS[upload.type]}`;
      copies.push({ id: randomUUID(), uploadId, name, type: upload.type, areas, key, sha256, size });
    }
    return copies;
  }

  /** Forgets the bytes of copies once the running transaction is through. */
  async drop(copies: Copy[]): Promise<void> {
    for (const { key } of copies) await this.outbox.add(COPY_DROPPED, { key });
  }

  /** One page of the original as a picture, for who makes the copy. Throws `file.not-found`. */
  async page(statement: Statement, uploadId: string, number: number): Promise<Buffer> {
    const upload = await this.uploadOf(statement, uploadId);
    if (!upload || upload.scan === 'infected' || !REDACTABLE.includes(upload.type)) throw notFound('file');
    return pageOf(await this.bytesOf(upload.fileKey), upload.type, number);
  }

  /** How many pages can be marked; 0 where the file cannot be published at all. */
  async pageCount(statement: Statement, uploadId: string): Promise<number> {
    const upload = await this.uploadOf(statement, uploadId);
    if (!upload || upload.scan === 'infected' || !REDACTABLE.includes(upload.type)) return 0;
    return pagesOf(await this.bytesOf(upload.fileKey), upload.type).catch(() => 0);
  }

  private uploadOf(statement: Statement, id: string): Promise<Upload | null> {
    return this.em.findOne(Upload, { id, ownerId: statement.id });
  }

  private async bytesOf(key: string): Promise<Buffer> {
    return Buffer.concat(await this.files.read(key).toArray());
  }
}

const ENDINGS: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};
