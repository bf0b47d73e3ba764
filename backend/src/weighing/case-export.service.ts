import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';

import { isFresh } from '../account/account.policy.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { csv } from '../platform/csv.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Files } from '../platform/files.js';
import { Journal } from '../platform/journal.js';
import { log } from '../platform/log.js';
import { Outbox } from '../platform/outbox.js';
import { notFound, Problem } from '../platform/problem.js';
import { xlsx } from '../platform/xlsx.js';
import { CaseExport, type Format } from './case-export.entity.js';
import { EXPORT_ASKED } from './case-export.events.js';
import { AUTHORS, cellsOf, COLUMNS, headsOf, type ExportRow } from './case-export.rows.js';
import { conditionsOf, FROM, type CaseCriteria } from './case.filter.js';
import { canExportAuthors, canExportCases, caseScopes } from './case.policy.js';

const MAX_BYTES = 2 ** 31 - 1;
/** So many statements are read between two looks at how far it is. */
const STEP = 2_000;
const KEPT_DAYS = 7;
const SHOWN = 20;

/** What somebody wants to have as a table. */
export interface ExportWish {
  criteria: CaseCriteria;
  format: Format;
  hasAuthors: boolean;
}

/** Statements as a table, made in the background for the one who asked. */
@Injectable()
export class CaseExportService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly files: Files,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
  ) {}

  /** Throws `canExportCases.forbidden`, `canExportAuthors.forbidden`, `sign-in.not-fresh`. */
  async ask({ criteria, format, hasAuthors }: ExportWish): Promise<string> {
    authorize(canExportCases, null);
    if (hasAuthors) authorize(canExportAuthors, null);
    if (!isFresh(current.actor)) throw new Problem('sign-in.not-fresh');
    const [id, accountId] = [randomUUID(), current.actor.accountId!];
    // The worker is nobody: who “me” is has to be said before.
    const wanted = { ...criteria, ...(criteria.assignee === 'me' && { assignee: accountId }) };
    const asked = { id, accountId, askedAt: clock.now(), scopes: caseScopes(current.actor) };
    this.em.persist(this.em.create(CaseExport, { ...asked, format, hasAuthors, criteria: wanted } as never));
    await this.outbox.add(EXPORT_ASKED, { exportId: id });
    this.journal.note('case.exported', { after: { format, hasAuthors, ...criteria } });
    return id;
  }

  /** One's own, newest first, as long as they are kept. */
  async own(): Promise<CaseExport[]> {
    authorize(canExportCases, null);
    const where = { accountId: current.actor.accountId ?? '', askedAt: { $gt: keptSince() } };
    return current.actor.accountId
      ? this.em.find(CaseExport, where, { orderBy: { askedAt: 'desc' }, limit: SHOWN })
      : [];
  }

  /** Makes the file; begun again after a crash it begins anew. What fails is said to the person who waits for it. */
  async make(id: string): Promise<void> {
    const wish = await this.em.findOne(CaseExport, { id });
    if (!wish || wish.finishedAt) return;
    try {
      let total = 0;
      const rows = this.pages(wish, (done) => (total = done));
      const content = wish.format === 'xlsx' ? xlsx(rows) : inCsv(rows);
      const kept = await this.files.put(content, { tenantId: current.tenantId, maxBytes: MAX_BYTES });
      const made = { total, done: total, fileKey: kept.key, size: kept.size, failedAt: null };
      await this.em.nativeUpdate(CaseExport, { id }, { ...made, finishedAt: clock.now() });
      this.journal.note('case.table-made', { after: { total, format: wish.format } });
    } catch (error) {
      log.error({ err: error, exportId: id }, 'an export could not be made');
      await this.database.transaction(() =>
        this.em.nativeUpdate(CaseExport, { id }, { failedAt: clock.now() }),
      );
    }
  }

  /** The file and its name, for the one who asked and still may. Throws `export.not-found`. */
  async read(id: string): Promise<{ content: Readable; format: Format }> {
    authorize(canExportCases, null, 'export');
    const key = { id, accountId: current.actor.accountId ?? '', askedAt: { $gt: keptSince() } };
    const isAsked = /^[0-9a-f-]{36}$/.test(id) && current.actor.accountId;
    const found = isAsked ? await this.em.findOne(CaseExport, key) : null;
    if (!found?.fileKey) throw notFound('export');
    if (found.hasAuthors) authorize(canExportAuthors, null, 'export');
    return { content: this.files.read(found.fileKey), format: found.format };
  }

  /** Forgets the files that were kept long enough, in the current tenant. */
  async sweep(): Promise<void> {
    const old = await this.em.find(CaseExport, { askedAt: { $lte: keptSince() }, fileKey: { $ne: null } });
    for (const one of old) {
      await this.files.delete(one.fileKey!);
      one.fileKey = null;
    }
  }

  /** The heads, then the statements by the thousand as they were at one instant; how far it is can be seen meanwhile. */
  private async *pages(wish: CaseExport, tell: (done: number) => void): AsyncGenerator<string[][]> {
    yield [headsOf(wish.hasAuthors)];
    await this.open(wish);
    for (let done = 0; ;) {
      const rows = await this.database.rows<ExportRow>(`fetch ${STEP} from export_rows`);
      if (rows.length) yield rows.map((row) => cellsOf(row, wish.hasAuthors));
      tell((done += rows.length));
      if (rows.length < STEP) break;
      await this.database.transaction(() =>
        this.database.rows('update case_export set done = ? where id = ?', [done, wish.id]),
      );
    }
    await this.database.rows('close export_rows');
  }

  /** Read through a cursor they are sorted once, and not once for each page. */
  private open({ criteria, scopes = null, hasAuthors }: CaseExport): Promise<unknown> {
    const { conditions, values } = conditionsOf(criteria, scopes);
    return this.database.rows(
      `declare export_rows no scroll cursor for
       select ${COLUMNS} ${hasAuthors ? AUTHORS : ''} ${FROM} where ${conditions.join(' and ')}
       order by s.received_at desc, s.id desc`,
      values,
    );
  }
}

const keptSince = () => new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000);

async function* inCsv(rows: AsyncIterable<string[][]>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const some of rows) {
    const text = csv(some);
    yield Buffer.from(isFirst ? text : text.slice(1));
    isFirst = false;
  }
}
