import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Release, Statement } from '../statement/statement.entity.js';
import { Answer, type AnswerPart } from '../weighing/answer.entity.js';

/** Writes what became of the voices into `pub`: never an author, and an original's words only as far as they are released. */
@Injectable()
export class ResultProjector {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
  ) {}

  /** One decided statement: with its released copy, or by its summaries only, or not at all. */
  async projectWeighed(id: string): Promise<void> {
    const key = [current.tenantId, id];
    await this.database.rows('delete from pub.weighed where tenant_id = ? and id = ?', key);
    const statement = await this.em.findOne(Statement, { id });
    const answer = await this.em.findOne(Answer, { id });
    const release = await this.em.findOne(Release, { id });
    if (statement && answer && !statement.withdrawnAt) {
      const voice = statement.mayPublish && release ? release : null;
      const parts = publicParts(answer, voice?.text ?? null);
      if (parts.length) await this.insert(statement, { answer, voice, parts });
    }
    await this.database.rows('update pub.revision set value = value + 1');
  }

  /** The numbers of a procedure, published or not, with what was decided when and by whom. */
  async projectResult(procedureId: string): Promise<void> {
    await this.database.rows(
      `insert into pub.result (tenant_id, procedure_id, figures, decisions, inspections)
       select p.tenant_id, p.id, (${FIGURES}), (${DECISIONS}), (${INSPECTIONS})
       from procedure p where p.id = ? and p.published_at is not null
       on conflict (tenant_id, procedure_id) do update set
         figures = excluded.figures, decisions = excluded.decisions, inspections = excluded.inspections`,
      [procedureId],
    );
    await this.database.rows('update pub.revision set value = value + 1');
  }

  private async insert(
    { id, number, about, procedure }: Statement,
    { answer, voice, parts }: { answer: Answer; voice: Release | null; parts: PublicPart[] },
  ): Promise<void> {
    const { topic, position } = topicOf(about);
    const row = {
      tenant_id: current.tenantId,
      procedure_id: procedure.id,
      id,
      label: number,
      author_label: voice?.authorLabel ?? null,
      text: voice?.text ?? null,
      topic,
      // A drawn shape may show whose garden it is: without a released copy only the topic is told.
      about: JSON.stringify(voice ? about : {}),
      position,
      outcome: answer.outcome,
      parts: JSON.stringify(parts),
      decided_on: answer.decidedOn,
      body: answer.body,
    };
    const columns = Object.keys(row);
    await this.database.rows(
      `insert into pub.weighed (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
      Object.values(row),
    );
  }
}

type PublicPart = AnswerPart;

/** The points that may be shown: with a released copy all, quoting only words that it has; otherwise those with a summary. */
function publicParts({ parts, outcome, text }: Answer, released: string | null): PublicPart[] {
  const whole = { quote: null, summary: null, recommended: null, change: null, text };
  const all = parts ?? [{ ...whole, outcome: outcome === 'partly-followed' ? 'noted' : outcome }];
  if (released === null)
    return all.filter(({ summary }) => summary).map((part) => ({ ...part, quote: null }));
  return all.map((part) => ({
    ...part,
    quote: part.quote && released.includes(part.quote) ? part.quote : null,
  }));
}

/** What a statement speaks to, as a topic with its place in the order. */
function topicOf({ paragraph, page, geometry }: Statement['about']): { topic: string; position: string } {
  const padded = (number: number) => String(number).padStart(6, '0');
  if (paragraph)
    return {
      topic: `absatz|${paragraph.text}|${paragraph.number}`,
      position: `1|${paragraph.text}|${padded(paragraph.number)}`,
    };
  if (page) return { topic: `unterlage|${page.title}`, position: `2|${page.title}|${padded(page.number)}` };
  if (geometry) return { topic: `ort|${geometry.name ?? ''}`, position: `3|${geometry.name ?? ''}` };
  return { topic: 'ganzes', position: '4' };
}

const FIGURES = `
  select jsonb_build_object('total', coalesce(sum(count), 0), 'answered', coalesce(sum(count) filter (where outcome is not null), 0),
    'outcomes', coalesce(jsonb_object_agg(outcome, count) filter (where outcome is not null), '{}'))
  from (select a.outcome, count(*) as count from statement s
    left join answer a on a.tenant_id = s.tenant_id and a.id = s.id
    where s.tenant_id = p.tenant_id and s.procedure_id = p.id and s.withdrawn_at is null group by 1) as counted`;

const DECISIONS = `
  select coalesce(jsonb_agg(jsonb_build_object('decidedOn', day, 'body', body, 'count', count) order by day, body), '[]')
  from (select a.decided_on as day, a.body, count(*) as count from answer a
    join statement s on s.tenant_id = a.tenant_id and s.id = a.id
    where s.tenant_id = p.tenant_id and s.procedure_id = p.id and s.withdrawn_at is null group by 1, 2) as decided`;

const INSPECTIONS = `
  select coalesce(jsonb_agg(jsonb_build_object('topic', i.topic, 'place', i.place, 'hours', i.hours,
    'persons', i.persons, 'announcedAt', i.announced_at) order by i.announced_at), '[]')
  from inspection i where i.tenant_id = p.tenant_id and i.procedure_id = p.id`;
