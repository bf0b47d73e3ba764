import { Injectable } from '@nestjs/common';

import { invalid } from '../platform/problem.js';
import { PlanService } from '../plan/plan.service.js';
import type { About } from './content.js';
import type { AboutInput } from './statement.graphql.js';

/** What a statement speaks to, looked up so that it keeps the version that the sender saw. */
@Injectable()
export class AboutService {
  constructor(private readonly plans: PlanService) {}

  /** Throws `input.invalid` on the field that names something which is not part of this procedure. */
  async resolve(procedureId: string, input: AboutInput): Promise<About> {
    const about: About = {};
    if (input.paragraphId) about.paragraph = await this.paragraph(procedureId, input.paragraphId);
    if (input.documentId) about.page = await this.page(procedureId, input.documentId, input.page ?? 1);
    if (input.featureId) about.geometry = await this.feature(procedureId, input.featureId);
    else if (input.geometry) about.geometry = { shape: this.plans.shape(input.geometry), name: null };
    return about;
  }

  private async paragraph(procedureId: string, id: string): Promise<About['paragraph']> {
    const paragraph = await this.plans.findParagraph(procedureId, id);
    if (!paragraph) throw invalid('about', 'statement.paragraph-unknown');
    return paragraph;
  }

  private async page(procedureId: string, id: string, number: number): Promise<About['page']> {
    const document = await this.plans.findDocument(procedureId, id);
    if (!document) throw invalid('about', 'statement.document-unknown');
    if (number > document.pages) throw invalid('page', 'statement.page-unknown');
    return { documentId: id, title: document.title, version: document.version, number };
  }

  private async feature(procedureId: string, id: string): Promise<About['geometry']> {
    const feature = await this.plans.findFeature(procedureId, id);
    if (!feature) throw invalid('about', 'statement.place-unknown');
    return { shape: feature.geometry, name: feature.name };
  }
}
