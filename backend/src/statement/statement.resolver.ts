import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Limits } from '../platform/limits.js';
import { EntryService } from './entry.service.js';
import { IntakeService } from './intake.service.js';
import { EntryInput, StatementType, SubmitStatementInput, SubmittedStatement } from './statement.graphql.js';
import { StatementService } from './statement.service.js';

/** Statements, for those who send them. */
@Resolver(() => StatementType)
export class StatementResolver {
  constructor(
    private readonly statements: StatementService,
    private readonly intake: IntakeService,
    private readonly entries: EntryService,
    private readonly limits: Limits,
  ) {}

  @Mutation(() => SubmittedStatement)
  @Asks()
  submitStatement(@Args('input') input: SubmitStatementInput): Promise<SubmittedStatement> {
    return this.intake.submit(input);
  }

  @Mutation(() => SubmittedStatement, {
    description: 'Takes in what came by letter, mail or for the record.',
  })
  @Asks()
  enterStatement(
    @Args('input') input: SubmitStatementInput,
    @Args('entry') entry: EntryInput,
  ): Promise<SubmittedStatement> {
    return this.entries.enter(input, entry);
  }

  @Query(() => StatementType, { description: 'The receipt, for who holds number and code.' })
  @Asks()
  receipt(@Args('number') number: string, @Args('code') code: string): Promise<StatementType> {
    return this.limits.countFailures('code', current.visit.origin, () => this.statements.open(number, code));
  }

  @Query(() => [StatementType], { description: 'One’s own statements in this town, newest first.' })
  @Asks()
  myStatements(): Promise<StatementType[]> {
    return this.statements.listOwn();
  }

  @Query(() => StatementType)
  @Asks()
  myStatement(@Args('number') number: string): Promise<StatementType> {
    return this.statements.own(number);
  }

  @Mutation(() => StatementType)
  @Asks()
  withdrawStatement(@Args('number') number: string): Promise<StatementType> {
    return this.statements.withdraw(number);
  }
}
