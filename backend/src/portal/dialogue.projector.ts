import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Comment, Contribution } from '../contribution/contribution.entity.js';
import {
  COMMENT_CHANGED,
  CONTRIBUTION_CHANGED,
  CONTRIBUTION_RATED,
  DIALOGUE_CHANGED,
} from '../contribution/contribution.events.js';
import { Dialogue } from '../contribution/dialogue.entity.js';
import { DialogueResultService } from '../contribution/dialogue-result.service.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { listen } from '../platform/jobs.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { PROCEDURE_CHANGED } from '../procedure/procedure.events.js';
import { BRIDGE_DECLARED } from '../weighing/bridge.events.js';
import { DialogueBridge } from '../weighing/bridge.entity.js';
import { BecameProjector } from './became.projector.js';
import { ClusterProjector } from './cluster.projector.js';

/**
 * Writes dialogues into `pub`: always the whole object as it is now, so that order and repetition do not matter. Rows are
 * locked in one order (comment, contribution, dialogue, cells of the map, and the revision last), so that two workers never wait for each other.
 */
@Injectable()
export class DialogueProjector implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly clusters: ClusterProjector,
    private readonly became: BecameProjector,
    private readonly results: DialogueResultService,
  ) {}

  onModuleInit(): void {
    listen(PROCEDURE_CHANGED, 'project-dialogues', ({ payload }) => this.ofProcedure(payload.procedureId!));
    listen(DIALOGUE_CHANGED, 'project-dialogue', ({ payload }) => this.dialogue(payload.dialogueId!));
    listen(BRIDGE_DECLARED, 'project-bridge', ({ payload }) => this.dialogue(payload.dialogueId!));
    listen(CONTRIBUTION_CHANGED, 'project-contribution', ({ payload }) =>
      this.contribution(payload.contributionId!),
    );
    listen(CONTRIBUTION_RATED, 'project-scores', ({ payload }) => this.scores(payload.contributionId!));
    listen(COMMENT_CHANGED, 'project-comment', ({ payload }) =>
      this.comment(payload.commentId!, payload.contributionId!),
    );
  }

  /** The dialogues of a procedure: they become public with it. */
  async ofProcedure(procedureId: string): Promise<void> {
    const dialogues = await this.em.find(Dialogue, { procedureId }, { orderBy: { id: 'asc' } });
    for (const { id } of dialogues) await this.write(id);
    await this.bump();
  }

  /** A dialogue as it is set up, once its procedure is public. */
  async dialogue(id: string): Promise<void> {
    await this.write(id);
    await this.bump();
  }

  private async write(id: string): Promise<void> {
    const dialogue = await this.em.findOneOrFail(Dialogue, { id });
    const { procedureId, key, title, lead, subject, categories, moderation, contributeBy, rateBy } = dialogue;
    const procedure = await this.em.findOne(Procedure, { id: procedureId });
    if (!procedure?.publishedAt) return;
    const result = await this.results.newest(id);
    await this.upsert('dialogue', {
      ...{ id, procedure_id: procedureId, key, title, lead, moderation },
      ...{ subject: JSON.stringify(subject), categories: JSON.stringify(categories) },
      ...{ contribute_by: contributeBy, rate_by: rateBy, created_at: dialogue.createdAt },
      ...{
        result: result.text,
        result_by: result.by,
        result_at: result.savedAt,
        expected_on: result.expectedOn,
      },
      feeds_weighing: (await this.em.count(DialogueBridge, { id })) > 0,
    });
  }

  /** A contribution as everybody may see it: without its words where it is hidden, not at all while it waits. */
  async contribution(id: string): Promise<void> {
    const contribution = await this.em.findOneOrFail(Contribution, { id });
    if (contribution.leadId) return this.clusters.one(contribution);
    const { procedureId, dialogueId, number, standing, hiddenReason, isOfficial, receivedAt, shuffle } =
      contribution;
    const key = [current.tenantId, id];
    await this.haveDialogue(dialogueId);
    if (standing === 'waiting')
      await this.database.rows('delete from pub.contribution where tenant_id = ? and id = ?', key);
    else {
      const isHidden = standing === 'hidden';
      const said = isHidden ? {} : { ...wordsOf(contribution) };
      const {
        title = null,
        text = null,
        category = null,
        place = null,
        authorName = null,
      } = said as Partial<Contribution>;
      await this.upsert('contribution', {
        ...{ id, procedure_id: procedureId, dialogue_id: dialogueId, number, title, text, category },
        ...{ place: place && JSON.stringify(place), author_name: authorName, is_official: isOfficial },
        files: JSON.stringify(isHidden || !contribution.showsFiles ? [] : contribution.copies),
        ...{ hidden_reason: hiddenReason ?? (isHidden ? '' : null), received_at: receivedAt, shuffle },
        ...scoresNow(id),
        comments: written(`(${COMMENTS})`, ...key),
        words: written('pub.plain(?)', `${title ?? ''} ${text ?? ''}`),
        search: written(
          `setweight(to_tsvector('pub.german', ?), 'A') || to_tsvector('pub.german', ?)`,
          title ?? '',
          text ?? '',
        ),
      });
      await this.became.write([id]);
    }
    await this.bump();
  }

  /** A dialogue counts what is said in it (triggers in the database): it has to be there first. */
  private async haveDialogue(id: string): Promise<void> {
    const known = await this.database.rows('select 1 from pub.dialogue where tenant_id = ? and id = ?', [
      current.tenantId,
      id,
    ]);
    if (known.length === 0) await this.write(id);
  }

  /** How a contribution stands, and how many comments it has. */
  async scores(id: string): Promise<void> {
    await this.count(id);
    await this.bump();
  }

  /** A comment as everybody may see it. */
  async comment(id: string, contributionId: string): Promise<void> {
    const comment = await this.em.findOneOrFail(Comment, { id });
    const { parentId = null, standing, text, authorName = null, isOfficial, writtenAt } = comment;
    const key = [current.tenantId, id];
    if (standing === 'waiting')
      await this.database.rows('delete from pub.comment where tenant_id = ? and id = ?', key);
    else {
      const isHidden = standing === 'hidden';
      await this.upsert('comment', {
        ...{
          id,
          contribution_id: contributionId,
          parent_id: parentId,
          text: isHidden ? null : (comment.redactedText ?? text),
        },
        ...{ author_name: isHidden ? null : authorName, is_official: isOfficial, written_at: writtenAt },
        hidden_reason: comment.hiddenReason ?? (isHidden ? '' : null),
      });
    }
    await this.scores(contributionId);
  }

  /** Ratings and comments as they are counted now. */
  private async count(id: string): Promise<void> {
    await this.database.rows(
      `update pub.contribution p set agree = c.agree, neutral = c.neutral, disagree = c.disagree,
         divided = least(c.agree, c.disagree), comments = c.comments
       from (
         select c.id, c.agree, c.neutral, c.disagree,
           (${COMMENTS}) as comments
         from contribution c where c.id = ?
       ) c where p.tenant_id = ? and p.id = c.id
         and (p.agree, p.neutral, p.disagree, p.comments) is distinct from (c.agree, c.neutral, c.disagree, c.comments)`,
      [current.tenantId, id, id, current.tenantId],
    );
  }

  private async upsert(table: string, row: Record<string, unknown>): Promise<void> {
    const whole: Record<string, unknown> = { tenant_id: current.tenantId, ...row };
    const columns = Object.keys(whole);
    const values = Object.values(whole).map((value) =>
      value instanceof Written ? value : written('?', value),
    );
    await this.database.rows(
      `insert into pub.${table} (${columns.join(', ')}) values (${values.map(({ sql }) => sql).join(', ')})
       on conflict (tenant_id, id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      values.flatMap(({ parameters }) => parameters),
    );
  }

  private async bump(): Promise<void> {
    await this.database.rows('update pub.revision set value = value + 1');
  }
}

/** As they are when the row is written: they may have changed since the contribution was read. */
const scoresNow = (id: string): Record<string, Written> =>
  Object.fromEntries(
    Object.entries({
      agree: 'agree',
      neutral: 'neutral',
      disagree: 'disagree',
      divided: 'least(agree, disagree)',
    }).map(([column, value]) => [column, written(`(select ${value} from contribution where id = ?)`, id)]),
  );
const COMMENTS = 'select count(*)::int from pub.comment where tenant_id = ? and contribution_id = ?';

/** A column's value that PostgreSQL works out. */
class Written {
  constructor(
    readonly sql: string,
    readonly parameters: unknown[],
  ) {}
}
const written = (sql: string, ...parameters: unknown[]) => new Written(sql, parameters);

/** The words that everybody may read. A redacted contribution loses its title as well where that was part of it. */
const wordsOf = ({ title, text, redactedText, category, place, authorName }: Contribution) => ({
  title,
  text: redactedText ?? text,
  category,
  place,
  authorName,
});
