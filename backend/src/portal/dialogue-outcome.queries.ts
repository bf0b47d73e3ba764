import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Pub } from '../platform/pub.js';
import type { DialogueOutcome, OutcomeShare } from './dialogue-outcome.graphql.js';
import { ContributionOrder } from './dialogue-page.graphql.js';
import { DialoguePageQueries } from './dialogue-page.queries.js';

const AGREED = 5;

/** What became of dialogues as a whole, from `pub`. */
@Injectable()
export class DialogueOutcomeQueries {
  constructor(
    private readonly pub: Pub,
    private readonly pages: DialoguePageQueries,
  ) {}

  /** Throws `procedure.not-found`, `dialogue.not-found`. */
  async outcome(procedure: string, dialogue: string): Promise<DialogueOutcome> {
    const order = ContributionOrder.agreed;
    const page = await this.pages.contributions({ procedure, dialogue, order });
    const key = [current.tenantIdOrNull, page.dialogue.id];
    const [said] = await this.pub.rows<Omit<DialogueOutcome, 'shares' | 'agreed'>>(
      'dialogue-said',
      SAID,
      key,
    );
    const shares = await this.pub.rows<OutcomeShare>('dialogue-shares', SHARES, key);
    return { ...said!, shares, agreed: page.nodes.filter(({ agree }) => agree > 0).slice(0, AGREED) };
  }
}

const SAID = `select coalesce(result, '') as text, result_by as by, to_json(result_at) as at, expected_on as "expectedOn"
  from pub.dialogue where tenant_id = $1 and id = $2`;

// Counted among those that are shown; what the town said itself needs no answer.
const SHARES = `select becomes, count(*)::int as count from pub.contribution
  where tenant_id = $1 and dialogue_id = $2 and text is not null and not is_official
  group by becomes order by becomes is null, count(*) desc, becomes`;
