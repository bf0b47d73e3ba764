import { EntityManager } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import type { Role } from '../../src/account/account.entity.js';
import { codeOf, InvitationService } from '../../src/account/invitation.service.js';
import { PeopleService } from '../../src/desk/people.service.js';
import { Appeal } from '../../src/moderation/report.entity.js';
import { ReleaseService } from '../../src/moderation/release.service.js';
import { clock } from '../../src/platform/clock.js';
import { ANONYMOUS, type Actor } from '../../src/platform/current.js';
import { DeskPlanService } from '../../src/plan/desk-plan.service.js';
import { MapService } from '../../src/plan/map.service.js';
import { PlanUploadService } from '../../src/plan/plan-upload.service.js';
import { PlanIntakeService } from '../../src/plan/plan-intake.service.js';
import { PublicationService } from '../../src/plan/publication.service.js';
import { RunService } from '../../src/procedure/run.service.js';
import { SetupService } from '../../src/procedure/setup.service.js';
import { DialogueProjector } from '../../src/portal/dialogue.projector.js';
import { Projector } from '../../src/portal/projector.js';
import type { Procedure } from '../../src/procedure/procedure.entity.js';
import { IntakeService } from '../../src/statement/intake.service.js';
import type { SubmitStatementInput } from '../../src/statement/statement.graphql.js';
import { AnswerService } from '../../src/weighing/answer.service.js';
import { TownSettingsService } from '../../src/tenant/town-settings.service.js';
import { CaseChoicesService } from '../../src/weighing/case-choices.service.js';
import { CaseWorkService } from '../../src/weighing/case-work.service.js';
import { OutgoingService } from '../../src/weighing/outgoing.service.js';
import { RecommendationService } from '../../src/weighing/recommendation.service.js';
import { TextBlockService } from '../../src/weighing/text-block.service.js';
import { anActor } from '../app.js';
import { aProcedure, aStatement, inDays } from '../builders.js';
import { pdf } from '../plan-desk.js';
import { aPerson } from './columns.js';
import { byMail, byPost, type weighingWorld } from '../weighing-world.js';

export const SAME = 'Bitte erhalten Sie die alten Linden am Ufer.';
export const FEATURE = { name: 'Ufer', kind: 'other', note: '' };
export const GEOMETRY = { type: 'Point', coordinates: [12.13, 51.05] };
export const LAYER = { title: 'Luftbild', url: 'https://wms.example/dienst', layers: 'luftbild' };
export const RECOMMENDATION = { outcome: 'followed', text: 'Die Linden bleiben.', isReady: true, after: 0 };
export const ANSWER = { outcome: 'followed', text: 'Die Linden bleiben.', body: 'Stadtrat' } as const;

type Service<T> = abstract new (...args: never[]) => T;
type World = ReturnType<typeof weighingWorld>;

/** Makes what an operation is asked about, each time anew, so that no answer depends on the one before. */
export class MatrixWorld {
  /** The procedure that was made or used last: what the roles for one procedure are held in. */
  scope = '';

  /** The address of somebody who has an account and no role. */
  readonly guest = `${randomUUID()}@mail.example`;

  private alike?: Promise<{ procedure: Procedure; sample: string }>;

  constructor(readonly it: World) {}

  /** Makes a dialogue public as the worker does, with one of its contributions. */
  async projected(procedure: Procedure, dialogue: { id: string }, contribution?: string): Promise<void> {
    const { product, world } = this.it;
    // Each in a transaction of its own, as the worker does that runs beside this.
    const alone = (work: () => Promise<void>) =>
      product.as({ tenantId: world.town.id, tenantSlug: world.town.slug }, work);
    await alone(() => product.get(Projector).projectProcedure(procedure.id));
    await alone(() => product.get(DialogueProjector).dialogue(dialogue.id));
    if (contribution) await alone(() => product.get(DialogueProjector).contribution(contribution));
  }

  /** The appeal against a decision about something that was said. */
  async appealOf(subjectId: string): Promise<string> {
    const find = (em: EntityManager) => em.findOneOrFail(Appeal, { subjectId });
    return (await this.with('moderator', EntityManager, find)).id;
  }

  async with<S, T>(role: string, service: Service<S>, work: (found: S) => Promise<T>): Promise<T> {
    const { product, world } = this.it;
    const actor: Actor = { ...anActor(role), authenticatedAt: clock.now() };
    const visit = { tenantId: world.town.id, tenantSlug: world.town.slug, actor };
    return product.as(visit, () => work(product.get(service)));
  }

  /** Lets the guest sign in once. */
  async begin(): Promise<void> {
    await aPerson(this.it.product, 'Gudrun Gast', this.guest);
  }

  async open(): Promise<Procedure> {
    return this.at(await aProcedure(this.it.product, this.it.world.town));
  }

  async draft(): Promise<Procedure> {
    const title = `Entwurf ${randomUUID().slice(0, 8)}`;
    const start = { title, lawProfile: 'informal' as const, kind: 'konzept' as const };
    const told = { teaser: 'Neue Wohnungen.', summary: 'Am Fluss sollen Wohnungen entstehen.' };
    const begun = await this.with('planner', SetupService, (setup) => setup.begin(start));
    await this.with('planner', SetupService, (setup) => setup.change(begun.slug, told));
    return this.at(begun);
  }

  async planned(): Promise<Procedure> {
    const draft = await this.draft();
    const wish = { at: new Date(`${inDays(3)}T08:00:00Z`), reason: '' };
    await this.with('planner', PublicationService, (service) => service.publish(draft.slug, wish));
    return draft;
  }

  async interrupted(): Promise<Procedure> {
    const { slug } = await this.open();
    return this.with('planner', RunService, (run) => run.interrupt(slug, 'Serverausfall'));
  }

  /** A statement with its number and code; sent by this account where one is named. */
  async statement(
    input: Partial<SubmitStatementInput> = {},
    to: Procedure = this.it.world.procedure,
    accountId: string | null = null,
  ) {
    const { product, world } = this.it;
    this.at(to);
    const visit = {
      tenantId: world.town.id,
      tenantSlug: world.town.slug,
      actor: { ...ANONYMOUS, accountId },
    };
    const given = aStatement(to, { mayPublish: true, ...input });
    const sent = await product.as(visit, () => product.get(IntakeService).submit(given));
    return { id: given.id, number: sent.number, code: sent.code };
  }

  async recommended(to: Procedure = this.it.world.procedure) {
    const statement = await this.statement({ author: byMail('anna@mail.example') }, to);
    const said = RECOMMENDATION as never;
    await this.with('clerk', RecommendationService, (service) => service.save(statement.number, null, said));
    return statement;
  }

  async answered(author: SubmitStatementInput['author'] = byMail('anna@mail.example'), to?: Procedure) {
    const statement = await this.statement({ author }, to);
    const draft = { ...ANSWER, decidedOn: inDays(0) };
    await this.with('planner', AnswerService, (service) => service.publish(statement.id, draft));
    return statement;
  }

  /** A procedure in which a letter waits to be made. */
  async lettersWait(): Promise<Procedure> {
    const procedure = await this.open();
    await this.answered(byPost('Anna Albrecht'), procedure);
    await this.it.world.worker.settle();
    return procedure;
  }

  async letterRun(): Promise<string> {
    const { slug } = await this.lettersWait();
    const run = await this.with('clerk', OutgoingService, (service) => service.start(slug));
    await this.it.world.worker.settle();
    return run;
  }

  async proposed(): Promise<string> {
    const { number } = await this.statement();
    const copy = { source: SAME, words: ['Linden'], authorLabel: 'Eine Bürgerin', files: [] };
    await this.with('clerk', ReleaseService, (service) => service.propose(number, copy));
    return number;
  }

  async released(): Promise<string> {
    const number = await this.proposed();
    await this.with('planner', ReleaseService, (service) => service.release(number));
    return number;
  }

  /** A copy that its author is shown before it becomes public. */
  async shown() {
    const statement = await this.statement();
    const copy = { source: SAME, words: [], authorLabel: 'Eine Bürgerin', files: [] };
    await this.rules(14);
    await this.with('clerk', ReleaseService, (service) => service.propose(statement.number, copy));
    await this.with('planner', ReleaseService, (service) => service.release(statement.number));
    await this.rules(0);
    return statement;
  }

  async upload(to: Procedure): Promise<string> {
    const order = { procedure: to.slug, what: 'document', fileName: 'plan.pdf', key: null } as const;
    return (await this.send({ ...order, title: '', language: null }, await pdf('Plan'))).id;
  }

  async document(to: Procedure): Promise<string> {
    const naming = { upload: await this.upload(to), title: 'Planzeichnung', kind: 'reasons', language: 'de' };
    await this.with('clerk', PlanUploadService, (service) => service.takeIn(to.id, [naming as never]));
    return 'planzeichnung';
  }

  async textDraft(to: Procedure): Promise<string> {
    const order = { procedure: to.slug, what: 'text', fileName: 'text.md', key: null } as const;
    await this.send({ ...order, title: 'Begründung', language: null }, '## Wege\n\nDer Weg ist breit.');
    return 'begruendung';
  }

  async feature(to: Procedure): Promise<string> {
    const draft = { ...FEATURE, geometry: GEOMETRY } as never;
    await this.with('clerk', MapService, (maps) => maps.addFeature(to.id, draft));
    return (await this.plan(to)).features[0]!.id;
  }

  async layer(to: Procedure): Promise<string> {
    await this.with('clerk', MapService, (maps) => maps.addLayer(to.id, LAYER));
    return (await this.plan(to)).layers[0]!.id;
  }

  async block(): Promise<string> {
    const title = `Linden ${randomUUID()}`;
    const block = { title, text: 'Die Linden bleiben.' };
    const kept = await this.with('clerk', TextBlockService, (blocks) => blocks.save(null, block));
    return kept.find((one) => one.title === title)!.id;
  }

  /** A handing over by this person, or by somebody. */
  async handover(accountId: string | null): Promise<string> {
    const { number } = await this.statement();
    const assignment = { dueOn: inDays(3) };
    return (await this.by(accountId, CaseWorkService, (work) => work.assign([number], assignment))).id;
  }

  /** A saved view of this person, or of somebody. */
  async view(accountId: string | null): Promise<string> {
    const views = await this.by(accountId, CaseChoicesService, (choices) => choices.save('Meine', 'wer=me'));
    return views[0]!.id;
  }

  private by<S, T>(
    accountId: string | null,
    service: Service<S>,
    work: (found: S) => Promise<T>,
  ): Promise<T> {
    const { product, world } = this.it;
    const actor = { ...anActor('clerk'), ...(accountId && { accountId }) };
    const visit = { tenantId: world.town.id, tenantSlug: world.town.slug, actor };
    return product.as(visit, () => work(product.get(service)));
  }

  async invitation(mail: string): Promise<{ id: string; code: string }> {
    await this.with('town-admin', InvitationService, (service) => service.invite(mail, 'reader', null));
    const [made] = await this.with('town-admin', InvitationService, (service) => service.waiting());
    return { id: made!.id, code: codeOf(made!) };
  }

  async membership(mail: string, role: Role = 'reader'): Promise<string> {
    await this.with('town-admin', PeopleService, (people) => people.grant({ mail, role }));
    const { members } = await this.with('town-admin', PeopleService, (people) => people.list());
    return members.find((member) => member.mail === mail)!.roles[0]!.id;
  }

  /** More than fifty who say the same (§ 3 (2) s. 7 BauGB); made once. */
  manyAlike() {
    this.alike ??= this.open().then(async (procedure) => {
      let sample = '';
      for (let one = 0; one <= 50; one += 1) sample = (await this.statement({}, procedure)).number;
      return { procedure, sample };
    });
    return this.alike.then((made) => (this.at(made.procedure), made));
  }

  townVersion(): Promise<number> {
    return this.with('town-admin', TownSettingsService, async (settings) => (await settings.open()).version);
  }

  private plan(to: Procedure) {
    return this.with('clerk', DeskPlanService, (service) => service.open(to.slug));
  }

  /** Sets the claim of the town. */
  says(claim: string): Promise<void> {
    return this.set('look', { claim });
  }

  private rules(objectionDays: number): Promise<void> {
    return this.set('rules', { settings: { releaseByTwo: true, objectionDays } });
  }

  private async set(part: 'look' | 'rules', changes: object): Promise<void> {
    const version = await this.townVersion();
    await this.with('town-admin', TownSettingsService, (service) => service.save(part, { version, changes }));
  }

  private send(order: Parameters<PlanIntakeService['take']>[0], content: Buffer | string) {
    const { product, world } = this.it;
    const visit = { tenantId: world.town.id, tenantSlug: world.town.slug, actor: anActor('clerk') };
    return product.visit(visit, () =>
      product.get(PlanIntakeService).take(order, Readable.from([Buffer.from(content)])),
    );
  }

  at(procedure: Procedure): Procedure {
    this.scope = procedure.id;
    return procedure;
  }
}
