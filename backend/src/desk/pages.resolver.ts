import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { canSeeDialogues } from '../contribution/contribution.policy.js';
import { canAnswerContributions } from '../contribution/town-answer.policy.js';
import { Guarded } from '../platform/authorize.js';
import { current, type Actor } from '../platform/current.js';
import { DeskProcedure } from '../procedure/procedure.graphql.js';
import { canWorkAtDesk } from '../procedure/procedure.policy.js';
import { canSeeStatistics } from '../statistics/statistics.policy.js';
import { canBridge } from '../weighing/bridge.policy.js';
import { canWorkOnCasesOf } from '../weighing/case.policy.js';
import { canSeeWeighing, canSendAnswers } from '../weighing/weighing.policy.js';
import { canReadLog } from './log.policy.js';

type Rule = (actor: Actor, procedure: { id: string }) => boolean;

/** The pages of a procedure that not everybody at the desk may open, with the rule that each of them asks. */
const PAGES: Record<string, Rule> = {
  dialogue: canSeeDialogues,
  answering: canAnswerContributions,
  bridge: canBridge,
  statements: canWorkOnCasesOf,
  decision: canSeeWeighing,
  unanswered: canSeeWeighing,
  letters: canSendAnswers,
  statistics: canSeeStatistics,
  log: canReadLog,
};

/** Adds to a procedure which of its pages somebody may open: what is not allowed is not shown. */
@Resolver(() => DeskProcedure)
export class PagesResolver {
  @ResolveField(() => [String], { description: 'Pages of it that the actor may open.' })
  @Guarded((actor) => canWorkAtDesk(actor, null))
  pages(@Parent() procedure: DeskProcedure): string[] {
    return Object.keys(PAGES).filter((page) => PAGES[page]!(current.actor, procedure));
  }
}
