import { PDFDocument } from 'pdf-lib';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import type { Actor } from '../src/platform/current.js';
import type { Problem } from '../src/platform/problem.js';
import { DeskPlanService } from '../src/plan/desk-plan.service.js';
import type { IntakeOrder } from '../src/plan/material.service.js';
import { PlanIntakeService } from '../src/plan/plan-intake.service.js';
import { PlanUploadService } from '../src/plan/plan-upload.service.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { ProcedureService } from '../src/procedure/procedure.service.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { anActor, type testApp } from './app.js';
import { aProcedure, aTown } from './builders.js';

export interface Sent extends Partial<IntakeOrder> {
  by?: Actor;
  to?: Procedure;
  place?: TenantRef;
}

const clerk = anActor('clerk');

/** The plan at the desk of one town: a public procedure, drafts, and what is sent to them. */
export class PlanDesk {
  town!: TenantRef;
  open!: Procedure;

  constructor(private readonly product: ReturnType<typeof testApp>) {}

  async begin(): Promise<void> {
    this.town = await aTown(this.product);
    this.open = await aProcedure(this.product, this.town);
  }

  as = <T>(work: () => Promise<T>, actor: Actor = clerk): Promise<T> =>
    this.product.as(this.visitOf(actor), work);

  async draft(): Promise<Procedure> {
    const { id, createdAt, publishedAt, tenantId, ...words } = await aProcedure(this.product, this.town);
    void [id, createdAt, publishedAt, tenantId];
    const slug = `entwurf-${randomUUID().slice(0, 8)}`;
    const create = () => this.product.get(ProcedureService).create({ ...words, slug } as never);
    return this.as(create, anActor('planner'));
  }

  /** Sends a file as the page of the desk does. */
  send(
    what: IntakeOrder['what'],
    content: Buffer | string,
    { by = clerk, to = this.open, place = this.town, ...said }: Sent = {},
  ) {
    const named = { fileName: 'plan.pdf', key: null, title: '', language: null, ...said };
    const order: IntakeOrder = { procedure: to.slug, what, ...named };
    const intake = this.product.get(PlanIntakeService);
    return this.product.visit(this.visitOf(by, place), () =>
      intake.take(order, Readable.from([Buffer.from(content)])),
    );
  }

  seen = (procedure: Procedure) => this.as(() => this.product.get(DeskPlanService).open(procedure.slug));

  takeIn(procedure: Procedure, upload: string, title: string): Promise<void> {
    const naming = { upload, title, kind: 'reasons' as const, language: 'de' };
    return this.as(() => this.product.get(PlanUploadService).takeIn(procedure.id, [naming]));
  }

  private visitOf = (actor: Actor, place = this.town) => ({
    tenantId: place.id,
    tenantSlug: place.slug,
    actor,
  });
}

/** What is wrong: the code of the first field, or of the problem. */
export const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ code, fields }: Problem) => Object.values(fields ?? {})[0] ?? code,
  );

export async function pdf(...pages: string[]): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (const text of pages) document.addPage().drawText(text);
  return Buffer.from(await document.save());
}
