import { EntityManager } from '@mikro-orm/core';
import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { AppealService } from '../src/moderation/appeal.service.js';
import { DecidingService } from '../src/moderation/deciding.service.js';
import { Appeal } from '../src/moderation/report.entity.js';
import { ReportService } from '../src/moderation/report.service.js';
import { ANONYMOUS } from '../src/platform/current.js';
import { anActor } from './app.js';
import { dialogueWorld } from './dialogue-world.js';
import { aContribution } from './dialogues.js';
import { workingPost } from './post-office.js';

const GROUND = { basis: 'rules', provision: 'Sachlich bleiben' } as const;

describe('the mails about what is reported and decided', () => {
  const { it, product, as, send } = dialogueWorld();
  const post = workingPost(product);

  /** What has come to an address since the last time. */
  const newTo = async (address: string): Promise<string[]> => {
    await post.worker.settle();
    const came = post.office.received.filter(({ to }) => to.includes(address));
    post.office.received.splice(
      0,
      Infinity,
      ...post.office.received.filter(({ to }) => !to.includes(address)),
    );
    return came.map(({ text }) => text);
  };
  const reported = async () => {
    const name = randomUUID().slice(0, 8);
    const [author, reporter] = [`a${name}@mail.example`, `r${name}@mail.example`];
    const input = aContribution(it, { email: author });
    const receipt = { ...(await send(input)), id: input.id };
    const report = await as(ANONYMOUS, ReportService, (service) =>
      service.report({
        ...{ id: randomUUID(), kind: 'contribution', subject: input.id, ground: 'insult' },
        ...{ text: 'Das beleidigt mich.', email: reporter },
      }),
    );
    return { author, reporter, receipt, report };
  };
  const decides = (id: string, decision: 'hidden' | 'kept', reason: string) =>
    as(anActor('moderator'), DecidingService, (service) =>
      service.decide({ kind: 'contribution', id, decision, reason, ...GROUND }),
    );
  const decidesAppeal = async (subjectId: string, outcome: 'shown' | 'hidden', answer: string) => {
    const { id } = await as(ANONYMOUS, EntityManager, (em) => em.findOneOrFail(Appeal, { subjectId }));
    await as(anActor('planner'), AppealService, (service) =>
      service.decide({ id, outcome, answer, ...GROUND }),
    );
  };

  test('confirm a report, give both the reasons, and tell both of an appeal that was right', async () => {
    const { author, reporter, receipt, report } = await reported();
    const [arrived, ...none] = await newTo(reporter);
    expect(none).toEqual([]);
    expect(arrived).toContain(`/meldung/${report.number}/${report.code}`);
    expect(arrived).toContain('Das beleidigt mich.');

    await decides(receipt.id, 'hidden', 'Das ist eine Beleidigung.');
    expect(await newTo(reporter)).toEqual([expect.stringMatching(/nicht mehr gezeigt[^]*Beleidigung/)]);
    const [reasons] = await newTo(author);
    for (const words of ['Das ist eine Beleidigung.', 'Sachlich bleiben', 'Rechtsweg', receipt.code])
      expect(reasons).toContain(words);

    await as(ANONYMOUS, AppealService, (service) =>
      service.byAuthor(receipt.number, receipt.code, 'Es war als Lob gemeint.'),
    );
    await decidesAppeal(receipt.id, 'shown', 'Es ist als Lob zu verstehen.');
    expect(await newTo(author)).toEqual([expect.stringMatching(/wird gezeigt[^]*als Lob zu verstehen/)]);
    expect(await newTo(reporter)).toEqual([
      expect.stringMatching(/wird wieder gezeigt[^]*als Lob zu verstehen/),
    ]);
    expect(
      await as(ANONYMOUS, ReportService, (service) => service.open(report.number, report.code)),
    ).toMatchObject({ outcome: 'hidden', reversal: 'Es ist als Lob zu verstehen.' });
  });

  test('tell who reported why something stays, and both when their appeal is right', async () => {
    const { author, reporter, receipt, report } = await reported();
    await decides(receipt.id, 'kept', 'Das ist eine Meinung.');
    const told = await newTo(reporter);
    expect(told).toHaveLength(2);
    expect(told.join()).toMatch(/bleibt stehen[^]*Das ist eine Meinung/);
    expect(await newTo(author)).toEqual([]);
    await as(ANONYMOUS, ReportService, (service) =>
      service.appeal(report.number, report.code, 'Es trifft mich.'),
    );
    await decidesAppeal(receipt.id, 'hidden', 'Es beleidigt doch.');
    expect(await newTo(reporter)).toEqual([expect.stringMatching(/wird nicht gezeigt[^]*beleidigt doch/)]);
    expect(await newTo(author)).toEqual([expect.stringMatching(/nicht mehr gezeigt[^]*beleidigt doch/)]);
  });
});
