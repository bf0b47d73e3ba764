import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { PDFDocument } from 'pdf-lib';
import type { Readable } from 'node:stream';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Files } from '../platform/files.js';
import { notFound } from '../platform/problem.js';
import type { AnswerToSend } from './answer.paper.js';
import { Dispatch, LetterRun } from './dispatch.entity.js';
import { ToSendService } from './to-send.service.js';
import { canSendAnswers } from './weighing.policy.js';

const MAX_BYTES = 512 * 1024 * 1024;
/** So many letters are made between two looks at how far the run is. */
const STEP = 50;
/** Names and addresses are kept no longer than it takes to print them and to ask once more (Art. 5 (1) e GDPR). */
const KEPT_DAYS = 90;

/** Makes all letters of a run into one file, for one printer. */
@Injectable()
export class LetterService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly files: Files,
    private readonly toSend: ToSendService,
  ) {}

  /** Makes the letters of a run; begun again after a crash it begins anew. How far it is can be seen meanwhile. */
  async make(runId: string): Promise<void> {
    const run = await this.em.findOne(LetterRun, { id: runId });
    if (!run || run.finishedAt) return;
    const all = await PDFDocument.create();
    for (let start = 0; start < run.statementIds.length; start += STEP) {
      const ids = run.statementIds.slice(start, start + STEP);
      await this.database.transaction(async () => {
        await this.add(all, ids);
        await this.database.rows('update letter_run set done = ? where id = ?', [start + ids.length, runId]);
      });
    }
    all.setTitle('Antworten auf Stellungnahmen');
    const kept = await this.files.put(await all.save(), { tenantId: current.tenantId, maxBytes: MAX_BYTES });
    const finishedAt = clock.now();
    await this.em.nativeUpdate(LetterRun, { id: runId }, { finishedAt, fileKey: kept.key, size: kept.size });
    await this.em.nativeUpdate(
      Dispatch,
      { id: { $in: run.statementIds } },
      { letterMadeAt: finishedAt, letterMadeBy: run.startedBy ?? null },
    );
  }

  /** The file of a finished run. Throws `letter-run.not-found`. */
  async read(runId: string): Promise<Readable> {
    const run = /^[0-9a-f-]{36}$/.test(runId) ? await this.em.findOne(LetterRun, { id: runId }) : null;
    authorize(canSendAnswers, { id: run?.procedureId ?? '' }, 'letter-run');
    if (!run?.fileKey) throw notFound('letter-run');
    return this.files.read(run.fileKey);
  }

  /** Forgets the files that were kept long enough, in the current tenant; each letter can be made anew. */
  async sweep(): Promise<void> {
    const before = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000);
    const old = await this.em.find(LetterRun, { finishedAt: { $lte: before }, fileKey: { $ne: null } });
    for (const run of old) {
      await this.files.delete(run.fileKey!);
      Object.assign(run, { fileKey: null, size: null });
    }
  }

  private async add(all: PDFDocument, statementIds: string[]): Promise<void> {
    const sent: AnswerToSend[] = [];
    for (const id of statementIds) {
      const one = await this.toSend.of(id);
      if (one) sent.push(one);
    }
    if (!sent.length) return;
    const some = await PDFDocument.load(await this.toSend.letters(sent));
    for (const page of await all.copyPages(some, some.getPageIndices())) all.addPage(page);
  }
}
