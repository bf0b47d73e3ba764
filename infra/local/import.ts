import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { readOrder, Refusal, USAGE, type Order } from './import-order.ts';
import { inWords, isExpected, type Expected } from './import-words.ts';
import { withProduct, type Product } from './import-product.ts';
import { dataFolder, withInstallation } from './installation.ts';
import { sentenceOf } from './sentence.ts';

/** `npm run import`: lays out one file in a procedure, by the services that the desk uses too. */
async function main(words: string[]): Promise<number> {
  if (words.length === 0 || words.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  try {
    const order = await readOrder(words);
    refuseUnstarted();
    console.log(await withInstallation(() => withProduct((product) => layOut(product, order))));
    return 0;
  } catch (error) {
    if (error instanceof Refusal) {
      console.error(error.isUsage ? `${error.message}\n\n${USAGE}` : error.message);
      return error.isUsage ? 2 : 1;
    }
    const sentence = sentenceOf(error);
    if (!sentence && !isExpected(error)) throw error;
    console.error(sentence ?? inWords(error as Expected));
    return 1;
  }
}

/** Without a first start there is no town; a database made here would only stand in its way. */
function refuseUnstarted(): void {
  const isStarted = process.env.DATABASE_URL || existsSync(join(dataFolder(), 'first-start.done'));
  if (!isStarted) throw new Refusal('There are no towns here yet: run npm start first.');
}

async function layOut(product: Product, { town, ...order }: Order): Promise<string> {
  const towns = await product.towns();
  const tenant = towns.find(({ slug }) => slug === town);
  if (!tenant)
    throw new Refusal(`There is no town "${town}". There are: ${towns.map(({ slug }) => slug).join(', ')}.`);

  const { what } = order;
  if (what === 'contributions') return takeIn(product, tenant, order);
  const { key, isNew } = await product.layOut(tenant, { ...order, what });
  const place = `${town}/${order.procedure}`;
  if (order.what === 'outline' || order.what === 'drawing') return `The ${order.what} of ${place} is set.`;
  return `${isNew ? 'Laid out' : 'Laid out as a new version'}: ${order.what} "${key}" in ${place}.`;
}

async function takeIn(
  product: Product,
  tenant: { id: string; slug: string },
  order: Omit<Order, 'town'>,
): Promise<string> {
  const { added, known, wrong } = await product.takeIn(tenant, order, console.error);
  const place = `${tenant.slug}/${order.procedure}/${order.dialogue}`;
  const said = `Taken into ${place}: ${added} contributions; ${known} were there already.`;
  if (!wrong.length) return said;
  const lines = wrong.map(({ line, column, reason }) => `line ${line}: ${column} ${reason}`);
  throw new Refusal([said, `${wrong.length} were left out:`, ...lines].join('\n'));
}

process.exitCode = await main(process.argv.slice(2));
