import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { PlanService } from '../plan/plan.service.js';
import { localDate } from '../procedure/calendar.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { Release, Statement } from '../statement/statement.entity.js';
import { Tenant } from '../tenant/tenant.entity.js';
import { Answer } from '../weighing/answer.entity.js';
import { shape } from './columns.js';
import { standingOf } from './standing.js';

/** Writes what is public into `pub`: always the whole object as it is now, so that order and repetition do not matter. */
@Injectable()
export class Projector {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly plans: PlanService,
  ) {}

  /** The current tenant's name, look and legal texts. */
  async projectTenant(): Promise<void> {
    const tenant = await this.em.findOneOrFail(Tenant, { id: current.tenantId });
    await this.upsert('tenant', ['id'], {
      id: tenant.id,
      slug: tenant.slug,
      code: tenant.code,
      ags: tenant.ags,
      name: tenant.name,
      full_name: tenant.fullName,
      claim: tenant.claim,
      colour: tenant.colour,
      picture: tenant.picture,
      picture_key: tenant.pictureKey ?? null,
      picture_alt: tenant.pictureAlt,
      contact: JSON.stringify(tenant.contact),
      imprint: tenant.imprint,
      privacy: tenant.privacy,
      accessibility: tenant.accessibility,
      dialogue_rules: tenant.dialogueRules || null,
    });
    await this.bump();
  }

  /** A procedure with everything that is laid out, or nothing of it when it is not published. */
  async projectProcedure(id: string): Promise<void> {
    const procedure = await this.em.findOne(Procedure, { id });
    if (!procedure?.publishedAt) return this.withdraw(id);

    const plan = await this.plans.forPublication(id);
    const box = plan.outline?.box ?? null;
    await this.upsert('procedure', ['tenant_id', 'id'], {
      ...shape(procedure),
      ...standingOf(procedure.phases, clock.now()),
      document_count: plan.documents.filter((document) => document.isCurrent && !document.takenDownAt).length,
      outline: plan.outline ? JSON.stringify(plan.outline.geometry) : null,
      box: box && `((${box[0]},${box[1]}),(${box[2]},${box[3]}))`,
      centre: box && `(${(box[0] + box[2]) / 2},${(box[1] + box[3]) / 2})`,
    });
    await this.search('procedure', id, {
      A: procedure.title,
      B: `${procedure.teaser} ${procedure.placeLabel} ${procedure.topic}`,
      C: procedure.summary,
      D: plan.searchText,
    });
    await this.projectPlan(id, plan);
    await this.bump();
  }

  /** The released copy of one statement with its answer, or nothing of it. */
  async projectVoice(id: string): Promise<void> {
    const statement = await this.em.findOne(Statement, { id });
    const release = await this.em.findOne(Release, { id });
    const isPublic = statement && release && statement.mayPublish && !statement.withdrawnAt;
    if (!isPublic) {
      await this.database.rows('delete from pub.voice where tenant_id = ? and id = ?', [
        current.tenantId,
        id,
      ]);
    } else {
      const answer = await this.em.findOne(Answer, { id });
      await this.upsert('voice', ['tenant_id', 'id'], {
        tenant_id: current.tenantId,
        procedure_id: statement.procedure.id,
        id,
        label: statement.number,
        author_label: release.authorLabel,
        text: release.text,
        files: JSON.stringify(release.files),
        paragraph_id: statement.about.paragraph?.id ?? null,
        about: JSON.stringify(statement.about),
        received_on: localDate(statement.receivedAt),
        outcome: answer?.outcome ?? null,
        answer: answer?.text ?? null,
      });
      await this.search('voice', id, { A: release.text, B: '', C: answer?.text ?? '', D: '' });
    }
    if (statement) await this.countVoices(statement.procedure.id);
    await this.bump();
  }

  /** How many voices came in each year, and how many of them are answered. */
  async projectFigures(): Promise<void> {
    await this.database.rows(
      `update pub.tenant set figures = coalesce((
         select jsonb_object_agg(year, jsonb_build_object('voices', voices, 'answered', answered)) from (
           select extract(year from s.received_at at time zone 'Europe/Berlin')::text as year,
                  count(*) as voices, count(a.id) as answered
           from statement s left join answer a on a.tenant_id = s.tenant_id and a.id = s.id
           where s.withdrawn_at is null group by 1) as years), '{}')
       where id = ?`,
      [current.tenantId],
    );
    await this.bump();
  }

  private async projectPlan(
    procedureId: string,
    plan: Awaited<ReturnType<PlanService['forPublication']>>,
  ): Promise<void> {
    const key = { tenant_id: current.tenantId, procedure_id: procedureId };
    for (const table of ['document', 'text', 'feature', 'layer']) {
      await this.database.rows(`delete from pub.${table} where tenant_id = ? and procedure_id = ?`, [
        key.tenant_id,
        procedureId,
      ]);
    }
    for (const { text, ...document } of plan.documents)
      await this.insert('document', { ...key, ...snake(document) }, text);
    for (const { plainText, ...text } of plan.texts)
      await this.insert('text', { ...key, ...snake(text) }, plainText);
    for (const feature of plan.features) await this.insert('feature', { ...key, ...snake(feature) });
    for (const layer of plan.layers) await this.insert('layer', { ...key, ...snake(layer) });
  }

  private async withdraw(id: string): Promise<void> {
    for (const table of [
      'procedure',
      'document',
      'text',
      'feature',
      'layer',
      'voice',
      'weighed',
      'result',
      'dialogue',
      'contribution',
    ]) {
      const column = table === 'procedure' ? 'id' : 'procedure_id';
      await this.database.rows(`delete from pub.${table} where tenant_id = ? and ${column} = ?`, [
        current.tenantId,
        id,
      ]);
    }
    await this.bump();
  }

  private async countVoices(procedureId: string): Promise<void> {
    await this.database.rows(
      `update pub.procedure p set voice_count =
         (select count(*) from pub.voice v where v.tenant_id = p.tenant_id and v.procedure_id = p.id)
       where tenant_id = ? and id = ?`,
      [current.tenantId, procedureId],
    );
  }

  private async search(
    table: string,
    id: string,
    weights: Record<'A' | 'B' | 'C' | 'D', string>,
  ): Promise<void> {
    const vectors = Object.keys(weights).map(
      (weight) => `setweight(to_tsvector('pub.german', ?), '${weight}')`,
    );
    const words = Object.values(weights);
    await this.database.rows(
      `update pub.${table} set search = ${vectors.join(' || ')}, words = pub.plain(?) where tenant_id = ? and id = ?`,
      [...words, words.slice(0, 3).join(' '), current.tenantId, id],
    );
  }

  private async insert(table: string, row: Record<string, unknown>, searchText?: string): Promise<void> {
    const columns = Object.keys(row);
    const marks = columns.map(() => '?');
    const withSearch = searchText === undefined ? '' : `, to_tsvector('pub.german', ?)`;
    await this.database.rows(
      `insert into pub.${table} (${columns.join(', ')}${withSearch && ', search'}) values (${marks.join(', ')}${withSearch})`,
      [...Object.values(row), ...(searchText === undefined ? [] : [searchText])],
    );
  }

  private async upsert(table: string, keys: string[], row: Record<string, unknown>): Promise<void> {
    const columns = Object.keys(row);
    const searchable = table === 'tenant' ? '' : ', search, words';
    const changes = columns
      .filter((column) => !keys.includes(column))
      .map((column) => `${column} = excluded.${column}`);
    await this.database.rows(
      `insert into pub.${table} (${columns.join(', ')}${searchable}) values (${columns.map(() => '?').join(', ')}${searchable && `, '', ''`})
       on conflict (${keys.join(', ')}) do update set ${changes.join(', ')}`,
      Object.values(row),
    );
  }

  private async bump(): Promise<void> {
    await this.database.rows('update pub.revision set value = value + 1');
  }
}

const snake = (row: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value !== null && typeof value === 'object' && !(value instanceof Date)
        ? JSON.stringify(value)
        : (value as unknown),
    ]),
  );
