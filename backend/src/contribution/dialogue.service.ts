import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, type Problem } from '../platform/problem.js';
import { addressFrom } from '../procedure/address.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import type { Address } from './contribution-content.js';
import { DIALOGUE_CHANGED } from './contribution.events.js';
import { canSeeDialogues, canSetUpDialogue, type Place } from './contribution.policy.js';
import { Dialogue } from './dialogue.entity.js';
import type { DialogueInput } from './dialogue.graphql.js';
import { SubjectPictureService } from './subject-picture.service.js';

/** A dialogue with its procedure as they were read, with the versions of their rows. */
export interface KnownPlace {
  dialogue: Dialogue;
  dialogueVersion: string;
  procedure: Procedure;
  procedureVersion: string;
}

const MAX_KNOWN = 500;

/** The conversations of a procedure. */
@Injectable()
export class DialogueService {
  private readonly known = new Map<string, { dialogue: Dialogue; version: string }>();

  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly procedures: ProcedureService,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
    private readonly pictures: SubjectPictureService,
  ) {}

  /** Opens a dialogue in a procedure and answers it. Throws `procedure.not-found`, `input.invalid`. */
  async open(procedureSlug: string, input: DialogueInput): Promise<Dialogue> {
    const procedure = await this.procedures.find(procedureSlug);
    authorize(canSetUpDialogue, procedure);
    const key = addressFrom(input.title);
    if (await this.em.findOne(Dialogue, { procedureId: procedure.id, key }))
      throw invalid('title', 'dialogue.title-taken');
    const dialogue = this.em.create(Dialogue, {
      ...{ key, procedureId: procedure.id },
      ...wordsOf(input),
      ...(input.subject.kind === 'picture' && { subject: await this.pictures.keep(input.subject) }),
    } as never);
    this.em.persist(dialogue);
    await this.changed('dialogue.opened', dialogue, null);
    return dialogue;
  }

  /** Sets a dialogue anew; its address and its subject stay. Throws `dialogue.not-found`. */
  async change(procedureSlug: string, key: string, input: DialogueInput): Promise<Dialogue> {
    const { dialogue, procedure } = await this.find(procedureSlug, key);
    authorize(canSetUpDialogue, procedure);
    const before = { ...rulesOf(dialogue), title: dialogue.title };
    const { subject, ...words } = wordsOf(input);
    void subject;
    this.em.assign(dialogue, words);
    await this.changed('dialogue.changed', dialogue, before);
    return dialogue;
  }

  /** The dialogues of a procedure, in the order in which they were opened. Throws `procedure.not-found`. */
  async list(procedureSlug: string): Promise<Dialogue[]> {
    const procedure = await this.procedures.find(procedureSlug);
    authorize(canSeeDialogues, procedure);
    return this.em.find(
      Dialogue,
      { procedureId: procedure.id },
      { orderBy: { createdAt: 'asc', id: 'asc' } },
    );
  }

  /** A dialogue with its procedure, by their addresses. Throws `procedure.not-found`, `dialogue.not-found`. */
  async find(procedureSlug: string, key: string): Promise<Place & { dialogue: Dialogue }> {
    const procedure = await this.procedures.find(procedureSlug);
    return { procedure, dialogue: await this.one({ procedureId: procedure.id, key }) };
  }

  /**
   * As `find`, from memory where it was asked for before: for who writes only where both rows still have these versions,
   * and asks anew where they have not. Read it, do not change it.
   */
  async findKnown(procedureSlug: string, key: string, isAnew = false): Promise<KnownPlace> {
    const { procedure, version: procedureVersion } = isAnew
      ? await this.procedures.findAnew(procedureSlug)
      : await this.procedures.findKnown(procedureSlug);
    const name = `${current.tenantId}/${procedure.id}/${key}`;
    const { dialogue, version } = (!isAnew && this.known.get(name)) || (await this.read(procedure.id, key));
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(name, { dialogue, version });
    return { dialogue, dialogueVersion: version, procedure, procedureVersion };
  }

  /** A dialogue with its procedure, by its id. */
  async of(id: string): Promise<Place & { dialogue: Dialogue; procedure: Procedure }> {
    const dialogue = await this.one({ id });
    return { dialogue, procedure: await this.procedures.find(dialogue.procedureId) };
  }

  /** The addresses of dialogues, by their ids. */
  async addressesOf(ids: string[]): Promise<Map<string, Address>> {
    const rows = await this.database.rows<Address & { id: string }>(
      `select d.id, d.key as dialogue, p.slug as procedure
       from dialogue d join procedure p on p.tenant_id = d.tenant_id and p.id = d.procedure_id
       where d.id = any(?::uuid[])`,
      [`{${ids.join(',')}}`],
    );
    return new Map(rows.map(({ id, ...address }) => [id, address]));
  }

  /** The version first: one that is too old is noticed when something is written, one that is too new never would be. */
  private async read(procedureId: string, key: string): Promise<{ dialogue: Dialogue; version: string }> {
    const [row] = await this.database.rows<{ version: string }>(
      'select xmin::text as version from dialogue where procedure_id = ? and key = ?',
      [procedureId, key],
    );
    return { dialogue: await this.one({ procedureId, key }), version: row?.version ?? '' };
  }

  private one(where: { id: string } | { procedureId: string; key: string }): Promise<Dialogue> {
    return this.em.findOneOrFail(Dialogue, where, { failHandler: (): Problem => notFound('dialogue') });
  }

  private async changed(action: string, dialogue: Dialogue, before: object | null): Promise<void> {
    this.journal.note(action, {
      scopeId: dialogue.procedureId,
      subjectId: dialogue.id,
      before: before as Record<string, unknown> | null,
      after: { ...rulesOf(dialogue), title: dialogue.title },
    });
    await this.outbox.add(DIALOGUE_CHANGED, { dialogueId: dialogue.id });
  }
}

const rulesOf = ({ moderation, contributeBy, rateBy }: Dialogue) => ({ moderation, contributeBy, rateBy });

const wordsOf = ({ title, lead, categories, moderation, contributeBy, rateBy, subject }: DialogueInput) => {
  const { kind, key, address } = subject;
  const about = { key, address };
  const given = Object.fromEntries(Object.entries(about).filter(([, value]) => value));
  return {
    ...{ title: title.trim(), lead: lead.trim(), moderation, contributeBy, rateBy },
    categories: [...new Set(categories.map((one) => one.trim()).filter(Boolean))],
    subject: { kind, ...given },
  };
};
