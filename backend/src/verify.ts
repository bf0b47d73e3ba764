import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';

import { CommentAuditService } from './contribution/comment-audit.service.js';
import { ContributionAuditService } from './contribution/contribution-audit.service.js';
import { TownAnswerAuditService } from './contribution/town-answer-audit.service.js';
import { PlanAuditService } from './plan/plan-audit.service.js';
import { clock } from './platform/clock.js';
import { ANONYMOUS, current } from './platform/current.js';
import { Database } from './platform/database.js';
import { UploadService } from './platform/upload.service.js';
import { AuditService, type Claim, type Report } from './register/audit.service.js';
import { StatementAuditService } from './statement/statement-audit.service.js';
import { TenantService } from './tenant/tenant.service.js';
import { DecisionAuditService } from './weighing/decision-audit.service.js';

const BATCH = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** What was looked at, and everything that is not as it was; no personal data. */
export interface Verification {
  sealed: number;
  owners: number;
  findings: string[];
}

/**
 * Recomputes the whole register: the log itself, then what every town keeps against what the log committed to.
 * `progress` hears a word for each step.
 */
export function verifyInstallation(
  app: NestFastifyApplication,
  progress: (step: string) => void = () => undefined,
): Promise<Verification> {
  const visit = { actor: ANONYMOUS, host: '', language: 'de', traceId: randomUUID(), origin: '' };
  const run = async (): Promise<Verification> => {
    const audit = app.get(AuditService);
    const findings: string[] = [];
    const report: Report = (finding) => void findings.push(finding);
    const begun = await audit.now();
    const owned = new Set<string>();

    progress('the log: entries, hashes, signed heads');
    const sealed = await audit.auditLog(report);
    for (const tenant of await app.get(TenantService).all()) {
      progress(`${tenant.slug}: statements, documents, texts`);
      await current.inTenant(tenant.id, tenant.slug, () =>
        verifyTenant(app, { owned, report: (finding) => report(`${tenant.slug}: ${finding}`) }),
      );
    }
    await audit.auditOwners(owned, begun, report);
    return { sealed, owners: owned.size, findings };
  };
  return current.run({ ...visit, tenantId: null, tenantSlug: null, receivedAt: clock.now() }, run);
}

interface Books {
  owned: Set<string>;
  report: Report;
}

interface AuditsVoices {
  audit(after: string, count: number, report: Report): Promise<(Claim & { id: string })[]>;
}

async function verifyTenant(app: NestFastifyApplication, { owned, report }: Books) {
  const [audit, database] = [app.get(AuditService), app.get(Database)];
  const voiced = [
    StatementAuditService,
    ContributionAuditService,
    CommentAuditService,
    TownAnswerAuditService,
  ];
  for (const voices of voiced.map((service) => app.get<AuditsVoices>(service))) {
    for (let after = FIRST; ;) {
      const claims = await database.transaction(() => voices.audit(after, BATCH, report));
      await audit.auditClaims(claims, report);
      for (const { entryId } of claims) owned.add(entryId);
      if (claims.length < BATCH) break;
      after = claims.at(-1)!.id;
    }
  }
  for (const { id, ownerId } of await database.transaction(() => app.get(UploadService).damaged()))
    report(`File ${id} of ${ownerId} is missing or not as it was sent.`);

  const laidOut = await database.transaction(() => app.get(PlanAuditService).audit(report));
  const decided = await database.transaction(() => app.get(DecisionAuditService).audit(report));
  for (const claims of [laidOut, decided]) {
    await audit.auditClaims(claims, report);
    for (const { entryId } of claims) owned.add(entryId);
  }
}
