import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { allowedKinds, kindOf, safeName } from '../platform/file-kinds.js';
import { Files } from '../platform/files.js';
import { mac } from '../platform/mac.js';
import { invalid } from '../platform/problem.js';
import { MAX_FILE_BYTES, MAX_FILES, type StatementFile } from './content.js';
import { Upload } from './statement.entity.js';
import type { UploadClaim } from './statement.graphql.js';
import { canUpload } from './statement.policy.js';

const KEPT_DAYS = 7;

export interface UploadReceipt {
  id: string;
  token: string;
  name: string;
  size: number;
  type: string;
}

/** Files in quarantine: uploaded while a draft is written, taken over when the statement is sent. */
@Injectable()
export class UploadService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly files: Files,
  ) {}

  /** Keeps one file. Throws `file.too-large`, `file.wrong-type`, `file.empty`. */
  async keep(name: string, content: Readable): Promise<UploadReceipt> {
    const stored = await this.files.put(content, { tenantId: current.tenantId, maxBytes: MAX_FILE_BYTES });
    const kind = stored.size > 0 ? await kindOf(this.files.read(stored.key)) : null;
    if (!kind || !allowedKinds.includes(kind)) {
      await this.files.delete(stored.key);
      throw invalid('files', stored.size > 0 ? 'file.wrong-type' : 'file.empty');
    }
    return this.database.transaction(async () => {
      authorize(canUpload, null);
      const upload = {
        id: randomUUID(),
        name: safeName(name),
        type: kind,
        size: stored.size,
        sha256: stored.sha256,
      };
      this.em.persist(
        this.em.create(Upload, { ...upload, fileKey: stored.key, uploadedAt: clock.now() } as never),
      );
      return { ...upload, token: tokenOf(upload.id) };
    });
  }

  /** The files that a sender claims, in their order. Throws `input.invalid` on `files`. */
  async claim(claims: UploadClaim[]): Promise<StatementFile[]> {
    if (!claims.length) return [];
    if (claims.length > MAX_FILES) throw invalid('files', 'file.too-many');
    if (claims.some(({ id, token }) => token !== tokenOf(id))) throw invalid('files', 'file.unknown');

    const uploads = await this.em.find(Upload, { id: { $in: claims.map(({ id }) => id) } });
    return claims.map(({ id }) => {
      const upload = uploads.find((known) => known.id === id);
      if (!upload) throw invalid('files', 'file.unknown');
      const { name, type, size, sha256 } = upload;
      return { id, name, type, size, sha256 };
    });
  }

  /** Removes files that no statement took over within seven days, in the current tenant. */
  async sweep(): Promise<void> {
    const before = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000);
    const rows = await this.database.rows<{ file_key: string }>(
      'delete from upload where statement_id is null and uploaded_at < ? returning file_key',
      [before],
    );
    for (const { file_key } of rows) await this.files.delete(file_key);
  }
}

const tokenOf = (id: string) => mac('codeKey', `upload|${id}`).toString('hex').slice(0, 32);
