import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Files } from '../platform/files.js';
import { notFound, Problem } from '../platform/problem.js';
import { DocumentVersion, Paragraph, PlanFeature, TextVersion } from '../plan/plan.entity.js';
import { parseNumber } from '../register/number.js';
import { Upload } from '../platform/upload.entity.js';
import { Statement } from '../statement/statement.entity.js';
import type { CaseDetail, CaseFileType, CaseSpot, Since } from './case-detail.graphql.js';
import { canSeeAuthor, canWorkOnCasesOf } from './case.policy.js';

const isDisclosed = true as const;
const LAID_OUT = { laidOutAt: { $ne: null } };

/** What stands around a statement: its places as they are now, its files, its neighbours. */
@Injectable()
export class CaseDetailService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly files: Files,
  ) {}

  /** Of a statement that whoever asks has opened already. */
  async of(statementId: string): Promise<CaseDetail> {
    const statement = await this.em.findOneOrFail(
      Statement,
      { id: statementId },
      { populate: ['procedure'] },
    );
    return {
      isDisclosed,
      places: await this.placesOf(statement),
      origin: statement.origin ?? null,
      files: await this.filesOf(statement),
      newer: await this.neighbour(statement, '>'),
      older: await this.neighbour(statement, '<'),
      mayHandOut: canSeeAuthor(current.actor, statement),
    };
  }

  /** An attachment as it was sent. Throws `file.not-found`, `file.not-scanned`, `file.withheld`. */
  async read(number: string, fileId: string): Promise<{ content: Readable; name: string; type: string }> {
    const spoken = parseNumber(number) ?? '';
    const statement = await this.em.findOne(Statement, { number: spoken }, { populate: ['procedure'] });
    authorize(canWorkOnCasesOf, { id: statement?.procedure.id ?? '' }, 'file');
    const known = statement?.files.find(({ id }) => id === fileId);
    const upload = known && (await this.em.findOne(Upload, { id: known.id }));
    if (!upload) throw notFound('file');
    if (!upload.scan) throw new Problem('file.not-scanned');
    if (upload.scan === 'infected') throw new Problem('file.withheld');
    return { content: this.files.read(upload.fileKey), name: upload.name, type: upload.type };
  }

  private async placesOf({ about, procedure }: Statement): Promise<CaseSpot[]> {
    const { paragraph, page, geometry } = about;
    const places = [
      paragraph && (await this.paragraph(paragraph)),
      page && (await this.document(page)),
      geometry?.name ? await this.area(procedure.id, geometry.name, geometry.shape) : undefined,
    ];
    return places.filter((place): place is CaseSpot => Boolean(place));
  }

  private async paragraph({ id, version }: { id: string; version: number }): Promise<CaseSpot | undefined> {
    const found = await this.em.findOne(Paragraph, { id }, { populate: ['text'] });
    if (!found) return undefined;
    const where = { text: found.text, ...LAID_OUT };
    const newest = await this.em.findOne(TextVersion, where, { orderBy: { version: 'desc' } });
    const seen = await this.em.findOne(TextVersion, { text: found.text, version });
    const since = changed(wordsOf(seen, id), wordsOf(newest, id));
    const { key } = found.text;
    return { isDisclosed, kind: 'paragraph', id, key, version, newest: newest?.version ?? null, since };
  }

  private async document(page: { documentId: string; version: number }): Promise<CaseSpot | undefined> {
    const { documentId: id, version } = page;
    const newest = await this.em.findOne(
      DocumentVersion,
      { document: { id }, ...LAID_OUT },
      { populate: ['document'], orderBy: { version: 'desc' } },
    );
    if (!newest) return undefined;
    const since: Since = newest.takenDownAt ? 'gone' : newest.version > version ? 'changed' : 'same';
    const { key } = newest.document;
    return { isDisclosed, kind: 'document', id, key, version, newest: newest.version, since };
  }

  private async area(procedureId: string, name: string, shape: object): Promise<CaseSpot> {
    const procedure = { id: procedureId };
    const now = await this.em.findOne(PlanFeature, { procedure, name, removedAt: null });
    const since = changed(JSON.stringify(shape), now && JSON.stringify(now.geometry));
    return { isDisclosed, kind: 'area', id: null, key: null, version: null, newest: null, since };
  }

  private async filesOf({ files }: Statement): Promise<CaseFileType[]> {
    if (!files.length) return [];
    const uploads = await this.em.find(Upload, { id: { $in: files.map(({ id }) => id) } });
    const scans = new Map(uploads.map(({ id, scan }) => [id, scan ?? null]));
    return files.map(({ id, name, size }) => ({ isDisclosed, id, name, size, scan: scans.get(id) ?? null }));
  }

  private async neighbour({ procedure, receivedAt, id }: Statement, side: '<' | '>') {
    const order = side === '<' ? 'desc' : 'asc';
    const [found] = await this.database.rows<{ number: string }>(
      `select number from statement
       where procedure_id = ? and (received_at, id) ${side} (?::timestamptz, ?::uuid)
       order by received_at ${order}, id ${order} limit 1`,
      [procedure.id, receivedAt.toISOString(), id],
    );
    return found?.number ?? null;
  }
}

/** The words of a paragraph in a version of its text; null where it has none of it. */
function wordsOf(version: TextVersion | null, id: string): string | null {
  const block = version?.blocks.find((one) => one.kind === 'paragraph' && one.id === id);
  return block?.text ?? null;
}

const changed = (seen: string | null, now: string | null): Since =>
  now === null ? 'gone' : now === seen ? 'same' : 'changed';
