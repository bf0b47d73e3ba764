import { Module } from '@nestjs/common';

import { DeskResolver } from './desk.resolver.js';
import { LogController } from './log.controller.js';
import { LogResolver } from './log.resolver.js';
import { LogService } from './log.service.js';
import { PagesResolver } from './pages.resolver.js';

/** The staff's own place: what it shows of all features together, and the log of what was done. */
@Module({ controllers: [LogController], providers: [DeskResolver, LogResolver, LogService, PagesResolver] })
export class DeskModule {}
