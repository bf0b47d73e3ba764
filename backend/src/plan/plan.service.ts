import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { Geometry } from 'geojson';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { boxOf, readGeometry, type PlanGeometry } from './geo.js';
import { DocumentVersion, Paragraph, PlanFeature, PlanMap, TextVersion } from './plan.entity.js';
import { searchable } from './searchable.js';

/** So many positions may what a citizen draws have. */
const MAX_DRAWN_POSITIONS = 2_000;
const BY_POSITION = { orderBy: { position: 'asc' } } as const;

/** What is laid out, for the other features: looked up by identity, or whole for publication. */
@Injectable()
export class PlanService {
  constructor(private readonly em: EntityManager) {}

  /** A paragraph with the title of its text and where it was last laid out; null when the procedure has none such. */
  async findParagraph(procedureId: string, id: string) {
    const procedure = this.procedure(procedureId);
    const paragraph = await this.em.findOne(Paragraph, { id, text: { procedure } }, { populate: ['text'] });
    return (
      paragraph && { id, text: paragraph.text.title, number: paragraph.number, version: paragraph.version }
    );
  }

  /** A document that is laid out now, in its newest version. */
  async findDocument(procedureId: string, id: string) {
    const version = await this.em.findOne(
      DocumentVersion,
      {
        document: { id, procedure: this.procedure(procedureId) },
        laidOutAt: { $ne: null },
        takenDownAt: null,
      },
      { populate: ['document'], orderBy: { version: 'desc' } },
    );
    return version && { title: version.document.title, version: version.version, pages: version.pages };
  }

  /** A feature of the drawing as it is now. */
  async findFeature(procedureId: string, id: string): Promise<{ name: string; geometry: Geometry } | null> {
    const procedure = this.procedure(procedureId);
    const feature = await this.em.findOne(PlanFeature, { procedure, id, removedAt: null });
    return feature && { name: feature.name, geometry: feature.geometry };
  }

  /** A point, line or area that somebody drew. Throws `input.invalid` on `geometry`. */
  shape = (value: unknown): PlanGeometry => readGeometry(value, MAX_DRAWN_POSITIONS);

  /**
   * Everything of a procedure that is or was laid out, in the columns of `pub`; of a draft what is prepared, as it
   * would be laid out now.
   */
  async forPublication(procedureId: string) {
    const procedure = await this.em.findOneOrFail(Procedure, { id: procedureId });
    const map = await this.em.findOne(PlanMap, { procedure });
    const documents = await this.documentsOf(procedure);
    const texts = await this.textsOf(procedure);
    const features = await this.em.find(PlanFeature, { procedure, removedAt: null }, BY_POSITION);
    const titles = new Set([...documents, ...texts].map(({ title }) => title));

    return {
      documents,
      texts,
      features: features.map(({ id, position, name, kind, note, geometry }) => {
        return { id, position, name, kind, note, geometry };
      }),
      layers: map?.layers ?? [],
      outline: map?.outline ? { geometry: map.outline, box: boxOf(map.outline) } : null,
      searchText: [...titles].join(' '),
    };
  }

  private async documentsOf(procedure: Procedure) {
    const versions = await this.em.find(
      DocumentVersion,
      { document: { procedure }, ...shownOf(procedure) },
      { populate: ['document'], orderBy: [{ document: { position: 'asc' } }, { version: 'asc' }] },
    );
    const newest = new Map(versions.map(({ document, version }) => [document.id, version]));

    return versions.map(({ document, ...row }) => ({
      ...pick(document, ['id', 'key', 'title', 'kind', 'position']),
      ...pick(row, ['version', 'language', 'pages', 'size', 'sha256', 'fileKey', 'takenDownAt']),
      laidOutAt: row.laidOutAt ?? clock.now(),
      isCurrent: newest.get(document.id) === row.version,
      text: searchable(row.text),
    }));
  }

  private async textsOf(procedure: Procedure) {
    const versions = await this.em.find(
      TextVersion,
      { text: { procedure }, ...(procedure.publishedAt ? IS_LAID_OUT : {}) },
      { populate: ['text'], orderBy: [{ text: { position: 'asc' } }, { version: 'asc' }] },
    );
    const newest = new Map(versions.map(({ text, version }) => [text.id, version]));

    return versions.map(({ text, version, blocks, laidOutAt }) => ({
      ...pick(text, ['id', 'key', 'title', 'position']),
      ...{ version, blocks, laidOutAt: laidOutAt ?? clock.now() },
      isCurrent: newest.get(text.id) === version,
      plainText: searchable(wordsOf(blocks)),
    }));
  }

  private procedure(id: string): Procedure {
    return this.em.getReference(Procedure, [current.tenantId, id] as never);
  }
}

const IS_LAID_OUT = { laidOutAt: { $ne: null } };

/** What is prepared in a procedure that is public waits for its entry in the register. */
const shownOf = ({ publishedAt }: Procedure) => (publishedAt ? IS_LAID_OUT : { takenDownAt: null });

const wordsOf = (blocks: TextVersion['blocks']): string =>
  blocks.flatMap((block) => (block.kind === 'removed' ? [] : [block.text])).join('\n');

function pick<T, Key extends keyof T>(from: T, keys: readonly Key[]): Pick<T, Key> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, Key>;
}
