import { describe, expect, test } from '@jest/globals';

import { clock } from '../src/platform/clock.js';
import { env } from '../src/platform/env.js';
import { anActor } from './app.js';
import { superuser } from './database.js';
import { codeOf } from './dialogue-world.js';
import { followers, later, TUESDAY } from './followers.js';

describe('who wants to be told', () => {
  const {
    it,
    ask,
    confirm,
    mailsTo,
    sendQuestions,
    subscriptions,
    subscribers,
    follow,
    forget,
    product,
    post,
  } = followers();

  test('is asked by mail first, and an address is kept encrypted only', async () => {
    await ask({ email: 'Anna.Neu@mail.example', procedure: it.procedure.slug });
    await sendQuestions();
    const [mail] = mailsTo('Anna.Neu@mail.example');
    expect(mail!.text).toContain(it.procedure.title);
    expect(mail!.raw).toMatch(/^Auto-Submitted: auto-generated/m);
    await sendQuestions();
    expect(post.office.received).toHaveLength(1);

    const watcher = await superuser();
    const { rows } = await watcher.query(
      'select * from subscriber natural full join subscriber_address, subscription',
    );
    expect(JSON.stringify(rows).toLowerCase()).not.toContain('anna.neu');
    const { count } = (await subscriptions((s) => s.followers(it.procedure.slug), {
      ...{ tenantId: it.town.id, actor: anActor('reader') },
    })) as { count: number };
    expect(count).toBe(0);
    await confirm('Anna.Neu@mail.example');
    expect(
      await subscriptions((s) => s.followers(it.procedure.slug), {
        tenantId: it.town.id,
        actor: anActor('reader'),
      }),
    ).toMatchObject({ count: 1, refused: 0 });
    expect(await codeOf(subscriptions((s) => s.followers(it.procedure.slug)))).toBe(
      'canSeeFollowers.forbidden',
    );
  });

  test('hears nothing before the answer, and is forgotten without one after seven days', async () => {
    clock.set(TUESDAY);
    await ask({ email: 'still@mail.example' });
    await sendQuestions();
    const watcher = await superuser();
    const left = async () =>
      (await watcher.query('select 1 from subscriber where created_at = $1', [TUESDAY])).rowCount;
    later(7 * 24 - 1);
    await forget();
    expect(await left()).toBe(1);
    later(2);
    await forget();
    expect(await left()).toBe(0);
    const { rows } = await watcher.query(
      'select 1 from subscriber_address a where not exists (select 1 from subscriber b where b.id = a.id)',
    );
    expect(rows).toEqual([]);
  });

  test('cannot be flooded, and who asks does not learn whether an address is known', async () => {
    const { email, id, code } = await follow({ procedure: it.procedure.slug });
    expect(await ask({ email, procedure: it.procedure.slug })).toBeUndefined();
    await sendQuestions();
    expect(mailsTo(email)[0]!.text).toContain('schon');
    for (let times = 0; times < 12; times += 1) {
      await ask({ email, word: `Wort ${times}` });
      await sendQuestions();
    }
    // One was sent when it began.
    expect(mailsTo(email)).toHaveLength(4);
    const { subscriptions: all } = await subscribers((s) => s.open(id, code));
    expect(all.filter(({ isConfirmed }) => isConfirmed)).toHaveLength(1);
  });

  test('is found again however the address is written, even when asked twice at once', async () => {
    clock.set(TUESDAY);
    await Promise.all([
      ask({ email: 'Beide@mail.example' }),
      ask({ email: 'beide@MAIL.example', word: 'Schule' }),
    ]);
    const watcher = await superuser();
    const { rows } = await watcher.query('select 1 from subscriber where created_at = $1', [TUESDAY]);
    expect(rows).toHaveLength(1);
    await sendQuestions();
    const { id, code } = await confirm(post.office.received[0]!.to[0]!);
    const { subscriptions: all } = await subscribers((s) => s.open(id, code));
    expect(all).toHaveLength(2);
  });

  test.each([
    ['a procedure that is not there', { procedure: 'gibt-es-nicht' }, 'procedure.not-found'],
    ['a place that nobody knows', { place: 'Atlantis' }, 'subscription.place-unknown'],
  ])('cannot follow %s', async (_what, wrong, code) => {
    expect(await codeOf(ask(wrong))).toBe(code);
  });

  test('manages all by an unguessable link', async () => {
    const { id, code } = await follow({ procedure: it.procedure.slug });
    const { address, subscriptions: all } = await subscribers((s) => s.open(id, code));
    expect(address).toMatch(/^.…@mail\.example$/);
    expect(all).toMatchObject([{ kind: 'procedure', label: it.procedure.title, rhythm: 'daily' }]);
    const key = { id, code, subscription: all[0]!.id };
    await subscribers((s) => s.change(key, 'weekly'));
    expect((await subscribers((s) => s.open(id, code))).subscriptions[0]).toMatchObject({ rhythm: 'weekly' });
    for (const wrong of ['', '0'.repeat(40), code.toUpperCase() + '0'])
      expect(await codeOf(subscribers((s) => s.open(id, wrong)))).toBe('subscription.not-found');
    await subscribers((s) => s.end(key));
    expect(await subscribers((s) => s.open(id, code))).toMatchObject({
      address: null,
      subscriptions: [{ endedBecause: 'asked' }],
    });
    expect(await codeOf(subscribers((s) => s.end(key)))).toBe('subscription.not-found');
  });

  test('ends everything by one click of the mail program, without cookie or origin, as often as it likes', async () => {
    const { id, code } = await follow({ procedure: it.procedure.slug });
    const url = `/api/abmelden/${id}/${code}`;
    const host = new URL(env.ORIGIN).host;
    const opened = await product.app.inject({ method: 'GET', url, headers: { host } });
    expect(opened.statusCode).toBe(303);
    expect((await subscribers((s) => s.open(id, code))).address).not.toBeNull();
    for (const headers of [
      { host, 'content-type': 'application/x-www-form-urlencoded' },
      {
        host,
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://mail.example',
        cookie: '__Host-session=x',
      },
    ]) {
      const { statusCode } = await product.app.inject({
        ...{ method: 'POST', url, headers, payload: 'List-Unsubscribe=One-Click' },
      });
      expect(statusCode).toBe(200);
      expect((await subscribers((s) => s.open(id, code))).address).toBeNull();
    }
    const wrong = await product.app.inject({
      method: 'POST',
      url: url.replace(/.$/, 'x'),
      headers: { host },
    });
    expect(wrong.statusCode).toBe(404);
  });
});
