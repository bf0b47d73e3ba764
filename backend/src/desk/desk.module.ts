import { Module } from '@nestjs/common';

import { DeskResolver } from './desk.resolver.js';
import { PagesResolver } from './pages.resolver.js';

/** The staff's own place: what it shows of all features together. */
@Module({ providers: [DeskResolver, PagesResolver] })
export class DeskModule {}
