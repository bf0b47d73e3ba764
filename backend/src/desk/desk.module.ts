import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { StatementModule } from '../statement/statement.module.js';
import { TenantModule } from '../tenant/tenant.module.js';
import { DeskResolver } from './desk.resolver.js';
import { InvitationResolver } from './invitation.resolver.js';
import { LogController } from './log.controller.js';
import { LogResolver } from './log.resolver.js';
import { LogService } from './log.service.js';
import { PagesResolver } from './pages.resolver.js';
import { PeopleResolver } from './people.resolver.js';
import { PeopleService } from './people.service.js';
import { TownPictureService } from './town-picture.service.js';
import { TownResolver } from './town.resolver.js';

/** The staff's own place: what it shows of all features together, and the log of what was done. */
@Module({
  imports: [AccountModule, StatementModule, TenantModule],
  controllers: [LogController],
  providers: [
    DeskResolver,
    InvitationResolver,
    LogResolver,
    LogService,
    PagesResolver,
    PeopleResolver,
    PeopleService,
    TownPictureService,
    TownResolver,
  ],
})
export class DeskModule {}
