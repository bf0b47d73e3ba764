import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { notFound } from '../platform/problem.js';
import { canWorkAtDesk } from '../procedure/procedure.policy.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { barChart, dayChart, ON_PAGE, type Picture, type Row } from './chart.js';
import { labelOf, languageOf, titleOf, type Language } from './chart.words.js';
import { CHARTS, COUNTS, type ChartKind } from './counts.sql.js';
import { canSeeStatistics } from './statistics.policy.js';

/** What was counted for one picture, in words. */
export interface Counted {
  kind: ChartKind;
  title: string;
  rows: (Row & { position: number[] | null })[];
}

export interface Counts {
  procedure: Procedure;
  /** The last days of its participations. */
  deadlines: string[];
  charts: Counted[];
}

interface Found {
  label: string | null;
  count: number;
  shape?: string;
}

/** Numbers that people look at: what came in to one procedure, and what became of it. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  /** The counts of a procedure. Throws `procedure.not-found` also for who may not see them. */
  async of(slug: string, kinds: readonly ChartKind[] = CHARTS): Promise<Counts> {
    authorize(canWorkAtDesk, null);
    const procedure = await this.em.findOne(Procedure, { slug });
    if (!procedure) throw notFound('procedure');
    authorize(canSeeStatistics, procedure, 'procedure');

    const language = languageOf(current.visit.language);
    const charts: Counted[] = [];
    for (const kind of kinds) charts.push(await this.count(kind, procedure.id, language));
    return { procedure, deadlines: deadlinesOf(procedure), charts };
  }

  /** The log keeps who took numbers out of the house, and in which form. */
  exported({ procedure }: Counts, file: string): void {
    this.journal.note('statistics.exported', { scopeId: procedure.id, after: { file } });
  }

  private async count(kind: ChartKind, procedureId: string, language: Language): Promise<Counted> {
    const found = await this.database.rows<Found>(COUNTS[kind], [procedureId]);
    const rows = found.map(({ label, count, shape }) => {
      const position = shape ? middleOf(shape) : null;
      const words = labelOf(kind, { label, at: position ?? [] }, language);
      return { label: words, count, position, ...(kind === 'days' && { day: label! }) };
    });
    return { kind, title: titleOf(kind, language), rows };
  }
}

/** One picture; on the page unless said otherwise. */
export function drawn(
  { kind, title, rows }: Counted,
  { deadlines }: Counts,
  ink: Picture['ink'] = ON_PAGE,
): string {
  const picture = { title, ink, language: languageOf(current.visit.language) };
  return kind === 'days' ? dayChart(rows, deadlines, picture) : barChart(rows, picture);
}

const deadlinesOf = ({ phases }: Procedure): string[] =>
  phases.filter(({ isParticipation }) => isParticipation).flatMap(({ lastDay }) => lastDay ?? []);

/** The middle of the box around a shape (GeoJSON, WGS84). */
function middleOf(shape: string): number[] {
  const numbers = (JSON.parse(shape) as { coordinates: unknown[] }).coordinates.flat(4) as number[];
  const [lng, lat] = [0, 1].map((axis) => {
    const values = numbers.filter((_, index) => index % 2 === axis);
    return (Math.min(...values) + Math.max(...values)) / 2;
  });
  return [lng!, lat!];
}
