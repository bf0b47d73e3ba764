import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Limits } from '../platform/limits.js';
import { AppealService } from './appeal.service.js';
import { DecidingService } from './deciding.service.js';
import {
  AppealDecisionInput,
  VoiceDecisionInput,
  ReportInput,
  ReportView,
  SentReport,
} from './report.graphql.js';
import { ReportService } from './report.service.js';

/** Reports, appeals and what is decided about them. */
@Resolver()
export class ReportResolver {
  constructor(
    private readonly reports: ReportService,
    private readonly deciding: DecidingService,
    private readonly appeals: AppealService,
    private readonly limits: Limits,
  ) {}

  @Mutation(() => SentReport)
  @Asks()
  async reportVoice(@Args('report') report: ReportInput): Promise<SentReport> {
    this.limits.count('report', current.visit.origin);
    return this.reports.report(report);
  }

  @Query(() => ReportView, { description: 'The report, for who holds number and code.' })
  @Asks()
  report(@Args('number') number: string, @Args('code') code: string): Promise<ReportView> {
    return this.limits.countFailures('code', current.visit.origin, () => this.reports.open(number, code));
  }

  @Mutation(() => ReportView, { description: 'Once, where what was reported was kept.' })
  @Asks()
  appealReport(
    @Args('number') number: string,
    @Args('code') code: string,
    @Args('text') text: string,
  ): Promise<ReportView> {
    return this.limits.countFailures('code', current.visit.origin, () =>
      this.reports.appeal(number, code, text.slice(0, 4_000)),
    );
  }

  @Mutation(() => Boolean, {
    description: 'The author’s, once, where a contribution was hidden or redacted.',
  })
  @Asks()
  async appealContribution(
    @Args('number') number: string,
    @Args('code') code: string,
    @Args('text') text: string,
  ): Promise<boolean> {
    await this.limits.countFailures('code', current.visit.origin, () =>
      this.appeals.byAuthor(number, code, text.slice(0, 4_000)),
    );
    return true;
  }

  @Mutation(() => Boolean, { description: 'Answers every open report of it and tells the author.' })
  @Asks()
  async decideVoice(@Args('decision') decision: VoiceDecisionInput): Promise<boolean> {
    await this.deciding.decide(decision);
    return true;
  }

  @Mutation(() => Boolean, { description: 'By another person than the one who decided first.' })
  @Asks()
  async decideAppeal(@Args('decision') decision: AppealDecisionInput): Promise<boolean> {
    await this.appeals.decide(decision);
    return true;
  }
}
