import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { Geometry } from 'geojson';

import { Database } from '../platform/database.js';
import { boxOf, readGeometry } from './geo.js';
import { DocumentVersion, PlanDocument, PlanFeature, PlanMap, PlanText, TextVersion } from './plan.entity.js';

/** So many positions may somebody draw. */
const MAX_DRAWN = 1_000;

/** What is laid out, for the other features: looked up by identity, or whole for publication. */
@Injectable()
export class PlanService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
  ) {}

  /** A paragraph of a current text, with the version that is laid out now. */
  async findParagraph(procedureId: string, id: string) {
    const [row] = await this.database.rows<{ text: string; number: number; version: number }>(
      `select t.title as text, (b->>'number')::int as number, v.version
       from text_version v join plan_text t on t.tenant_id = v.tenant_id and t.id = v.text_id,
         jsonb_array_elements(v.blocks) as b
       where t.procedure_id = ? and b->>'id' = ? order by v.version desc limit 1`,
      [procedureId, id],
    );
    return row ? { id, ...row } : null;
  }

  /** A document that is laid out now, in its newest version. */
  async findDocument(procedureId: string, id: string) {
    const document = await this.em.findOne(PlanDocument, { procedureId, id });
    const [version] = document
      ? await this.em.find(
          DocumentVersion,
          { documentId: id, takenDownAt: null },
          { orderBy: { version: 'desc' }, limit: 1 },
        )
      : [];
    return document && version
      ? { title: document.title, version: version.version, pages: version.pages }
      : null;
  }

  /** A feature of the drawing as it is now. */
  async findFeature(procedureId: string, id: string): Promise<{ name: string; geometry: Geometry } | null> {
    return this.em.findOne(PlanFeature, { procedureId, id, removedAt: null });
  }

  /** A point, line or area that somebody drew. Throws `input.invalid` on `geometry`. */
  shape(value: unknown): Geometry {
    return readGeometry(value, MAX_DRAWN);
  }

  /** Everything of a procedure that is or was laid out, in the columns of `pub`. */
  async forPublication(procedureId: string) {
    const map = await this.em.findOne(PlanMap, { id: procedureId });
    const documents = await this.documentsOf(procedureId);
    const texts = await this.textsOf(procedureId);
    const features = await this.em.find(
      PlanFeature,
      { procedureId, removedAt: null },
      { orderBy: { position: 'asc' } },
    );

    return {
      documents,
      texts,
      features: features.map(({ id, position, name, kind, note, geometry }) => ({
        id,
        position,
        name,
        kind,
        note,
        geometry,
      })),
      layers: map?.layers ?? [],
      outline: map?.outline ? { geometry: map.outline, box: boxOf(map.outline) } : null,
      searchText: documents
        .map(({ title }) => title)
        .concat(texts.map(({ title }) => title))
        .join(' '),
    };
  }

  private async documentsOf(procedureId: string) {
    const documents = await this.em.find(PlanDocument, { procedureId });
    const versions = await this.em.find(
      DocumentVersion,
      { documentId: { $in: documents.map(({ id }) => id) } },
      { orderBy: { version: 'asc' } },
    );
    return versions.map(
      ({ documentId, version, language, pages, size, sha256, fileKey, laidOutAt, takenDownAt, text }) => {
        const { id, key, title, kind, position } = documents.find((document) => document.id === documentId)!;
        const isCurrent = !versions.some(
          (other) => other.documentId === documentId && other.version > version,
        );
        return {
          id,
          version,
          key,
          title,
          kind,
          language,
          pages,
          size,
          sha256,
          fileKey,
          laidOutAt,
          takenDownAt,
          position,
          isCurrent,
          text,
        };
      },
    );
  }

  private async textsOf(procedureId: string) {
    const texts = await this.em.find(PlanText, { procedureId });
    const versions = await this.em.find(
      TextVersion,
      { textId: { $in: texts.map(({ id }) => id) } },
      { orderBy: { version: 'asc' } },
    );
    return versions.map(({ textId, version, blocks, laidOutAt }) => {
      const { id, key, title, position } = texts.find((text) => text.id === textId)!;
      const isCurrent = !versions.some((other) => other.textId === textId && other.version > version);
      return { id, version, key, title, isCurrent, laidOutAt, position, blocks, plainText: wordsOf(blocks) };
    });
  }
}

const wordsOf = (blocks: TextVersion['blocks']): string =>
  blocks.flatMap((block) => (block.kind === 'removed' ? [] : [block.text])).join('\n');
