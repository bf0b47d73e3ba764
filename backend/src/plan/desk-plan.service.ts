import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { notFound } from '../platform/problem.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import type { DeskDocument, DeskPlan, DeskText, DeskTextDetail } from './desk-plan.graphql.js';
import { parseText, sourceOf } from './paragraphs.js';
import {
  DocumentVersion,
  PlanDocument,
  PlanFeature,
  PlanMap,
  PlanText,
  PlanUpload,
  TextVersion,
  type VersionBlock,
} from './plan.entity.js';
import { canSeePlan } from './plan.policy.js';
import { firstVersion, isUnchanged, nextVersion } from './versions.js';

const BY_POSITION = { orderBy: { position: 'asc' } } as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The plan of one procedure as the staff works on it. */
@Injectable()
export class DeskPlanService {
  constructor(
    private readonly em: EntityManager,
    private readonly procedures: ProcedureService,
  ) {}

  /** Throws `procedure.not-found` also where the actor does not work in it. */
  async open(slug: string): Promise<DeskPlan> {
    const procedure = await this.seen(slug);
    const map = await this.em.findOne(PlanMap, { procedure });
    const features = await this.em.find(PlanFeature, { procedure, removedAt: null }, BY_POSITION);
    const uploads = await this.em.find(
      PlanUpload,
      { procedure },
      { orderBy: { uploadedAt: 'asc' }, exclude: ['text'] },
    );
    return {
      procedureId: procedure.id,
      isPublic: procedure.publishedAt !== null,
      documents: await this.documentsOf(procedure),
      uploads: uploads.map(({ id, name, pages, size }) => ({ id, name, pages, size })),
      texts: await this.textsOf(procedure),
      outline: map?.outline ?? null,
      features: features.map(({ id, name, kind, note, geometry }) => ({ id, name, kind, note, geometry })),
      layers: map?.layers ?? [],
    };
  }

  /** A text with what is being written. Throws `plan-text.not-found`. */
  async text(slug: string, key: string): Promise<DeskTextDetail> {
    const procedure = await this.seen(slug);
    const text = await this.em.findOne(PlanText, { procedure, key });
    if (!text) throw notFound('plan-text');
    const last = await this.em.findOne(TextVersion, { text }, { orderBy: { version: 'desc' } });
    const written = text.draft ? parseText(text.draft).blocks : null;
    const blocks = written && last ? nextVersion(last.blocks, written) : written && firstVersion(written);

    return {
      ...shownText(text, last),
      procedureId: procedure.id,
      source: text.draft ?? sourceOf(last?.blocks ?? []),
      isUnchanged: written !== null && last !== null && isUnchanged(last.blocks, written),
      blocks: (blocks ?? last?.blocks ?? []).map(shownBlock),
    };
  }

  /** Where the bytes of a version lie. Throws `document.not-found`. */
  async file({ procedure: slug, id, version }: { procedure: string; id: string; version: string }) {
    const procedure = await this.seen(slug);
    const isAddress = UUID.test(id) && /^\d{1,6}$/.test(version);
    const found = isAddress
      ? await this.em.findOne(
          DocumentVersion,
          { document: { id, procedure }, version: Number(version) },
          { populate: ['document'], exclude: ['text'] },
        )
      : null;
    if (!found) throw notFound('document');
    return { title: found.document.title, size: found.size, fileKey: found.fileKey };
  }

  private async seen(slug: string): Promise<Procedure> {
    const procedure = await this.procedures.find(slug);
    authorize(canSeePlan, procedure, 'procedure');
    return procedure;
  }

  private async documentsOf(procedure: Procedure): Promise<DeskDocument[]> {
    const documents = await this.em.find(PlanDocument, { procedure }, BY_POSITION);
    const versions = await this.em.find(
      DocumentVersion,
      { document: { procedure } },
      { orderBy: { version: 'desc' }, exclude: ['text'] },
    );
    const wasSeen = ({ laidOutAt, takenDownAt }: Pick<DocumentVersion, 'laidOutAt' | 'takenDownAt'>) =>
      laidOutAt || !takenDownAt;
    return documents
      .map(({ id, key, title, kind }) => {
        const own = versions.filter(({ document }) => document.id === id).filter(wasSeen);
        return { id, key, title, kind, versions: own.map(shownVersion) };
      })
      .filter((document) => document.versions.length);
  }

  private async textsOf(procedure: Procedure): Promise<DeskText[]> {
    const texts = await this.em.find(PlanText, { procedure }, BY_POSITION);
    const versions = await this.em.find(
      TextVersion,
      { text: { procedure } },
      { orderBy: { version: 'asc' }, exclude: ['blocks'] },
    );
    const newest = new Map(versions.map((version) => [version.text.id, version]));
    return texts
      .map((text) => shownText(text, newest.get(text.id) ?? null))
      .filter(({ version, draftAt }) => version || draftAt);
  }
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

type ShownVersion = Pick<
  DocumentVersion,
  'version' | 'language' | 'pages' | 'size' | 'sha256' | 'laidOutAt' | 'takenDownAt' | 'takenDownReason'
>;

const shownVersion = (row: ShownVersion) => ({
  version: row.version,
  language: row.language,
  pages: row.pages,
  size: row.size,
  sha256: row.sha256,
  laidOutAt: iso(row.laidOutAt),
  takenDownAt: iso(row.takenDownAt),
  takenDownReason: row.takenDownReason ?? null,
});

const shownText = (
  { key, title, draftAt }: PlanText,
  last: Pick<TextVersion, 'version' | 'laidOutAt'> | null,
): DeskText => ({
  key,
  title,
  version: last?.version ?? 0,
  laidOutAt: iso(last?.laidOutAt),
  draftAt: iso(draftAt),
});

const NOTHING = { level: null, id: null, number: null, plain: null, change: null, diff: null };
const shownBlock = (block: VersionBlock) => ({ ...NOTHING, ...block });
