import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Files } from '../platform/files.js';
import { invalid } from '../platform/problem.js';
import { Upload } from '../platform/upload.entity.js';
import { UploadService } from '../platform/upload.service.js';
import type { Tenant } from '../tenant/tenant.entity.js';
import { canEditTown } from '../tenant/tenant.policy.js';
import { TownSettingsService } from '../tenant/town-settings.service.js';
import type { TownPictureInput } from './town.graphql.js';
import { line } from './town.words.js';

const MAX_PIXELS = 50_000_000;
const WIDEST = 1_600;
const HIGHEST = 1_200;
const MAX_BYTES = 4 * 1024 * 1024;
const PICTURES = ['image/jpeg', 'image/png', 'image/webp'];
/** What a drawing does not need, and what could run, fetch or grow when it is drawn. */
const ACTIVE =
  /<!(?:doctype|entity)|<(?:script|foreignobject|iframe|image|use)\b|\bon\w+\s*=|javascript:|url\s*\(\s*['"]?(?!#)/i;

/** The town's picture: whatever is uploaded is drawn anew as WebP, so that only pixels reach the portal. */
@Injectable()
export class TownPictureService {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
    private readonly uploads: UploadService,
    private readonly settings: TownSettingsService,
  ) {}

  /** Sets the picture and what it says to those who do not see it. Throws `input.invalid` on `picture` or `alt`. */
  async save(version: number, input: TownPictureInput): Promise<Tenant> {
    authorize(canEditTown, null);
    const alt = line(input.alt);
    if (input.remove) {
      const changes = { picture: null, pictureKey: null, pictureAlt: '' };
      return this.settings.save('picture', { version, changes });
    }
    if (!alt) throw invalid('alt', 'picture.without-alt');
    const bytes = await this.bytesOf(input);
    const drawn = bytes && { picture: null, pictureKey: await this.keep(bytes) };
    return this.settings.save('picture', { version, changes: { ...drawn, pictureAlt: alt } });
  }

  private async bytesOf({ fileId, fileToken, svg }: TownPictureInput): Promise<Buffer | null> {
    if (svg) {
      if (!/^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<svg\b/i.test(svg) || ACTIVE.test(svg))
        throw invalid('picture', 'picture.active-svg');
      return Buffer.from(svg);
    }
    if (!fileId) return null;
    const [file] = await this.uploads.claim([{ id: fileId, token: fileToken ?? '' }], null, 'picture');
    if (!PICTURES.includes(file!.type)) throw invalid('picture', 'picture.wrong-type');
    const { fileKey } = await this.em.findOneOrFail(Upload, { id: fileId });
    return Buffer.concat(await this.files.read(fileKey).toArray());
  }

  private async keep(bytes: Buffer): Promise<string> {
    const { default: sharp } = await import('sharp');
    const drawn = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .rotate()
      .resize(WIDEST, HIGHEST, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer()
      .catch(() => {
        throw invalid('picture', 'picture.broken');
      });
    const { key } = await this.files.put(drawn, { tenantId: current.tenantId, maxBytes: MAX_BYTES });
    return key;
  }
}
