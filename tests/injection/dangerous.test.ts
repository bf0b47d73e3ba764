import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { browser, describeInBrowser, type Visitor } from '../portal.ts';
import { Dangerous } from './dangerous.ts';
import { groups, vectors } from './vectors.ts';
import { read, Watch } from './watch.ts';

/** Every so many vectors one is tried in every place, whole pages being slow. */
const EVERY = 14;

describeInBrowser('a program that is careless is found out', () => {
  const { visitor } = browser();
  const watch = new Watch();
  let careless: Dangerous;
  let reader: Visitor;

  beforeAll(async () => {
    careless = await Dangerous.open(vectors);
    reader = await visitor();
    await watch.over(reader.context);
  });
  afterAll(() => careless.close());

  it.each(groups.map(({ name }) => name))('by vectors of the group %s', async (name) => {
    const sample = groups
      .find((group) => group.name === name)!
      .vectors.filter((_, index) => index % EVERY === 0);
    const caught = new Set<string>();
    for (const vector of sample)
      for (const place of Dangerous.places) {
        const address = careless.address(vectors.indexOf(vector), place);
        const { foreign } = await read(reader.page, address).catch(() => ({ foreign: ['left the page'] }));
        if (foreign.length || watch.taken().length) caught.add(vector);
      }
    expect(caught.size).toBeGreaterThan(0);
  });

  it('by most vectors, if only they are put into a page as markup or behind a link', async () => {
    const { page } = reader;
    await page.goto(careless.address(-1, 'text'));
    const ran = await page.evaluate(putInto, vectors.map(alone));
    watch.taken();
    console.info(
      `${ran} of ${vectors.length} vectors run in Chromium where they are put into innerHTML or href.`,
    );
    expect(ran).toBeGreaterThan(250);
  });
});

/** A vector that tells which one it is, without those that would make the whole page leave. */
const alone = (vector: string, index: number): string =>
  /refresh|evil\.invalid|javascript:.*["'`]|location/i.test(vector)
    ? ''
    : vector.replaceAll('__hit()', `window.top.__ran(${index})`);

/** Puts every vector into an element and behind a link of its own, does what a visitor might do there, and counts what ran. */
async function putInto(vectors: string[]): Promise<number> {
  const ran = new Set<number>();
  Object.assign(window, { __ran: (index: number) => void ran.add(index) });
  const places = vectors.map((vector) => ({
    vector,
    box: document.createElement('div'),
    link: document.createElement('a'),
  }));
  document.body.append(...places.flatMap(({ box, link }) => [box, link]));
  /** Until nothing more has run for a second. */
  const settled = async () => {
    for (let before = -1; before !== ran.size;) {
      before = ran.size;
      await new Promise((done) => setTimeout(done, 1_000));
    }
  };
  for (const { vector, box, link } of places) {
    box.innerHTML = vector;
    link.href = vector;
    if (link.protocol === 'javascript:') link.click();
  }
  await settled();
  for (const { box } of places)
    for (const element of Element.prototype.querySelectorAll.call(box, '*')) {
      const handlers = [...Element.prototype.getAttributeNames.call(element)].filter((name) =>
        name.startsWith('on'),
      );
      for (const name of handlers)
        EventTarget.prototype.dispatchEvent.call(element, new Event(name.slice(2)));
      if (element instanceof HTMLAnchorElement && element.protocol === 'javascript:') element.click();
    }
  await settled();
  return ran.size;
}
