import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';

type Class<T> = abstract new (...args: never[]) => T;
type Backend<Path extends string> = Record<Path, never>;

/** The services of the running product that the world uses, found in the built backend. */
export async function product(app: NestFastifyApplication) {
  const from = (path: string): Promise<Backend<string>> => import(`../../backend/dist/${path}.js`) as never;
  const service = async (path: string, name: string) =>
    app.get((await from(path))[name] as unknown as Class<never>);

  type T = typeof import('../../backend/src/platform/current.ts');
  const { current, ANONYMOUS } = (await from('platform/current')) as unknown as T;
  const { clock } = (await from(
    'platform/clock',
  )) as unknown as typeof import('../../backend/src/platform/clock.ts');
  const calendar = (await from(
    'procedure/calendar',
  )) as unknown as typeof import('../../backend/src/procedure/calendar.ts');
  const { pdf } = (await from(
    'platform/pdf',
  )) as unknown as typeof import('../../backend/src/platform/pdf.ts');

  const { parseText } = (await from(
    'plan/paragraphs',
  )) as unknown as typeof import('../../backend/src/plan/paragraphs.ts');
  const database: import('../../backend/src/platform/database.ts').Database = await service(
    'platform/database',
    'Database',
  );
  const clerk = { ...ANONYMOUS, accountId: CLERK, roles: ['town-admin', 'planner', 'moderator'] };
  const visit = <R>(tenant: { id: string; slug: string } | null, work: () => Promise<R>): Promise<R> =>
    current.run(
      {
        tenantId: tenant?.id ?? null,
        tenantSlug: tenant?.slug ?? null,
        actor: clerk,
        host: '',
        language: 'de',
        traceId: randomUUID(),
        receivedAt: clock.now(),
        origin: '',
      },
      work,
    );

  return {
    app,
    clock,
    calendar,
    pdf,
    parseText,
    tenants: (await service(
      'tenant/tenant.service',
      'TenantService',
    )) as import('../../backend/src/tenant/tenant.service.ts').TenantService,
    procedures: (await service(
      'procedure/procedure.service',
      'ProcedureService',
    )) as import('../../backend/src/procedure/procedure.service.ts').ProcedureService,
    plans: (await service(
      'plan/plan.service',
      'PlanService',
    )) as import('../../backend/src/plan/plan.service.ts').PlanService,
    documents: (await service(
      'plan/document.service',
      'DocumentService',
    )) as import('../../backend/src/plan/document.service.ts').DocumentService,
    texts: (await service(
      'plan/text.service',
      'TextService',
    )) as import('../../backend/src/plan/text.service.ts').TextService,
    maps: (await service(
      'plan/map.service',
      'MapService',
    )) as import('../../backend/src/plan/map.service.ts').MapService,
    intake: (await service(
      'statement/intake.service',
      'IntakeService',
    )) as import('../../backend/src/statement/intake.service.ts').IntakeService,
    statements: (await service(
      'statement/statement.service',
      'StatementService',
    )) as import('../../backend/src/statement/statement.service.ts').StatementService,
    answers: (await service(
      'weighing/answer.service',
      'AnswerService',
    )) as import('../../backend/src/weighing/answer.service.ts').AnswerService,

    /** Runs work for a town without a transaction. */
    visit,
    transaction: <R>(work: () => Promise<R>): Promise<R> => database.transaction(work),
    rows: <R>(sql: string, parameters: unknown[]): Promise<R[]> => database.rows<R>(sql, parameters),
    /** Runs work for a town as its clerk, in one transaction. */
    as: <R>(tenant: { id: string; slug: string }, work: () => Promise<R>): Promise<R> =>
      visit(tenant, () => database.transaction(work)),
    /** A local date some days from today, whatever the clock is set to. */
    inDays: (days: number): string => calendar.localDate(new Date(Date.now() + days * 86_400_000)),
  };
}

/** The demonstration's planner, who releases what is published. */
const CLERK = '5a1e0000-0000-4000-9000-000000000012';

export type Product = Awaited<ReturnType<typeof product>>;
