import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';

import type { AccountService } from '../../backend/src/account/account.service.ts';
import type { CommentIntakeService } from '../../backend/src/contribution/comment-intake.service.ts';
import type { ContributionIntakeService } from '../../backend/src/contribution/contribution-intake.service.ts';
import type { ContributionService } from '../../backend/src/contribution/contribution.service.ts';
import type { TownAnswerService } from '../../backend/src/contribution/town-answer.service.ts';
import type { DialogueService } from '../../backend/src/contribution/dialogue.service.ts';
import type { DecidingService } from '../../backend/src/moderation/deciding.service.ts';
import type { ReportService } from '../../backend/src/moderation/report.service.ts';
import type { UploadService } from '../../backend/src/platform/upload.service.ts';
import type { DocumentService } from '../../backend/src/plan/document.service.ts';
import type { MapService } from '../../backend/src/plan/map.service.ts';
import type { PlanService } from '../../backend/src/plan/plan.service.ts';
import type { TextService } from '../../backend/src/plan/text.service.ts';
import type { Database } from '../../backend/src/platform/database.ts';
import type { ProcedureService } from '../../backend/src/procedure/procedure.service.ts';
import type { IntakeService } from '../../backend/src/statement/intake.service.ts';
import type { StatementService } from '../../backend/src/statement/statement.service.ts';
import type { TenantService } from '../../backend/src/tenant/tenant.service.ts';
import type { AnswerService } from '../../backend/src/weighing/answer.service.ts';

/** The services that the world uses, by the file and the class in which the built backend has them. */
interface Services {
  accounts: AccountService;
  tenants: TenantService;
  procedures: ProcedureService;
  plans: PlanService;
  documents: DocumentService;
  texts: TextService;
  maps: MapService;
  intake: IntakeService;
  statements: StatementService;
  answers: AnswerService;
  dialogues: DialogueService;
  townAnswers: TownAnswerService;
  contributing: ContributionIntakeService;
  commenting: CommentIntakeService;
  contributions: ContributionService;
  deciding: DecidingService;
  reports: ReportService;
  uploads: UploadService;
  database: Database;
}

const PLACES: Record<keyof Services, [file: string, name: string]> = {
  accounts: ['account/account.service', 'AccountService'],
  tenants: ['tenant/tenant.service', 'TenantService'],
  procedures: ['procedure/procedure.service', 'ProcedureService'],
  plans: ['plan/plan.service', 'PlanService'],
  documents: ['plan/document.service', 'DocumentService'],
  texts: ['plan/text.service', 'TextService'],
  maps: ['plan/map.service', 'MapService'],
  intake: ['statement/intake.service', 'IntakeService'],
  statements: ['statement/statement.service', 'StatementService'],
  answers: ['weighing/answer.service', 'AnswerService'],
  dialogues: ['contribution/dialogue.service', 'DialogueService'],
  townAnswers: ['contribution/town-answer.service', 'TownAnswerService'],
  contributing: ['contribution/contribution-intake.service', 'ContributionIntakeService'],
  commenting: ['contribution/comment-intake.service', 'CommentIntakeService'],
  contributions: ['contribution/contribution.service', 'ContributionService'],
  deciding: ['moderation/deciding.service', 'DecidingService'],
  reports: ['moderation/report.service', 'ReportService'],
  uploads: ['platform/upload.service', 'UploadService'],
  database: ['platform/database', 'Database'],
};

/** The roles in which the demonstration is laid out. */
const CLERK = ['town-admin', 'planner', 'moderator'];

type Town = { id: string; slug: string };
type Class = abstract new (...args: never[]) => unknown;

const from = <Module>(file: string): Promise<Module> => import(`../../backend/dist/${file}.js`);

async function servicesOf(app: NestFastifyApplication): Promise<Services> {
  const found = Object.entries(PLACES).map(async ([key, [file, name]]) => {
    const module = await from<Record<string, Class>>(file);
    return [key, app.get(module[name]!)];
  });
  return Object.fromEntries(await Promise.all(found)) as Services;
}

/** What the product's modules hold without being a service. */
async function valuesOf() {
  const { current, ANONYMOUS } =
    await from<typeof import('../../backend/src/platform/current.ts')>('platform/current');
  const { clock } = await from<typeof import('../../backend/src/platform/clock.ts')>('platform/clock');
  const { pdf } = await from<typeof import('../../backend/src/platform/pdf.ts')>('platform/pdf');
  const { parseText } = await from<typeof import('../../backend/src/plan/paragraphs.ts')>('plan/paragraphs');
  const calendar = await from<typeof import('../../backend/src/procedure/calendar.ts')>('procedure/calendar');
  return { current, ANONYMOUS, clock, pdf, parseText, calendar };
}

/** The running product as its demonstration clerk uses it. */
export async function product(app: NestFastifyApplication) {
  const { current, ANONYMOUS, clock, pdf, parseText, calendar } = await valuesOf();
  const { database, ...services } = await servicesOf(app);
  const actor = { ...ANONYMOUS, accountId: '', roles: CLERK, authenticatedAt: clock.now() };
  const visitTo = (town: Town | null) => ({
    tenantId: town?.id ?? null,
    tenantSlug: town?.slug ?? null,
    actor: { ...actor, accountId: actor.accountId || null },
    host: '',
    language: 'de',
    traceId: randomUUID(),
    receivedAt: clock.now(),
    origin: '',
  });
  /** Runs work for a town without a transaction. */
  const visit = <R>(town: Town | null, work: () => Promise<R>): Promise<R> =>
    current.run(visitTo(town), work);
  const transaction = <R>(work: () => Promise<R>): Promise<R> => database.transaction(work);

  return {
    app,
    clock,
    calendar,
    pdf,
    parseText,
    ...services,
    visit,
    transaction,
    /** From now on the work is done in the name of this account, as whoever releases and answers. */
    workAs: (accountId: string): void => void (actor.accountId = accountId),
    rows: <R>(sql: string, parameters: unknown[]): Promise<R[]> => database.rows<R>(sql, parameters),
    /** Runs work for a town as its clerk, in one transaction. */
    as: <R>(town: Town | null, work: () => Promise<R>): Promise<R> => visit(town, () => transaction(work)),
    /** Runs work for a town as somebody without an account, in one transaction. */
    asCitizen: <R>(town: Town, work: () => Promise<R>): Promise<R> =>
      current.run({ ...visitTo(town), actor: ANONYMOUS }, () => transaction(work)),
    /** A local date some days from today, whatever the clock is set to. */
    inDays: (days: number): string => calendar.localDate(new Date(Date.now() + days * 86_400_000)),
  };
}

export type Product = Awaited<ReturnType<typeof product>>;
