import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { current } from '../platform/current.js';
import { publicCopy, smallPicture } from '../platform/file-copies.js';
import { nameFor } from '../platform/file-kinds.js';
import { Files } from '../platform/files.js';
import { Outbox } from '../platform/outbox.js';
import type { Upload } from '../platform/upload.entity.js';
import { UploadService } from '../platform/upload.service.js';
import { Contribution, type ShownFile } from './contribution.entity.js';
import { CONTRIBUTION_CHANGED } from './contribution.events.js';

const MAX_COPY_BYTES = 60 * 1024 * 1024;

/** What everybody may see of files that came with a contribution: copies, never what was sent. */
@Injectable()
export class ContributionCopiesService {
  constructor(
    private readonly em: EntityManager,
    private readonly uploads: UploadService,
    private readonly files: Files,
    private readonly outbox: Outbox,
  ) {}

  /** Scans the files of a contribution and makes the copies that it lacks; again changes nothing. Throws when the scanner is silent. */
  async make(id: string): Promise<void> {
    const contribution = await this.em.findOneOrFail(Contribution, { id });
    const uploads = await this.uploads.scanned(id);
    const copies: ShownFile[] = [];
    for (const { id: fileId } of contribution.files) {
      const upload = uploads.find((one) => one.id === fileId);
      const known = contribution.copies.find(({ uploadId }) => uploadId === fileId);
      if (known) copies.push(known);
      else if (upload && upload.scan !== 'infected') copies.push(...(await this.copyOf(upload)));
    }
    contribution.copies = copies;
    await this.outbox.add(CONTRIBUTION_CHANGED, { contributionId: id });
  }

  /** One, or none where no safe copy can be made. */
  private async copyOf({ id, fileKey, name, type }: Upload): Promise<ShownFile[]> {
    const bytes = Buffer.concat(await this.files.read(fileKey).toArray());
    const copy = await publicCopy(bytes, type);
    if (!copy) return [];
    const small = await smallPicture(copy, type);
    const { key, size } = await this.keep(copy);
    return [
      {
        ...{ id: randomUUID(), uploadId: id, name: nameFor(name, type), type, size, key },
        small: small && (await this.keep(small)).key,
      },
    ];
  }

  private keep(bytes: Buffer) {
    return this.files.put(bytes, { tenantId: current.tenantId, maxBytes: MAX_COPY_BYTES });
  }
}
