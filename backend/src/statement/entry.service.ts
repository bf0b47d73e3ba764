import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { invalid } from '../platform/problem.js';
import { endOfDay, isDay, localDate, startOfDay } from '../procedure/calendar.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import type { EntryInput, SubmitStatementInput, SubmittedStatement } from './statement.graphql.js';
import { IntakeService } from './intake.service.js';
import { canEnterStatement } from './statement.policy.js';

const MINUTE_MS = 60_000;
const NOON_MINUTES = 12 * 60;

/** Letters, mail and minutes (Niederschrift) are typed in: they count from the day on which they arrived. */
@Injectable()
export class EntryService {
  constructor(
    private readonly procedures: ProcedureService,
    private readonly intake: IntakeService,
  ) {}

  /** Throws `canEnterStatement.forbidden`, `input.invalid` where the day is none or has not come yet, and as `submit`. */
  async enter(input: SubmitStatementInput, entry: EntryInput): Promise<SubmittedStatement> {
    const { procedure } = await this.procedures.findKnown(input.procedure);
    authorize(canEnterStatement, procedure);
    return this.intake.submit(input, entry.channel, arrivalOf(entry));
  }
}

/** The instant of arrival. Without a time a letter counts at noon of its day, on the day itself at once. */
function arrivalOf({ receivedOn, receivedTime }: EntryInput): Date {
  if (!isDay(receivedOn)) throw invalid('receivedOn', 'day.malformed');
  const now = clock.now();
  const [hours = 0, minutes = 0] = (receivedTime || '12:00').split(':').map(Number);
  const sinceMidnight = receivedTime ? hours * 60 + minutes : NOON_MINUTES;
  const at = new Date(
    Math.min(
      startOfDay(receivedOn).getTime() + sinceMidnight * MINUTE_MS,
      endOfDay(receivedOn).getTime() - 1,
    ),
  );
  const isToday = receivedOn === localDate(now);
  if (at > now && !(isToday && !receivedTime)) throw invalid('receivedOn', 'statement.arrives-later');
  return at > now ? now : at;
}
