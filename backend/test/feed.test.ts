import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import ICAL from 'ical.js';

import { NewsJobs } from '../src/notification/news.jobs.js';
import { NewsQueries } from '../src/notification/news.queries.js';
import type { Target } from '../src/notification/target.js';
import { clock } from '../src/platform/clock.js';
import { env } from '../src/platform/env.js';
import { Projector } from '../src/portal/projector.js';
import type { Phase, Procedure } from '../src/procedure/procedure.entity.js';
import { EntityManager } from '@mikro-orm/core';
import { Procedure as ProcedureClass } from '../src/procedure/procedure.entity.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { testApp } from './app.js';
import { aProcedure, aTown } from './builders.js';
import { superuser } from './database.js';

const FRIDAY = new Date('2027-03-05T08:00:00Z');

describe('feeds and calendars', () => {
  const product = testApp();
  let town: TenantRef;
  let procedure: Procedure;

  const project = (id: string) =>
    product.as({ tenantId: town.id, tenantSlug: town.slug }, () =>
      product.get(Projector).projectProcedure(id),
    );
  const arrange = () => product.visit({}, () => product.get(NewsJobs).arrange());
  const get = (
    url: string,
    headers: Record<string, string> = {},
    host = `${town.slug}.${new URL(env.ORIGIN).host}`,
  ) => product.app.inject({ method: 'GET', url, headers: { host, ...headers } });
  const change = async (changes: Partial<Phase>) => {
    await product.as({ tenantId: town.id }, async () => {
      const found = await product.get(EntityManager).findOneOrFail(ProcedureClass, { id: procedure.id });
      found.phases = found.phases.map((phase, index) => (index ? phase : Object.assign(phase, changes)));
    });
    await project(procedure.id);
    await arrange();
  };
  const display = {
    kind: 'display',
    title: '',
    lawProfile: 'baugb-3-2',
    firstDay: '2027-03-01',
    lastDay: '2027-04-01',
  };
  const entries = (xml: string) => {
    const wrong: string[] = [];
    const parsed = new DOMParser({ errorHandler: (_level: string, message: string) => wrong.push(message) });
    const document = parsed.parseFromString(xml, 'text/xml');
    expect(wrong).toEqual([]);
    // A title of the type html says its words as HTML does (RFC 4287, 3.1.1.2).
    const text = (of: Element, name: string) => {
      const element = of.getElementsByTagName(name)[0];
      const words = element?.textContent ?? '';
      return element?.getAttribute('type') === 'html'
        ? words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
        : words;
    };
    return [...Array.from(document.getElementsByTagName('entry'))].map((entry) => ({
      ...{ id: text(entry, 'id'), title: text(entry, 'title'), updated: text(entry, 'updated') },
      link: entry.getElementsByTagName('link')[0]?.getAttribute('href'),
    }));
  };
  const events = (text: string) =>
    new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

  beforeAll(async () => {
    town = await aTown(product, { slug: 'zeitz', name: 'Zeitz' });
    await product.as({ tenantId: town.id, tenantSlug: town.slug }, () =>
      product.get(Projector).projectTenant(),
    );
  });
  beforeEach(async () => {
    clock.set(FRIDAY);
    const phases = [
      display,
      { ...display, kind: 'weighing', firstDay: '2027-04-02', lastDay: null },
    ] as never;
    procedure = await aProcedure(product, town, {
      ...{
        phases,
        title:
          'Plan „Über den Dächern“, <b>fett</b>; größer & höher als alles, was bisher in Zeitz gebaut wurde',
      },
    });
    await project(procedure.id);
    await arrange();
  });
  afterEach(() => clock.set(null));

  test('an Atom feed is well-formed, names each piece of news for good and is answered from the tag', async () => {
    const url = `/api/procedures/${procedure.slug}/feed.atom`;
    const { statusCode, headers, body } = await get(url);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(entries(body)).toMatchObject([{ title: `Zeitz: ${procedure.title}` }]);
    expect((await get(url)).body).toBe(body);
    const again = await get(url, { 'if-none-match': headers.etag as string });
    expect(again).toMatchObject({ statusCode: 304, body: '' });
    expect((await get(url, { 'if-none-match': '"other"' })).statusCode).toBe(200);
    const now = new Date().toUTCString();
    expect((await get(url, { 'if-modified-since': now })).statusCode).toBe(200);

    await change({ lastDay: '2027-04-08' });
    clock.set(new Date('2027-04-02T08:00:00Z'));
    await arrange();
    clock.set(new Date('2027-04-08T06:00:00Z'));
    await arrange();
    const later = entries((await get(url)).body);
    expect(later.map(({ title }) => title.split(' – ')[1])).toEqual([
      'Endet bald: am Donnerstag, 8. April 2027, 24 Uhr.',
      'Endet bald: am Donnerstag, 8. April 2027, 24 Uhr.',
      'Neues Ende der Frist: Donnerstag, 8. April 2027, 24 Uhr.',
      undefined,
    ]);
    expect(new Set(later.map(({ id }) => id)).size).toBe(4);
    expect(later.at(-1)!.id).toBe(entries(body)[0]!.id);
  });

  test('is told in English where that is asked for', async () => {
    await change({ lastDay: '2027-04-08' });
    await arrange();
    const url = `/api/procedures/${procedure.slug}/feed.atom`;
    const { body, headers } = await get(`${url}?lang=en`);
    expect(body).toContain('Participation: ');
    expect(body).toContain('New deadline');
    expect(body).not.toContain('Neues Ende der Frist');
    expect((await get(url)).body).toContain('Neues Ende der Frist');
    expect((await get(url, { 'if-none-match': headers.etag as string })).statusCode).toBe(200);
  });

  test('a town has its own news, the Land has all, and nobody has those of a foreign address', async () => {
    const own = entries((await get('/api/feed.atom')).body);
    expect(own.some(({ link }) => link?.endsWith(procedure.slug))).toBe(true);
    const land = await get('/api/feed.atom', {}, new URL(env.ORIGIN).host);
    expect(entries(land.body).length).toBeGreaterThanOrEqual(own.length);
    const other = await aTown(product);
    const foreign = `${other.slug}.${new URL(env.ORIGIN).host}`;
    expect(entries((await get('/api/feed.atom', {}, foreign)).body)).toEqual([]);
    for (const path of ['feed.atom', 'calendar.ics'])
      expect((await get(`/api/procedures/${procedure.slug}/${path}`, {}, foreign)).statusCode).toBe(404);
    expect(entries((await get('/api/feed.atom?wort=Dächern')).body).length).toBeGreaterThan(0);
    expect(entries((await get('/api/feed.atom?thema=verkehr')).body)).toEqual([]);
    expect((await get('/api/feed.atom?ort=Atlantis')).statusCode).toBe(422);
  });

  test('a place means what lies within its kilometres', async () => {
    const watcher = await superuser();
    await watcher.query(`update pub.procedure set box = '((12.20,51.10),(12.10,51.00))' where id = $1`, [
      procedure.id,
    ]);
    const within = async (point: [number, number], km: number) => {
      const target: Target = { kind: 'place', townId: null, point, km };
      const news = await product.get(NewsQueries).latest(target, 50);
      return news.some(({ slug }) => slug === procedure.slug);
    };
    expect(await within([12.15, 51.05], 0.5)).toBe(true);
    // A tenth of a degree east of the area: 7 km at this latitude.
    expect(await within([12.3, 51.05], 6.9)).toBe(false);
    expect(await within([12.3, 51.05], 7.1)).toBe(true);
    expect(await within([12.15, 51.2], 11)).toBe(false);
    expect(await within([12.15, 51.2], 11.2)).toBe(true);
  });

  test('a calendar has whole days, keeps the name of a period, counts its changes and calls it off', async () => {
    const url = `/api/procedures/${procedure.slug}/calendar.ics`;
    const { headers, body } = await get(url);
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    for (const line of body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const [event, ...more] = events(body);
    expect(more).toEqual([]);
    expect(event!.summary).toBe(`Zeitz: ${procedure.title}`);
    expect(event!.startDate.isDate).toBe(true);
    expect(event!.startDate.toString()).toBe('2027-03-01');
    expect(event!.endDate.toString()).toBe('2027-04-02');
    expect((await get(url, { 'if-none-match': headers.etag as string })).statusCode).toBe(304);

    await change({ lastDay: '2027-04-15' });
    const [moved] = events((await get(url)).body);
    expect(moved!.uid).toBe(event!.uid);
    expect(moved!.sequence).toBeGreaterThan(event!.sequence ?? 0);
    expect(moved!.endDate.toString()).toBe('2027-04-16');

    const interruption = { since: '2027-03-05', reason: 'Ein Gutachten fehlt.', formerLastDay: '2027-04-15' };
    await change({ lastDay: null, interruption });
    const [stopped] = events((await get('/api/calendar.ics')).body).filter(({ uid }) => uid === event!.uid);
    expect(stopped!.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(stopped!.sequence).toBeGreaterThan(moved!.sequence);
  });
});
