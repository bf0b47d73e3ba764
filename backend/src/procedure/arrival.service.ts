import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { env } from '../platform/env.js';
import { sha256OfCanonical } from '../register/canonical.js';
import { makeEntry, type EntryKind } from '../register/entry.js';
import { numberOf } from '../register/number.js';
import { signReceipt, type ReceiptClaims } from '../register/receipt.js';
import { TenantService } from '../tenant/tenant.service.js';
import { berlinIso } from './calendar.js';
import type { Procedure } from './procedure.entity.js';

const MAX_ATTEMPTS = 6;

/** Something that comes into a procedure, before it is written down. */
export interface Arrival {
  kind: EntryKind;
  /** The submission id, made by the browser when the draft began. */
  id: string;
  /** What its number is made from, so that kinds do not share theirs. */
  seed: string;
  procedure: Procedure;
  /** The canonical content: what receipt and register vouch for. */
  content: object;
  files: ReceiptClaims['files'];
  channel: string;
  receivedAt: Date;
}

/** What is written beside the words of an arrival, under the names of its columns. */
export interface Noted {
  number: string;
  contentHash: string;
  /** The signed receipt, compact JWS. */
  receipt: string;
  /** Hex; opens the commitment in the register. */
  salt: string;
  entryId: string;
  /** The register's entry, base64. */
  entry: string;
  isLate: boolean;
}

/** How one kind of arrival is kept. */
export interface Way<Kept> {
  /** Finds its place and refuses what may not come in; anew after something has changed meanwhile. */
  open(isAnew: boolean): Promise<void>;
  /** One round trip; null when the id or the number is taken, or its place is no longer as it was read. */
  write(attempt: number): Promise<Kept | null>;
  /** What is kept under the id already; throws where other content came under it. */
  known(): Promise<Kept | null>;
}

/** The way in that statements, contributions and comments share: receipt and entry are made in memory, then one round trip. */
@Injectable()
export class ArrivalService {
  constructor(
    private readonly database: Database,
    private readonly tenants: TenantService,
  ) {}

  /** Number, receipt and register entry of an arrival; nothing is written yet. */
  async note({ kind, id, seed, content, ...arrival }: Arrival, attempt: number): Promise<Noted> {
    const number = numberOf(await this.tenants.codeOf(current.tenantId), seed, attempt);
    const salt = randomBytes(32);
    const entry = makeEntry({ kind, at: arrival.receivedAt, salt, content });
    const contentHash = sha256OfCanonical(content);
    const claims = claimsOf(arrival, { id, number, contentHash, entry: entry.hash });
    return {
      ...{ number, contentHash, receipt: await signReceipt(claims), salt: salt.toString('hex') },
      ...{ entryId: entry.id, entry: entry.bytes.toString('base64'), isLate: !claims.inTime },
    };
  }

  /** Writes with one statement of SQL that takes the values as JSON, and commits. Its row, where anything was written. */
  async write<Row extends object>(sql: string, values: object): Promise<Row | null> {
    const [row] = await this.database.rowsAndCommit<Row & { written: number }>(sql, [JSON.stringify(values)]);
    return row && Number(row.written) === 1 ? row : null;
  }

  /**
   * Keeps an arrival once, however often it is sent: the same submission again is answered with what is kept, even when
   * nothing new is taken any more. Throws what `open` and `known` throw.
   */
  async keep<Kept>({ open, write, known }: Way<Kept>): Promise<Kept> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      try {
        await open(attempt > 0);
      } catch (refusal) {
        const kept = await known();
        if (kept) return kept;
        throw refusal;
      }
      const kept = (await write(attempt)) ?? (await known());
      if (kept) return kept;
    }
    throw new Error('No free receipt number was found.');
  }
}

interface Named {
  id: string;
  number: string;
  contentHash: string;
  /** SHA-256 of the register's entry, hex. */
  entry: string;
}

/** What the receipt says of an arrival; in time is what was here before the end of the last day (§ 188 (1) BGB). */
function claimsOf(
  { procedure, files, channel, receivedAt }: Pick<Arrival, 'procedure' | 'files' | 'channel' | 'receivedAt'>,
  { id, number, contentHash, entry }: Named,
): ReceiptClaims {
  const phase = procedure.participationAt(receivedAt);
  return {
    iss: env.ORIGIN,
    sub: id,
    number,
    tenant: current.visit.tenantSlug ?? '',
    procedure: { slug: procedure.slug, title: procedure.title },
    content: contentHash,
    files,
    receivedAt: receivedAt.toISOString(),
    receivedAtBerlin: berlinIso(receivedAt),
    deadline: phase?.lastDay ? { lastDay: phase.lastDay, endsAt: phase.endsAt!.toISOString() } : null,
    inTime: !(phase?.endsAt && receivedAt >= phase.endsAt),
    channel,
    register: { entry },
  };
}

/** What arrived: the one parameter, JSON. */
export const ARRIVAL = `arrival as (select $1::jsonb as a)`;

/**
 * A value of what arrived, to look rows up by. As a subquery it is a parameter of the plan: row level security lets no
 * function that takes JSON apart use an index beside it, and all rows of the town would be read.
 */
export const given = (name: string, type = 'uuid'): string =>
  `(select (a->>'${name}')::${type} from arrival)`;

/** The procedure as `p`, only where it is as it was read. */
export const ITS_PROCEDURE = `join procedure p on p.tenant_id = ${given('tenantId')} and p.id = ${given('procedureId')}
      and p.xmin::text = a->>'procedureVersion'`;

/** The entry of the register, where anything was `written`. */
export const ENTRY = `entry as (
    insert into register.entry (id, entry)
    select (a->>'entryId')::uuid, decode(a->>'entry', 'base64') from arrival, written
  )`;

/** The files that came with what was `written` belong to it from now on. */
export const FILES = `files as (
    update upload u set owner_id = w.id from written w
    where u.tenant_id = w.tenant_id and u.owner_id is null
      and u.id = any (array(select (f->>'id')::uuid from arrival, jsonb_array_elements(a->'files') as f))
  )`;
