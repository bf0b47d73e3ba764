import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import { CommentAuditService } from '../src/contribution/comment-audit.service.js';
import { ContributionAuditService } from '../src/contribution/contribution-audit.service.js';
import { ContributionCopiesService } from '../src/contribution/contribution-copies.service.js';
import { Comment, CommentIdentity, Contribution } from '../src/contribution/contribution.entity.js';
import { DialogueService } from '../src/contribution/dialogue.service.js';
import { VoiceReceiptService } from '../src/contribution/voice-receipt.service.js';
import { AppealService } from '../src/moderation/appeal.service.js';
import { DecidingService } from '../src/moderation/deciding.service.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS } from '../src/platform/current.js';
import { Database } from '../src/platform/database.js';
import { Upload } from '../src/platform/upload.entity.js';
import { UploadService } from '../src/platform/upload.service.js';
import { DialoguePageQueries } from '../src/portal/dialogue-page.queries.js';
import { AuditService, type Report } from '../src/register/audit.service.js';
import { checkReceipt } from '../src/register/check.js';
import { readReceipt } from '../src/register/receipt.js';
import { anActor } from './app.js';
import { superuser } from './database.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution, aDialogueInput } from './dialogues.js';

const FIRST = '00000000-0000-0000-0000-000000000000';

describe('the way into a dialogue', () => {
  const { it, product, as, project, send, kept, comment, moderate } = dialogueWorld();

  const rows = <Row>(sql: string, values: unknown[] = []) =>
    as(ANONYMOUS, Database, (database) => database.rows<Row>(sql, values));
  const open = (number: string, code: string) =>
    as(ANONYMOUS, VoiceReceiptService, (receipts) => receipts.open(number, code));
  const upload = (name: string, content: Buffer | string) =>
    product.visit({ tenantId: it.town.id, tenantSlug: it.town.slug }, () =>
      product.get(UploadService).keep(name, Readable.from([Buffer.from(content)])),
    );
  const picture = async (): Promise<Buffer> => {
    const { default: sharp } = await import('sharp');
    return sharp({ create: { width: 900, height: 600, channels: 3, background: '#2a6' } })
      .withExif({ IFD0: { Copyright: 'Erika Beispiel' } })
      .jpeg()
      .toBuffer();
  };
  const shown = async (id: string) => {
    const { number } = await kept(Contribution, id);
    await project((projector) => projector.contribution(id));
    return as(ANONYMOUS, DialoguePageQueries, (queries) =>
      queries.contribution(it.procedure.slug, number, 1),
    );
  };
  const audit = async (service: typeof CommentAuditService | typeof ContributionAuditService) => {
    const findings: string[] = [];
    const report: Report = (finding) => void findings.push(finding);
    const claims = await as(ANONYMOUS, service as typeof CommentAuditService, (found) =>
      found.audit(FIRST, 1_000, report),
    );
    await product.visit({ tenantId: it.town.id }, () =>
      product.get(AuditService).auditClaims(claims, report),
    );
    return { findings, claims };
  };

  test('ten times in parallel is one row with ten equal answers', async () => {
    const input = aContribution(it);
    const sent = await Promise.all(Array.from({ length: 10 }, () => send({ ...input })));
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
    const counted = await rows<{ voices: string; messages: string; entries: string }>(
      `select (select count(*) from contribution where id = ?) as voices,
         (select count(*) from outbox.message where payload->>'contributionId' = ?) as messages,
         (select count(*) from register.entry e join contribution c on c.register_entry_id = e.id where c.id = ?) as entries`,
      [input.id, input.id, input.id],
    );
    expect(counted.map((one) => Object.values(one).map(Number))).toEqual([[1, 1, 1]]);
  });

  test('ten comments in parallel under one id are one as well', async () => {
    const input = aContribution(it);
    await send(input);
    const said = { id: randomUUID() };
    const sent = await Promise.all(Array.from({ length: 10 }, () => comment(input.id, said)));
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await rows('select id from comment where contribution_id = ?', [input.id])).toHaveLength(1);
  });

  test('two at once under one id with other words: one is kept, the other is told', async () => {
    const input = aContribution(it);
    const codes = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((index) => codeOf(send({ ...input, text: `Fassung ${index}` }))),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'contribution.conflict')).toHaveLength(5);
  });

  test('goes by the dialogue as it is now, also when it was read before', async () => {
    await send();
    await as(anActor('planner'), DialogueService, (service) =>
      service.change(
        it.procedure.slug,
        it.dialogue.key,
        aDialogueInput({ moderation: 'before', contributeBy: 'account', title: 'X?' + it.dialogue.key }),
      ),
    );
    expect(await codeOf(send())).toBe('canContribute.forbidden');
    expect((await send(aContribution(it, { text: 'Etwas anderes.' }), anActor())).isWaiting).toBe(true);
  });

  describe('for a comment', () => {
    test('gives a receipt that opens by its code, checks, and outlives the dialogue', async () => {
      const input = aContribution(it);
      const { number: on } = await send(input);
      const said = { id: randomUUID(), email: 'b@mail.example' };
      const { number, code } = await comment(input.id, said);
      const receipt = await open(number, code);
      expect(receipt).toMatchObject({
        kind: 'comment',
        title: input.title,
        contributionNumber: on,
        number,
        code,
      });
      expect(receipt.receiptJson).not.toContain('b@mail.example');
      expect(checkReceipt(receipt.receiptJson)).toMatchObject({ isContentRight: true, problems: [] });
      expect(readReceipt((await kept(Comment, said.id)).receipt!)).toMatchObject({ sub: said.id, number });
      expect((await kept(CommentIdentity, said.id)).email).toBe('b@mail.example');
      expect(await codeOf(open(number, 'AAAA-AAAA'))).toBe('contribution.not-found');
      clock.set(it.procedure.participation!.endsAt!);
      try {
        expect((await comment(input.id, said)).number).toBe(number);
        expect(await codeOf(comment(input.id))).toBe('dialogue.closed');
      } finally {
        clock.set(null);
      }
    });

    test('is audited: a changed word and a removed entry are found, an old one without receipt is not looked at', async () => {
      const input = aContribution(it);
      await send(input);
      const [changed, old] = [await comment(input.id), await comment(input.id)];
      const database = await superuser();
      await database.query(
        'update comment set number = null, receipt = null, register_entry_id = null where id = $1',
        [old.id],
      );
      expect((await audit(CommentAuditService)).findings).toEqual([]);
      await database.query('update comment set text = $1 where id = $2', ['Ohne Bänke.', changed.id]);
      await database.end();
      const { findings } = await audit(CommentAuditService);
      expect(findings.join()).toContain(changed.id);
      expect(findings.join()).not.toContain(old.id);
    });

    test('lets its author appeal with the code', async () => {
      const input = aContribution(it);
      await send(input);
      const { id, number, code } = await comment(input.id);
      const appeal = (text: string) =>
        as(ANONYMOUS, AppealService, (service) => service.byAuthor(number, code, text));
      expect(await codeOf(appeal('Warum?'))).toBe('appeal.not-possible');
      await moderate(
        { kind: 'comment', id, standing: 'hidden', reason: 'Beleidigung.' },
        { ...anActor('moderator') },
      );
      expect(await open(number, code)).toMatchObject({ standing: 'hidden', hiddenReason: 'Beleidigung.' });
      expect(await codeOf(appeal('Das war ironisch.'))).toBeNull();
      expect(await rows('select kind from appeal where subject_id = ?', [id])).toEqual([{ kind: 'comment' }]);
    });

    test.each([
      ['a NUL', { text: 'a\u0000b' }, 'input.unreadable-letters'],
      ['half a letter', { authorName: '\ud800' }, 'input.unreadable-letters'],
      ['no words', { text: '\n ' }, 'contribution.text-missing'],
    ])('refuses %s', async (_what, wrong, code) => {
      const input = aContribution(it);
      await send(input);
      expect(await codeOf(comment(input.id, wrong))).toBe(code);
    });
  });

  describe('with files', () => {
    const withFiles = async (...files: [name: string, content: Buffer | string][]) => {
      const claims = [];
      for (const [name, content] of files) claims.push(await upload(name, content));
      const input = aContribution(it, { files: claims.map(({ id, token }) => ({ id, token })) });
      return { input, claims, ...(await send(input)) };
    };
    const make = (id: string) => as(ANONYMOUS, ContributionCopiesService, (copies) => copies.make(id));

    test('names them in receipt and register; without files the content is as it always was', async () => {
      const { input, number, code } = await withFiles(['Plan ä.txt', 'Skizze in Worten']);
      const receipt = await open(number, code);
      const { content } = JSON.parse(receipt.receiptJson) as { content: { v: number; files: object[] } };
      const sha256 = (await kept(Contribution, input.id)).files[0]!.sha256;
      expect(content).toMatchObject({ v: 2, files: [{ name: 'Plan ä.txt', size: 16, sha256 }] });
      expect(checkReceipt(receipt.receiptJson)).toMatchObject({ isContentRight: true, problems: [] });
      expect(receipt.files).toMatchObject([{ name: 'Plan ä.txt', state: 'waiting' }]);
      const plain = await send();
      const before = JSON.parse((await open(plain.number, plain.code)).receiptJson) as { content: object };
      expect(before.content).toMatchObject({ v: 1 });
      expect(before.content).not.toHaveProperty('files');

      expect((await audit(ContributionAuditService)).findings.join()).not.toContain(input.id);
      const database = await superuser();
      await database.query(`update contribution set files = '[]' where id = $1`, [input.id]);
      await database.end();
      expect((await audit(ContributionAuditService)).findings.join()).toContain(input.id);
    });

    test('sent again with the same files under new ids is the same; they belong to one contribution only', async () => {
      const { input, number, claims } = await withFiles(['a.txt', 'Wasser']);
      const again = await upload('a.txt', 'Wasser');
      const { id, token } = again;
      expect((await send({ ...input, files: [{ id, token }] })).number).toBe(number);
      const [{ id: takenId, token: takenToken }] = claims as [typeof again];
      const thief = aContribution(it, { files: [{ id: takenId, token: takenToken }] });
      expect(await codeOf(send(thief))).toBe('file.unknown');
      expect(await codeOf(send(aContribution(it, { files: [{ id: takenId, token: 'f'.repeat(32) }] })))).toBe(
        'file.unknown',
      );
    });

    test('shows copies: pictures anew without what the camera wrote, nothing of what cannot be made safe', async () => {
      const { input } = await withFiles(
        ['Foto.png', await picture()],
        ['Satz.txt', 'Ein Satz.'],
        ['<img src=x onerror=alert(1)>.txt', 'Noch ein Satz.'],
      );
      expect((await shown(input.id)).files).toEqual([]);
      await make(input.id);
      const { files } = await shown(input.id);
      expect(files).toMatchObject([
        { name: 'Foto.jpg', type: 'image/jpeg', isPicture: true },
        { name: 'Satz.txt', type: 'text/plain', isPicture: false },
        { name: 'img src=x onerror=alert(1).txt' },
      ]);
      const { copies } = await kept(Contribution, input.id);
      await make(input.id);
      expect((await kept(Contribution, input.id)).copies).toEqual(copies);
    });

    test('that are infected are never shown, and the receipt says so', async () => {
      const { input, number, code } = await withFiles(['gut.txt', 'Gut.'], ['böse.txt', 'Böse.']);
      const { files } = await kept(Contribution, input.id);
      await rows(`update upload set scan = 'infected' where id = ? returning id`, [files[1]!.id]);
      await make(input.id);
      expect((await shown(input.id)).files).toMatchObject([{ name: 'gut.txt' }]);
      expect((await open(number, code)).files.map(({ state }) => state)).toEqual(['shown', 'withheld']);
    });

    test('go with what is hidden or redacted, unless they are kept', async () => {
      const { input } = await withFiles(['a.txt', 'Wasser']);
      await make(input.id);
      const count = async () => (await shown(input.id)).files.length;
      expect(await count()).toBe(1);
      await moderate({ id: input.id, standing: 'hidden', reason: 'Werbung.' });
      expect(await count()).toBe(0);
      const database = await superuser();
      const { rows: left } = await database.query('select files from pub.contribution where id = $1', [
        input.id,
      ]);
      await database.end();
      expect(left).toEqual([{ files: [] }]);
      await moderate({ id: input.id, standing: 'shown' });
      expect(await count()).toBe(1);
      const redact = (keepFiles: boolean) =>
        as(anActor('moderator'), DecidingService, (service) =>
          service.decide({
            ...{ kind: 'contribution', id: input.id, decision: 'redacted', reason: 'Name.' },
            ...{ basis: 'rules', provision: 'Andere Menschen schützen' },
            ...{ redacted: 'Wasser.', keepFiles },
          }),
        );
      await redact(false);
      expect(await count()).toBe(0);
      await redact(true);
      expect(await count()).toBe(1);
    });

    test('are swept where nobody sent them, and kept where somebody did', async () => {
      const { claims } = await withFiles(['a.txt', 'Wasser']);
      const left = await upload('b.txt', 'Luft');
      clock.shift(8 * 86_400_000);
      try {
        await as(ANONYMOUS, UploadService, (uploads) => uploads.sweep());
      } finally {
        clock.shift(0);
      }
      expect(await kept(Upload, left.id)).toBeNull();
      expect(await kept(Upload, claims[0]!.id)).not.toBeNull();
      expect(await as(ANONYMOUS, UploadService, (uploads) => uploads.damaged())).toEqual([]);
    });
  });
});
