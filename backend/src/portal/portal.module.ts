import { Module } from '@nestjs/common';

import { RevisionResolver } from './revision.resolver.js';

/** The public read model across tenants. */
@Module({ providers: [RevisionResolver] })
export class PortalModule {}
