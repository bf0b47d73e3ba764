import { Injectable } from '@nestjs/common';

import { InstitutionService } from '../account/institution.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { mac } from '../platform/mac.js';
import { invalid, Problem } from '../platform/problem.js';
import type { KeptFile } from '../platform/upload.entity.js';
import { UploadService } from '../platform/upload.service.js';
import { ArrivalService } from '../procedure/arrival.service.js';
import { ProcedureService, type KnownProcedure } from '../procedure/procedure.service.js';
import { codeOf } from '../register/number.js';
import { AboutService } from './about.service.js';
import { contentOf, type About, type Channel, type Origin } from './content.js';
import { INSERT_STATEMENT } from './intake.sql.js';
import type { SubmitStatementInput, SubmittedStatement } from './statement.graphql.js';
import { canSubmitStatement } from './statement.policy.js';

/** What has arrived, before it is written down. */
interface Arrival {
  input: SubmitStatementInput;
  known: KnownProcedure;
  about: About;
  files: KeptFile[];
  channel: Channel;
  receivedAt: Date;
  fingerprint: string;
  origin?: Origin;
}

/** What was said elsewhere, as it is taken over: it keeps its instant of arrival and names the entry that vouches for it. */
export interface Taken {
  id: string;
  procedureId: string;
  text: string;
  about: About;
  files: KeptFile[];
  receivedAt: Date;
  /** What stood beside it; null for nothing. */
  name: string | null;
  origin: Origin;
}

/** The way in: statement, files, receipt, register entry and outbox row are one statement of SQL (design § 7). */
@Injectable()
export class IntakeService {
  constructor(
    private readonly database: Database,
    private readonly procedures: ProcedureService,
    private readonly abouts: AboutService,
    private readonly uploads: UploadService,
    private readonly arrivals: ArrivalService,
    private readonly institutions: InstitutionService,
  ) {}

  /**
   * Takes a statement in and answers its number, with the code that opens its receipt. The same submission again changes nothing; the same id with other
   * content throws `statement.conflict`. Late is accepted and marked (§ 4a (5) BauGB); before the first day it
   * throws `canSubmitStatement.forbidden`. Input that cannot be kept throws `input.invalid` with its fields.
   */
  async submit(
    typed: SubmitStatementInput,
    channel: Channel = 'web',
    receivedAt = current.receivedAt,
  ): Promise<SubmittedStatement> {
    let known = await this.procedures.findKnown(typed.procedure);
    const input = await this.inTheNameOf(typed, channel);
    refuse(input, known);

    const about = await this.abouts.resolve(known.procedure.id, input.about);
    const files = await this.uploads.claim(input.files, input.id);
    const fingerprint = mac(
      'codeKey',
      JSON.stringify({ ...input, about, files: files.map(({ sha256 }) => sha256) }),
    ).toString('hex');
    const number = await this.arrivals.keep({
      open: async (isAnew) => {
        if (!isAnew) return;
        known = await this.procedures.findAnew(input.procedure);
        refuse(input, known);
      },
      write: (attempt) =>
        this.write({ input, known, about, files, channel, receivedAt, fingerprint }, attempt),
      known: () => this.numberOfKnown(input.id, fingerprint),
    });
    return { number, code: codeOf(`${current.tenantId}|${input.id}`) };
  }

  /**
   * Writes what was said in a dialogue down as a statement, in the running transaction and without an actor: its caller
   * has asked who may. Its author is told by the dialogue, so that no address is copied and none is asked for an answer.
   */
  async takeOver({ name, procedureId, receivedAt, about, files, origin, ...said }: Taken): Promise<void> {
    const { slug } = await this.procedures.find(procedureId);
    const author = {
      kind: 'person' as const,
      isAnonymous: !name,
      answerBy: 'none' as const,
      ...(name && { name }),
    };
    const input = { ...said, procedure: slug, about: {}, files: [], author, mayPublish: false };
    const fingerprint = mac('codeKey', JSON.stringify({ ...said, about, origin })).toString('hex');
    const channel = 'dialogue' as const;
    let known = await this.procedures.findAnew(slug);
    await this.arrivals.keep<true>({
      open: async (isAnew) => void (isAnew && (known = await this.procedures.findAnew(slug))),
      write: async (attempt) => {
        const arrival = { input, known, about, files, channel, receivedAt, fingerprint, origin };
        // Some hundreds are one transaction: nothing is committed here.
        const [row] = await this.database.rows<{ written: number }>(INSERT_STATEMENT.replace('$1', '?'), [
          JSON.stringify(await this.valuesOf(arrival, attempt)),
        ]);
        return Number(row?.written) === 1 ? true : null;
      },
      known: () => Promise.resolve(null),
    });
  }

  /** Who speaks for a registered institution says its name as the register has it. */
  private async inTheNameOf(input: SubmitStatementInput, channel: Channel): Promise<SubmitStatementInput> {
    const { institution, isAnonymous, kind } = input.author;
    if (!institution) return input;
    const isMine = channel === 'web' && current.actor.speaksFor.includes(institution);
    if (!isMine || isAnonymous || kind !== 'organisation') throw invalid('kind', 'institution.not-yours');
    const organisation = await this.institutions.nameToSpeakFor(institution);
    return { ...input, author: { ...input.author, organisation } };
  }

  private async write(arrival: Arrival, attempt: number): Promise<string | null> {
    const values = await this.valuesOf(arrival, attempt);
    return (await this.arrivals.write(INSERT_STATEMENT, values)) ? values.number : null;
  }

  private async numberOfKnown(id: string, fingerprint: string): Promise<string | null> {
    const [known] = await this.database.rows<{ fingerprint: string; number: string }>(
      'select fingerprint, number from statement where id = ?',
      [id],
    );
    if (known && known.fingerprint !== fingerprint) throw new Problem('statement.conflict');
    return known?.number ?? null;
  }

  private async valuesOf(arrival: Arrival, attempt: number) {
    const { input, known, channel, receivedAt, fingerprint } = arrival;
    const { procedure, version } = known;
    const { kind: _, isAnonymous, answerBy, institution, ...identity } = input.author;
    const { id } = input;
    const said = saidIn(arrival);
    const content = contentOf({ id, procedure: procedure.slug, ...said });
    const noted = await this.arrivals.note(
      {
        ...{ kind: 'statement-arrived', id, seed: `${current.tenantId}|${id}`, procedure, content },
        ...{ files: content.files, channel, receivedAt },
      },
      attempt,
    );

    return {
      id,
      ...noted,
      ...said,
      fingerprint,
      tenantId: current.tenantId,
      procedureId: procedure.id,
      procedureVersion: version,
      receivedAt: receivedAt.toISOString(),
      // What the staff types in is nobody's own: it would else stand among the statements of who typed.
      accountId: channel === 'web' ? current.actor.accountId : null,
      institutionId: institution ?? null,
      enteredBy: channel === 'web' ? null : current.actor.accountId,
      enteredAt: clock.now().toISOString(),
      identity: isAnonymous ? { email: identity.email ?? null, answerBy } : { ...identity, answerBy },
    };
  }
}

/** Everything that the receipt vouches for. */
const saidIn = ({ input, about, files, channel, origin }: Arrival) => ({
  ...{ text: input.text, about, files, authorKind: input.author.kind },
  ...{ isAnonymous: input.author.isAnonymous, mayPublish: input.mayPublish, channel },
  ...(origin && { origin }),
});

function refuse({ text, author }: SubmitStatementInput, { procedure }: KnownProcedure): void {
  authorize(canSubmitStatement, procedure);
  const fields: Record<string, string> = {};
  if (!text.trim()) fields.text = 'statement.text-missing';
  for (const [field, value] of Object.entries({ text, ...author })) {
    if (typeof value === 'string' && !canBeKept(value)) fields[field] = 'input.unreadable-letters';
  }
  if (author.isAnonymous && !procedure.anonymousAllowed) fields.name = 'statement.name-needed';
  if (!author.isAnonymous && !author.name?.trim()) fields.name = 'statement.name-missing';
  if (author.kind === 'organisation' && !author.organisation?.trim())
    fields.organisation = 'statement.organisation-missing';
  if (author.answerBy === 'email' && !author.email) fields.email = 'statement.email-missing';
  if (author.answerBy === 'post' && !(author.street && author.postcode && author.place))
    fields.street = 'statement.address-missing';
  if (Object.keys(fields).length) throw new Problem('input.invalid', fields);
}

/** PostgreSQL keeps neither NUL nor half of a surrogate pair. */
const canBeKept = (value: string) => value.isWellFormed() && !value.includes('\u0000');
