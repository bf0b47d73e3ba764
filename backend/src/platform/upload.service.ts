import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';

import { authorize } from './authorize.js';
import { clock } from './clock.js';
import { current, type Actor } from './current.js';
import { Database } from './database.js';
import { allowedKinds, kindOf, safeName } from './file-kinds.js';
import { Files } from './files.js';
import { Limits } from './limits.js';
import { mac } from './mac.js';
import { invalid, Problem } from './problem.js';
import { scan } from './scanner.js';
import { MAX_FILE_BYTES, MAX_FILES, Upload, type KeptFile } from './upload.entity.js';
import type { UploadClaim } from './upload.graphql.js';

const KEPT_DAYS = 7;

export interface TakenUpload {
  id: string;
  token: string;
  name: string;
  size: number;
  type: string;
}

/** Files in quarantine: uploaded while a draft is written, taken over when it is sent. */
@Injectable()
export class UploadService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly files: Files,
    private readonly limits: Limits,
  ) {}

  /** Keeps one file that somebody sends up. Throws what `keep` throws, `tenant.not-found`, `limit.too-many`. */
  async take(name: string, content: Readable): Promise<TakenUpload> {
    if (!current.visit.tenantId) throw new Problem('tenant.not-found');
    this.limits.count('upload', current.visit.origin);
    return this.keep(name, content);
  }

  /** Keeps one file. Throws `file.too-large`, `file.wrong-type`, `file.empty`. */
  async keep(name: string, content: Readable): Promise<TakenUpload> {
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

  /**
   * The files that a sender claims for what they send, in their order. Throws `input.invalid` on `files`: too many, not
   * their own, or already part of something else.
   */
  async claim(claims: UploadClaim[], ownerId: string | null = null, field = 'files'): Promise<KeptFile[]> {
    if (!claims.length) return [];
    if (claims.length > MAX_FILES) throw invalid(field, 'file.too-many');
    if (claims.some(({ id, token }) => token !== tokenOf(id))) throw invalid(field, 'file.unknown');

    const uploads = await this.em.find(Upload, { id: { $in: claims.map(({ id }) => id) } });
    return claims.map(({ id }) => {
      const upload = uploads.find((known) => known.id === id);
      if (!upload || (upload.ownerId && upload.ownerId !== ownerId)) throw invalid(field, 'file.unknown');
      const { name, type, size, sha256 } = upload;
      return { id, name, type, size, sha256 };
    });
  }

  /** Scans what an owner took over and nobody scanned yet; answers all of it. Throws when the scanner is silent. */
  async scanned(ownerId: string): Promise<Upload[]> {
    const uploads = await this.em.find(Upload, { ownerId }, { orderBy: { uploadedAt: 'asc', id: 'asc' } });
    for (const upload of uploads) upload.scan ??= await scan(this.files.read(upload.fileKey));
    return uploads;
  }

  /** Files that were taken over and that are missing or not as they were sent. */
  async damaged(): Promise<Upload[]> {
    const found: Upload[] = [];
    for (const upload of await this.em.find(Upload, { ownerId: { $ne: null } }))
      if (!(await this.files.isIntact(upload.fileKey, upload.sha256))) found.push(upload);
    return found;
  }

  /** Removes files that nobody took over within seven days, in the current tenant. */
  async sweep(): Promise<void> {
    const before = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000);
    const rows = await this.database.rows<{ file_key: string }>(
      'delete from upload where owner_id is null and uploaded_at < ? returning file_key',
      [before],
    );
    for (const { file_key } of rows) await this.files.delete(file_key);
  }
}

const tokenOf = (id: string) => mac('codeKey', `upload|${id}`).toString('hex').slice(0, 32);

/** Anybody may upload: what is sent may come without an account (design § 5). */
const canUpload = (_actor: Actor, _nothing: null): boolean => true;
