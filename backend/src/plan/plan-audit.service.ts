import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Files } from '../platform/files.js';
import type { Claim, Report } from '../register/audit.service.js';
import { sha256OfCanonical } from '../register/canonical.js';
import { documentContent } from './document.service.js';
import { DocumentVersion, TextVersion } from './plan.entity.js';
import { textContent } from './text.service.js';

/** Compares what the current tenant laid out and took down with its hashes; shows what the register committed to. */
@Injectable()
export class PlanAuditService {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
  ) {}

  async audit(report: Report): Promise<Claim[]> {
    return [...(await this.documents(report)), ...(await this.texts(report))];
  }

  private async documents(report: Report): Promise<Claim[]> {
    const versions = await this.em.find(DocumentVersion, {}, { populate: ['document'], exclude: ['text'] });
    const claims: Claim[] = [];
    for (const version of versions) {
      const owner = `document ${version.document.key} version ${version.version} (${version.id})`;
      if (!(await this.files.isIntact(version.fileKey, version.sha256)))
        report(`The file of ${owner} is missing or not as it was laid out.`);
      const content = documentContent(version.document, version);
      const { registerEntryId, salt: laidOutSalt } = version;
      if (registerEntryId && laidOutSalt)
        claims.push({ entryId: registerEntryId, kind: 'laid-out', owner, salt: laidOutSalt, content });
      const { takenDownEntryId: entryId, takenDownSalt: salt } = version;
      if (entryId && salt) claims.push({ entryId, kind: 'taken-down', owner, salt, content });
    }
    return claims;
  }

  private async texts(report: Report): Promise<Claim[]> {
    const versions = await this.em.find(TextVersion, {}, { populate: ['text'] });
    return versions.flatMap(({ id, text, version, blocks, sha256, salt, registerEntryId: entryId }) => {
      const owner = `text ${text.key} version ${version} (${id})`;
      if (sha256OfCanonical(blocks) !== sha256)
        report(`The paragraphs of ${owner} are not as they were laid out.`);
      const content = textContent(text, { version, sha256 });
      return entryId && salt ? { entryId, kind: 'laid-out', owner, salt, content } : [];
    });
  }
}
