import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import type { Statement } from '../statement/statement.entity.js';
import { StatementService } from '../statement/statement.service.js';
import { canAnswerStatement } from './answer.policy.js';
import { ChangeService } from './change.service.js';
import { ProgressService } from './progress.service.js';
import { SimilarService } from './similar.service.js';
import { TextBlockService } from './text-block.service.js';
import { WeighingDesk } from './weighing-desk.service.js';
import type { SectionView, Weighing } from './weighing.graphql.js';
import { canWeighStatement } from './weighing.policy.js';

const isDisclosed = true as const;

/** The page on which one statement is weighed. */
@Injectable()
export class WeighingService {
  constructor(
    private readonly desk: WeighingDesk,
    private readonly statements: StatementService,
    private readonly changes: ChangeService,
    private readonly progress: ProgressService,
    private readonly similar: SimilarService,
    private readonly blocks: TextBlockService,
  ) {}

  /** Throws `statement.not-found` also where the actor does not see the weighing of its procedure. */
  async open(number: string): Promise<Weighing> {
    const statement = await this.desk.find(number);
    const { actor } = current;
    const { id: procedureId } = statement.procedure;
    const spokenTo = statement.about.paragraph;
    const isOpen = !statement.withdrawnAt;
    const { open, draft } = await this.progress.counts(procedureId);
    const stage = await this.progress.stageOf(statement.id, procedureId);
    return {
      ...{ isDisclosed, stage, open: open + draft },
      statement: await this.statements.own(statement.number),
      paragraph: spokenTo ? await this.changes.words(spokenTo.id, spokenTo.version) : null,
      sections: await this.sectionsOf(statement),
      similar: await this.similar.to(statement),
      blocks: await this.blocks.all(),
      paragraphs: await this.changes.choices(procedureId),
      log: await this.desk.log(statement.id),
      map: await this.desk.map(statement),
      nextOpen: await this.progress.nextOpen(procedureId, statement),
      can: {
        isDisclosed,
        weigh: isOpen && stage !== 'decided' && canWeighStatement(actor, statement),
        decide: isOpen && canAnswerStatement(actor, statement),
      },
    };
  }

  /** The number of the next statement of the same procedure that waits for a recommendation. */
  next(statement: Statement): Promise<string | null> {
    return this.progress.nextOpen(statement.procedure.id, statement);
  }

  private async sectionsOf({ id, procedure, about }: Statement): Promise<SectionView[]> {
    const sections = await this.progress.sectionsOf([id]);
    const versions = await this.desk.versions(id);
    const views: SectionView[] = [];
    for (const { sectionId, quote, paragraphId } of sections) {
      const spokenTo = about.paragraph?.id === paragraphId ? about.paragraph?.version : undefined;
      const change = paragraphId ? await this.changes.of(procedure.id, paragraphId, spokenTo) : null;
      views.push({ isDisclosed, id: sectionId, quote, versions: versions.get(sectionId) ?? [], change });
    }
    return views;
  }
}
