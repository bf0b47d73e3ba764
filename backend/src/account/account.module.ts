import { Module } from '@nestjs/common';

import { TenantModule } from '../tenant/tenant.module.js';
import { AccountJobs } from './account.jobs.js';
import { AccountResolver } from './account.resolver.js';
import { AccountService } from './account.service.js';
import { Addresses } from './addresses.service.js';
import { AuthController } from './auth.controller.js';
import { IdentityProvider } from './identity-provider.js';
import { IdleJobs } from './idle.jobs.js';
import { IdleService } from './idle.service.js';
import { InstitutionJobs } from './institution.jobs.js';
import { InstitutionRegisterService } from './institution-register.service.js';
import { InstitutionResolver } from './institution.resolver.js';
import { InstitutionService } from './institution.service.js';
import { InvitationJobs } from './invitation.jobs.js';
import { InvitationService } from './invitation.service.js';
import { OrganizationJobs } from './organizations.jobs.js';
import { OrganizationService } from './organizations.service.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';
import { TokenService } from './tokens.service.js';

/** People, what they may be, and how they sign in. */
@Module({
  imports: [TenantModule],
  controllers: [AuthController],
  providers: [
    AccountJobs,
    AccountResolver,
    AccountService,
    Addresses,
    IdentityProvider,
    IdleJobs,
    IdleService,
    InstitutionJobs,
    InstitutionRegisterService,
    InstitutionResolver,
    InstitutionService,
    InvitationJobs,
    InvitationService,
    OrganizationJobs,
    OrganizationService,
    SessionService,
    SignInService,
    TokenService,
  ],
  exports: [AccountService, InstitutionService, InvitationService, SessionService],
})
export class AccountModule {}
