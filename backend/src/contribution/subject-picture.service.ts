import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Files } from '../platform/files.js';
import { invalid } from '../platform/problem.js';
import { Upload } from '../platform/upload.entity.js';
import { UploadService } from '../platform/upload.service.js';
import type { Subject } from './dialogue.entity.js';
import type { SubjectInput } from './dialogue.graphql.js';

const MAX_PIXELS = 50_000_000;
const MAX_BYTES = 8 * 1024 * 1024;
const WIDEST = 2_400;
const PICTURES = ['image/jpeg', 'image/png', 'image/webp'];

/** The picture that a dialogue speaks about: whatever is uploaded is drawn anew, so that only pixels are laid out. */
@Injectable()
export class SubjectPictureService {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
    private readonly uploads: UploadService,
  ) {}

  /** Keeps the picture with its SHA-256 and what it says to those who do not see it. Throws `input.invalid` on `picture` or `alt`. */
  async keep({ fileId, fileToken, alt }: SubjectInput): Promise<Subject> {
    const words = alt?.trim() ?? '';
    if (!fileId) throw invalid('picture', 'picture.missing');
    if (!words) throw invalid('alt', 'picture.without-alt');
    const [file] = await this.uploads.claim([{ id: fileId, token: fileToken ?? '' }], null, 'picture');
    if (!PICTURES.includes(file!.type)) throw invalid('picture', 'picture.wrong-type');
    const { fileKey } = await this.em.findOneOrFail(Upload, { id: fileId });
    const { data, info } = await drawnAnew(Buffer.concat(await this.files.read(fileKey).toArray()));
    const { key, sha256 } = await this.files.put(data, { tenantId: current.tenantId, maxBytes: MAX_BYTES });
    return { kind: 'picture', fileKey: key, sha256, alt: words, width: info.width, height: info.height };
  }
}

async function drawnAnew(bytes: Buffer) {
  const { default: sharp } = await import('sharp');
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize(WIDEST, WIDEST, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 85 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw invalid('picture', 'picture.broken');
    });
}
