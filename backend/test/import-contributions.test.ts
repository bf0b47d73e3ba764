import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ContributionAuditService } from '../src/contribution/contribution-audit.service.js';
import { Contribution } from '../src/contribution/contribution.entity.js';
import { anActor } from './app.js';
import { dialogueWorld } from './dialogue-world.js';
import { aDialogue } from './dialogues.js';
import { klimaratFiles, moderated } from './klimarat.js';

const COMMAND = join(import.meta.dirname, '../../infra/local/import.ts');
const SECRETS = join(process.env.DATA_DIR!, 'secrets.json');
const KLIMARAT =
  'id=comment-id,text=comment-body,time=timestamp,agree=agrees,disagree=disagrees,accepted=moderated';
const real = moderated();
if (!real) console.warn('The 1,100 real contributions are not here: they were not imported.');

describe('npm run import contributions', () => {
  const { it, product, as } = dialogueWorld();
  const folder = mkdtempSync(join(tmpdir(), 'mitsprache-contributions-'));

  beforeAll(() => {
    const secrets = JSON.parse(readFileSync(SECRETS, 'utf8')) as object;
    writeFileSync(SECRETS, JSON.stringify({ ...secrets, databaseApp: 'app', databasePublic: 'public' }));
  });
  beforeEach(async () => {
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure, moderation: 'after' });
  });

  const run = (file: string, ...words: string[]) => {
    const place = ['--town', it.town.slug, '--procedure', it.procedure.slug];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [COMMAND, ...place, 'contributions', file, ...words],
      { encoding: 'utf8', env: process.env },
    );
    return { status, said: stdout.trim(), complained: stderr.trim() };
  };
  const fileOf = (csv: string) => {
    const file = join(folder, `${Math.random()}.csv`);
    writeFileSync(file, csv);
    return file;
  };
  const kept = () =>
    as(anActor('planner'), ContributionAuditService, async (service) => {
      const em = (service as unknown as { em: import('@mikro-orm/core').EntityManager }).em;
      return em.find(Contribution, { dialogueId: it.dialogue.id }, { orderBy: { receivedAt: 'asc' } });
    });
  const place = () => `${it.town.slug}/${it.procedure.slug}/${it.dialogue.key}`;

  test('takes lines in once, with their time, place, ratings and decision; wrong ones are named', async () => {
    const lines = [
      'id;Beitrag;title;time;agree;disagree;longitude;latitude;accepted',
      '1;"Ein Steg; für Boote";Steg;2022-05-01T10:00;5;2;12,13;51,04;1',
      '2;Pfui;;2022-05-02T10:00;0;9;;;-1',
      '3;;;2022-05-03T10:00;;;;;',
      '4;Wann;;gestern;;;;;',
      '5;Wie viele;;;viele;;;;',
    ];
    const file = fileOf(`\uFEFF${lines.join('\r\n')}\r\n`);
    const words = ['--dialogue', it.dialogue.key, '--columns', 'text=Beitrag'];
    const first = run(file, ...words);
    expect([first.status, first.complained.split('\n')]).toEqual([
      1,
      [
        `Taken into ${place()}: 2 contributions; 0 were there already.`,
        '3 were left out:',
        'line 4: text is missing',
        'line 5: time is no time in ISO 8601 and no number of milliseconds since 1970',
        'line 6: agree is no whole number from 0 on',
      ],
    ]);
    expect(run(file, ...words).complained).toContain('0 contributions; 2 were there already.');
    const [steg, pfui] = await kept();
    expect(steg).toMatchObject({ title: 'Steg', text: 'Ein Steg; für Boote', standing: 'shown' });
    expect(steg).toMatchObject({ agree: 5, disagree: 2, place: { coordinates: [12.13, 51.04] } });
    expect(steg!.receivedAt.toISOString()).toBe('2022-05-01T08:00:00.000Z');
    expect(pfui).toMatchObject({ standing: 'hidden', hiddenReason: 'Im früheren Portal nicht angenommen.' });

    const changed = fileOf('id,text\n1,Ein anderer Steg\n');
    expect(run(changed, '--dialogue', it.dialogue.key)).toMatchObject({
      status: 1,
      complained: 'A line has other words than it had when it was taken in; give it an id of its own.',
    });
    expect(run(file, '--dialogue', 'gibt-es-nicht', '--columns', 'text=Beitrag').complained).toBe(
      'This procedure has no dialogue with this address.',
    );
  });

  (real ? test : test.skip)(
    'takes in the 1,100 real contributions with their votes and decisions, each with a receipt that holds',
    async () => {
      const all: Contribution[] = [];
      // Two conversations, each with numbers of its own.
      for (const file of klimaratFiles()) {
        it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure, moderation: 'after' });
        const { status, complained } = run(file, '--dialogue', it.dialogue.key, '--columns', KLIMARAT);
        expect([status, complained.replace(/^\d+ of \d+ …$/gm, '').trim()]).toEqual([0, '']);
        all.push(...(await kept()));
      }
      expect(all.length).toBe(real!.length);
      const shown = all.filter(({ standing }) => standing === 'shown');
      expect(shown.length).toBe(real!.filter(({ isAccepted }) => isAccepted).length);
      expect(all.reduce((sum, { agree, disagree }) => sum + agree + disagree, 0)).toBeGreaterThan(10_000);

      const findings: string[] = [];
      await as(anActor('planner'), ContributionAuditService, async (service) => {
        let after = '00000000-0000-0000-0000-000000000000';
        for (;;) {
          const claims = await service.audit(after, 500, (finding) => findings.push(finding));
          if (!claims.length) return;
          after = claims.at(-1)!.id;
        }
      });
      expect(findings).toEqual([]);
    },
    300_000,
  );
});
