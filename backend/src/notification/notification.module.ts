import { Module } from '@nestjs/common';

import { BounceReceiver } from './bounce.receiver.js';
import { BounceService } from './bounce.service.js';
import { CalendarController } from './calendar.controller.js';
import { ConfirmationJobs } from './confirmation.jobs.js';
import { DigestClaims } from './digest.claims.js';
import { DigestJobs } from './digest.jobs.js';
import { FeedController } from './feed.controller.js';
import { NewsJobs } from './news.jobs.js';
import { NewsQueries } from './news.queries.js';
import { SubscriberService } from './subscriber.service.js';
import { SubscriptionResolver } from './subscription.resolver.js';
import { SubscriptionService } from './subscription.service.js';
import { TargetService } from './target.service.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

/** What is new: by mail to who asked for it, as feed and as calendar. */
@Module({
  controllers: [CalendarController, FeedController, UnsubscribeController],
  providers: [
    ...[NewsJobs, NewsQueries, TargetService],
    ...[SubscriberService, SubscriptionResolver, SubscriptionService],
    ...[BounceReceiver, BounceService, ConfirmationJobs, DigestClaims, DigestJobs],
  ],
})
export class NotificationModule {}
