import { describe, expect, test } from '@jest/globals';

import { DigestJobs } from '../src/notification/digest.jobs.js';
import { clock } from '../src/platform/clock.js';
import { superuser } from './database.js';
import { followers, later, TUESDAY } from './followers.js';

describe('what is new', () => {
  const { it, follow, tell, say, moderate, project, post, arrange, subscribers, product, mailsTo, comment } =
    followers();

  test('comes once, in one mail for all that somebody follows, the next morning at six', async () => {
    clock.set(TUESDAY);
    const { email } = await follow({ procedure: it.procedure.slug });
    await follow({ email, word: 'Elsterterrassen' });
    for (const title of ['Eine Rutsche', 'Ein Baum', 'Eine Bank', 'Noch eine Bank']) await say(title);
    expect(await tell()).toEqual([]);
    later(20.5);
    expect(await tell()).toEqual([]);
    later(0.5);
    const [mail, ...more] = await tell();
    expect(more).toEqual([]);
    expect(mail!.text).toContain(`4 neue Beiträge im Dialog „${it.dialogue.title}“`);
    expect(mail!.text).toContain('Eine Rutsche');
    expect(mail!.text).not.toContain('Noch eine Bank');
    expect(mail!.text).toContain('/abmelden/');
    expect(mail!.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
    expect(mail!.raw.replace(/\r\n /g, '')).toMatch(
      /^List-Unsubscribe:\s*<http[^>]+\/api\/abmelden\/[0-9a-f-]{36}\/[0-9a-f]{40}>/m,
    );
    expect(mail!.raw).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(mail!.raw).toContain('text/html');
    later(24);
    expect(await tell()).toHaveLength(1);
  });

  test('is not told with words that were hidden meanwhile', async () => {
    clock.set(TUESDAY);
    await follow({ procedure: it.procedure.slug, dialogue: it.dialogue.key });
    const id = await say('Ein böses Wort');
    await say('Ein gutes Wort');
    await arrange();
    await moderate({ id, standing: 'hidden', reason: 'Beleidigung.' });
    await project((projector) => projector.contribution(id));
    later(22);
    const [mail] = await tell();
    expect(mail!.text).toContain('Ein gutes Wort');
    expect(mail!.raw + mail!.text).not.toContain('böses');
  });

  test('comes at once where somebody wants it so, then after a while with all that came meanwhile', async () => {
    clock.set(TUESDAY);
    await follow({ procedure: it.procedure.slug, dialogue: it.dialogue.key, rhythm: 'at-once' });
    await say('Eins');
    expect(await tell()).toHaveLength(1);
    await say('Zwei');
    await say('Drei');
    expect(await tell()).toHaveLength(1);
    later(0.2);
    expect(await tell()).toHaveLength(2);
    expect(post.office.received[1]!.text).toContain('2 neue Beiträge');
  });

  test('comes on Monday to who wants it weekly', async () => {
    clock.set(TUESDAY);
    await follow({ procedure: it.procedure.slug, rhythm: 'weekly' });
    await say('Eins');
    later(5 * 24);
    expect(await tell()).toEqual([]);
    later(22);
    expect(await tell()).toHaveLength(1);
  });

  test('is what others answer to a contribution, where that is followed', async () => {
    clock.set(TUESDAY);
    const id = await say('Eine Rutsche');
    const watcher = await superuser();
    const { rows } = await watcher.query('select number from contribution where id = $1', [id]);
    await follow({ procedure: it.procedure.slug, contribution: rows[0].number, rhythm: 'at-once' });
    await comment(id);
    const { rows: said } = await watcher.query('select id from comment where contribution_id = $1', [id]);
    await project((projector) => projector.comment(said[0].id, id));
    const [mail] = await tell();
    expect(mail!.text).toContain('Neuer Kommentar zu „Eine Rutsche“');
  });

  test('is told once when two workers are at it, and again as the same mail after one was killed', async () => {
    clock.set(TUESDAY);
    const { email } = await follow({ procedure: it.procedure.slug, rhythm: 'at-once' });
    await say('Eins');
    await arrange();
    const watcher = await superuser();
    const { rows: spans } = await watcher.query(
      'select id, told_to, next_at from subscription where ended_at is null',
    );
    await product.visit({}, async () => {
      const jobs = product.get(DigestJobs);
      await Promise.all([jobs.run(), jobs.run(), jobs.run()]);
    });
    expect(mailsTo(email)).toHaveLength(1);
    const [, first] = /^Message-ID: (<[0-9a-f]{32}@.+>)/im.exec(mailsTo(email)[0]!.raw)!;

    // As a worker leaves it that was killed after the mail had gone and before it could say so.
    for (const { id, told_to, next_at } of spans)
      await watcher.query(
        'update subscription set telling_to = told_to, told_to = $2, next_at = $3 where id = $1',
        [id, told_to, next_at],
      );
    const until = new Date(clock.now().getTime() + 60_000);
    await watcher.query('update subscriber set claimed_until = $1', [until]);
    await say('Zwei');
    post.office.received.length = 0;
    expect(await tell()).toEqual([]);
    later(0.1);
    expect(await tell()).toHaveLength(1);
    expect(mailsTo(email)[0]!.raw).toContain(first);
    expect(mailsTo(email)[0]!.text).not.toContain('Zwei');
  });

  test('is kept back where the other server asks for patience, and ends after three refusals', async () => {
    clock.set(TUESDAY);
    const { id, code, email } = await follow({ procedure: it.procedure.slug, rhythm: 'at-once' });
    await say('Eins');
    post.office.putsOff = true;
    await tell();
    post.office.putsOff = false;
    expect(await tell()).toEqual([]);
    later(0.3);
    expect((await tell()).filter(({ to }) => to.includes(email))).toHaveLength(1);

    post.office.refuses = true;
    await say('Zwei');
    for (let day = 0; day < 3; day += 1) {
      later(25);
      expect((await subscribers((s) => s.open(id, code))).subscriptions[0]!.endedAt).toBeNull();
      await tell();
    }
    expect(await subscribers((s) => s.open(id, code))).toMatchObject({
      subscriptions: [{ endedBecause: 'refused' }],
    });
  });
});
