import { MikroOrmModule } from '@mikro-orm/nestjs';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module, ValidationPipe, type ValidationError } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';

import { AccountModule } from './account/account.module.js';
import { SessionService } from './account/session.service.js';
import { ContributionModule } from './contribution/contribution.module.js';
import { DeskModule } from './desk/desk.module.js';
import { entities } from './entities.js';
import { ModerationModule } from './moderation/moderation.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { databaseConfig } from './platform/database.js';
import { env } from './platform/env.js';
import { graphqlConfig } from './platform/graphql.js';
import { Operations } from './platform/operation.js';
import { Origins } from './platform/origins.js';
import { PlatformModule } from './platform/platform.module.js';
import { ProblemFilter } from './platform/problem.filter.js';
import { Problem } from './platform/problem.js';
import { PortalModule } from './portal/portal.module.js';
import { VISITORS, type Visitors } from './platform/visit.js';
import { ProcedureModule } from './procedure/procedure.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { StatementModule } from './statement/statement.module.js';
import { TenantModule } from './tenant/tenant.module.js';
import { TenantService } from './tenant/tenant.service.js';
import { WeighingModule } from './weighing/weighing.module.js';

/** The table of contents: platform first, then the features in the order of the design. */
@Module({
  imports: [
    MikroOrmModule.forRoot({
      ...databaseConfig(entities, { url: env.DATABASE_URL }),
      registerRequestContext: false,
    }),
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [Operations],
      useFactory: (operations: Operations) => graphqlConfig(operations),
    }),
    PlatformModule,
    TenantModule,
    AccountModule,
    ProcedureModule,
    StatementModule,
    ContributionModule,
    ModerationModule,
    WeighingModule,
    StatisticsModule,
    NotificationModule,
    PortalModule,
    DeskModule,
  ],
  providers: [
    {
      provide: VISITORS,
      inject: [TenantService, SessionService, Origins],
      useFactory: (tenants: TenantService, sessions: SessionService, origins: Origins): Visitors => ({
        tenantFor: (host) => tenants.forHost(host),
        actorFor: (credentials) => sessions.actorFor(credentials),
        originOf: (address) => origins.of(address),
      }),
    },
    { provide: APP_FILTER, useClass: ProblemFilter },
    {
      provide: APP_PIPE,
      useFactory: () => new ValidationPipe({ whitelist: true, transform: true, exceptionFactory }),
    },
  ],
})
export class AppModule {}

/** Each wrong field with the code of its first broken rule, as message keys. */
function exceptionFactory(errors: ValidationError[]): Problem {
  const fields = Object.fromEntries(errors.map((error) => [error.property, firstRule(error)]));
  return new Problem('input.invalid', fields);
}

function firstRule({ constraints, children }: ValidationError): string {
  const [rule] = Object.keys(constraints ?? {});
  return rule ? `input.${rule}` : children?.[0] ? firstRule(children[0]) : 'input.invalid';
}
