import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { InstitutionService } from '../account/institution.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { env } from '../platform/env.js';
import { mac } from '../platform/mac.js';
import { invalid, Problem } from '../platform/problem.js';
import { berlinIso } from '../procedure/calendar.js';
import { ProcedureService, type KnownProcedure } from '../procedure/procedure.service.js';
import { sha256OfCanonical } from '../register/canonical.js';
import { arrivalEntry, type Entry } from '../register/entry.js';
import { codeOf, numberOf } from '../register/number.js';
import { signReceipt, type ReceiptClaims } from '../register/receipt.js';
import { TenantService } from '../tenant/tenant.service.js';
import { AboutService } from './about.service.js';
import { contentOf, type About, type Channel, type Content, type StatementFile } from './content.js';
import { INSERT_STATEMENT } from './intake.sql.js';
import type { SubmitStatementInput, SubmittedStatement } from './statement.graphql.js';
import { canSubmitStatement } from './statement.policy.js';
import { UploadService } from './upload.service.js';

const MAX_ATTEMPTS = 6;

/** What has arrived, before it is written down. */
interface Arrival {
  input: SubmitStatementInput;
  known: KnownProcedure;
  about: About;
  files: StatementFile[];
  channel: Channel;
  receivedAt: Date;
  fingerprint: string;
}

/** The way in: statement, files, receipt, register entry and outbox row are one statement of SQL (design § 7). */
@Injectable()
export class IntakeService {
  constructor(
    private readonly database: Database,
    private readonly procedures: ProcedureService,
    private readonly abouts: AboutService,
    private readonly uploads: UploadService,
    private readonly tenants: TenantService,
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
    const files = await this.uploads.claim(input.files);
    const fingerprint = mac(
      'codeKey',
      JSON.stringify({ ...input, about, files: files.map(({ sha256 }) => sha256) }),
    ).toString('hex');
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const arrival: Arrival = { input, known, about, files, channel, receivedAt, fingerprint };
      const number = (await this.write(arrival, attempt)) ?? (await this.numberOfKnown(arrival));
      if (number) return { number, code: codeOf(`${current.tenantId}|${input.id}`) };
      known = await this.procedures.findAnew(input.procedure);
      refuse(input, known);
    }
    throw new Error('No free receipt number was found.');
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

  /** One round trip; null when the id or the number is taken, or the procedure has changed. */
  private async write(arrival: Arrival, attempt: number): Promise<string | null> {
    const values = await this.valuesOf(arrival, attempt);
    const [row] = await this.database.rowsAndCommit<{ written: number }>(INSERT_STATEMENT, [
      JSON.stringify(values),
    ]);
    return Number(row?.written) === 1 ? values.number : null;
  }

  private async numberOfKnown({ input, fingerprint }: Arrival): Promise<string | null> {
    const [known] = await this.database.rows<{ fingerprint: string; number: string }>(
      'select fingerprint, number from statement where id = ?',
      [input.id],
    );
    if (known && known.fingerprint !== fingerprint) throw new Problem('statement.conflict');
    return known?.number ?? null;
  }

  private async valuesOf(arrival: Arrival, attempt: number) {
    const { input, known, about, files, channel, receivedAt, fingerprint } = arrival;
    const { procedure, version } = known;
    const { kind: authorKind, isAnonymous, answerBy, institution, ...identity } = input.author;
    const { id, text, mayPublish } = input;
    const number = numberOf(
      await this.tenants.codeOf(current.tenantId),
      `${current.tenantId}|${id}`,
      attempt,
    );
    const said = { text, about, files, authorKind, isAnonymous, mayPublish, channel };
    const content = contentOf({ id, procedure: procedure.slug, ...said });
    const salt = randomBytes(32);
    const entry = arrivalEntry({ at: receivedAt, salt, content });
    const claims = claimsOf(arrival, { number, content, entry });

    return {
      id,
      number,
      ...said,
      fingerprint,
      isLate: !claims.inTime,
      receipt: await signReceipt(claims),
      contentHash: claims.content,
      tenantId: current.tenantId,
      procedureId: procedure.id,
      procedureVersion: version,
      receivedAt: receivedAt.toISOString(),
      // What the staff types in is nobody's own: it would else stand among the statements of who typed.
      accountId: channel === 'web' ? current.actor.accountId : null,
      institutionId: institution ?? null,
      enteredBy: channel === 'web' ? null : current.actor.accountId,
      enteredAt: clock.now().toISOString(),
      salt: salt.toString('hex'),
      entryId: entry.id,
      entry: entry.bytes.toString('base64'),
      identity: isAnonymous ? { email: identity.email ?? null, answerBy } : { ...identity, answerBy },
    };
  }
}

interface Noted {
  number: string;
  content: Content;
  entry: Entry;
}

/** What the receipt says of an arrival; in time is what was here before the end of the last day (§ 188 (1) BGB). */
function claimsOf({ input, known, channel, receivedAt }: Arrival, noted: Noted): ReceiptClaims {
  const { procedure } = known;
  const { number, content, entry } = noted;
  const phase = procedure.participationAt(receivedAt);

  return {
    iss: env.ORIGIN,
    sub: input.id,
    number,
    tenant: current.visit.tenantSlug ?? '',
    procedure: { slug: procedure.slug, title: procedure.title },
    content: sha256OfCanonical(content),
    files: content.files,
    receivedAt: receivedAt.toISOString(),
    receivedAtBerlin: berlinIso(receivedAt),
    deadline: phase?.lastDay ? { lastDay: phase.lastDay, endsAt: phase.endsAt!.toISOString() } : null,
    inTime: !(phase?.endsAt && receivedAt >= phase.endsAt),
    channel,
    register: { entry: entry.hash },
  };
}

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
