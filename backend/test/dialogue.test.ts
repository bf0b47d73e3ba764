import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { ContributionAuditService } from '../src/contribution/contribution-audit.service.js';
import { Contribution } from '../src/contribution/contribution.entity.js';
import { VoiceReceiptService } from '../src/contribution/voice-receipt.service.js';
import { DialogueService } from '../src/contribution/dialogue.service.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS, type Actor } from '../src/platform/current.js';
import { ProcedureService } from '../src/procedure/procedure.service.js';
import { SetupService } from '../src/procedure/setup.service.js';
import { AuditService } from '../src/register/audit.service.js';
import { readReceipt } from '../src/register/receipt.js';
import { anActor } from './app.js';
import { aProcedure, inDays } from './builders.js';
import { superuser } from './database.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution, aDialogue, aDialogueInput } from './dialogues.js';

describe('a dialogue', () => {
  const { it, product, as, project, send, kept, rate, comment } = dialogueWorld();

  describe('takes a contribution in', () => {
    test('once, with a receipt that the register vouches for and that opens by its code', async () => {
      const input = aContribution(it, { category: 'Schatten', email: 'a@mail.example' });
      const sent = await send(input);
      expect(await send(input)).toEqual(sent);
      expect(await codeOf(send({ ...input, text: 'Doch lieber anders.' }))).toBe('contribution.conflict');

      const receipt = await as(ANONYMOUS, VoiceReceiptService, (intake) =>
        intake.open(sent.number, sent.code),
      );
      expect(receipt).toMatchObject({ title: input.title, text: input.text, standing: 'shown' });
      expect(receipt.receiptJson).not.toContain('a@mail.example');
      const claims = readReceipt((JSON.parse(receipt.receiptJson) as { receipt: string }).receipt);
      expect(claims).toMatchObject({
        number: sent.number,
        inTime: true,
        procedure: { slug: it.procedure.slug },
      });
      for (const [number, code] of [
        [sent.number, 'AAAA-AAAA'],
        ['000-000-000', sent.code],
      ] as const)
        expect(await codeOf(as(ANONYMOUS, VoiceReceiptService, (intake) => intake.open(number, code)))).toBe(
          'contribution.not-found',
        );
    });

    test('and finds a word that was changed afterwards', async () => {
      const input = aContribution(it);
      await send(input);
      const findings: string[] = [];
      const audit = async () => {
        findings.length = 0;
        const report = (finding: string) => void findings.push(finding);
        const claims = await as(ANONYMOUS, ContributionAuditService, (service) =>
          service.audit('00000000-0000-0000-0000-000000000000', 1_000, report),
        );
        await product.visit({ tenantId: it.town.id }, () =>
          product.get(AuditService).auditClaims(claims, report),
        );
        return claims.length;
      };
      expect(await audit()).toBeGreaterThan(0);
      expect(findings).toEqual([]);
      const database = await superuser();
      await database.query('update contribution set text = $1 where id = $2', ['Keine Pumpe.', input.id]);
      await database.end();
      await audit();
      expect(findings.join()).toContain(input.id);
    });

    test('only while the participation runs, to the second', async () => {
      const endsAt = it.procedure.participation!.endsAt!;
      const at = (instant: Date) => clock.set(instant);
      try {
        at(new Date(endsAt.getTime() - 1));
        expect(await codeOf(send())).toBeNull();
        const input = aContribution(it);
        await send(input);
        at(endsAt);
        expect(await codeOf(send())).toBe('dialogue.closed');
        expect(await codeOf(send(input))).toBeNull();
        expect(await codeOf(comment(input.id))).toBe('dialogue.closed');
        expect(await codeOf(rate(input.id, 'agree', randomUUID()))).toBe('dialogue.closed');
      } finally {
        clock.set(null);
      }
      const later = await aProcedure(product, it.town, {
        phases: [
          { kind: 'display', title: '', lawProfile: 'informal', firstDay: inDays(2), lastDay: inDays(9) },
        ],
      });
      const early = await aDialogue(product, it.town, { procedure: later });
      expect(await codeOf(send(aContribution({ procedure: later, dialogue: early })))).toBe(
        'dialogue.closed',
      );
    });

    test('without an account only where the dialogue says so', async () => {
      const closed = await aDialogue(product, it.town, {
        procedure: it.procedure,
        contributeBy: 'account',
        rateBy: 'account',
      });
      const input = aContribution({ procedure: it.procedure, dialogue: closed });
      expect(await codeOf(send(input))).toBe('canContribute.forbidden');
      expect(await codeOf(send(input, anActor()))).toBeNull();
      expect(await codeOf(comment(input.id))).toBe('canContribute.forbidden');
      expect(await codeOf(rate(input.id, 'agree', randomUUID()))).toBe('canRate.forbidden');
      expect(await codeOf(rate(input.id, 'agree', anActor()))).toBeNull();
    });

    test.each([
      ['no text', { text: ' \n' }, 'contribution.text-missing'],
      ['no title', { title: 'ab' }, 'contribution.title-missing'],
      ['a NUL', { text: 'a\u0000b' }, 'input.unreadable-letters'],
      ['half a letter', { title: 'Pumpe \ud800' }, 'input.unreadable-letters'],
      ['a topic that is none', { category: 'Autos' }, 'contribution.category-unknown'],
      [
        'a line for a place',
        { place: { type: 'LineString', coordinates: [[1, 2]] } },
        'contribution.place-wrong',
      ],
      [
        'a place off the earth',
        { place: { type: 'Point', coordinates: [190, 2] } },
        'contribution.place-wrong',
      ],
    ])('but not with %s', async (_what, wrong, code) => {
      const input = aContribution(it, wrong as never);
      expect(await codeOf(send(input))).toBe(code);
    });

    test('and marks what the town itself says', async () => {
      const [official, foreign] = [aContribution(it), aContribution(it)];
      await send(official, anActor('clerk'));
      await send(foreign, { ...anActor(), rolesIn: { [randomUUID()]: ['clerk'] } });
      expect((await kept(Contribution, official.id)).isOfficial).toBe(true);
      expect((await kept(Contribution, foreign.id)).isOfficial).toBe(false);
    });
  });

  test('becomes public with its procedure, not before', async () => {
    const draft = await product.as({ tenantId: it.town.id, actor: anActor('planner') }, () =>
      product
        .get(SetupService)
        .begin({ lawProfile: 'informal', kind: 'konzept', title: `Entwurf ${randomUUID()}` }),
    );
    const made = await aDialogue(product, it.town, { procedure: draft });
    const inPub = async () => {
      const database = await superuser();
      const { rows } = await database.query('select 1 from pub.dialogue where id = $1', [made.id]);
      await database.end();
      return rows.length;
    };
    await project((projector) => projector.dialogue(made.id));
    expect(await inPub()).toBe(0);
    await as(anActor('planner'), ProcedureService, (procedures) => procedures.publish(draft.id));
    await project((projector) => projector.ofProcedure(draft.id));
    expect(await inPub()).toBe(1);
  });

  test('is set up by who may, each with an address of its own', async () => {
    const input = aDialogueInput({ title: 'Was fehlt Ihnen?', categories: [' Rad ', 'Rad', ''] });
    const open = (actor: Actor) =>
      as(actor, DialogueService, (service) => service.open(it.procedure.slug, input));
    expect(await codeOf(open(anActor('reader')))).toBe('canSetUpDialogue.forbidden');
    const made = await open(anActor('editor'));
    expect([made.key, made.categories]).toEqual(['was-fehlt-ihnen', ['Rad']]);
    expect(await codeOf(open(anActor('editor')))).toBe('dialogue.title-taken');
    const changed = await as(anActor('planner'), DialogueService, (service) =>
      service.change(it.procedure.slug, made.key, {
        ...input,
        title: 'Was brauchen Sie?',
        rateBy: 'account',
      }),
    );
    expect([changed.key, changed.title, changed.rateBy]).toEqual([
      'was-fehlt-ihnen',
      'Was brauchen Sie?',
      'account',
    ]);
  });
});
