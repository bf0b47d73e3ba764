import { readOrder, Refusal, USAGE, type Order } from './import-order.ts';
import { inWords, isExpected } from './import-words.ts';
import { withProduct, type Product } from './import-product.ts';

/** `npm run import`: lays out one file in a procedure, by the services that the desk uses too. */
async function main(words: string[]): Promise<number> {
  if (words.length === 0 || words.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  try {
    const order = await readOrder(words);
    console.log(await withProduct((product) => layOut(product, order)));
    return 0;
  } catch (error) {
    if (error instanceof Refusal) {
      console.error(error.isUsage ? `${error.message}\n\n${USAGE}` : error.message);
      return error.isUsage ? 2 : 1;
    }
    if (isUnreachable(error)) {
      console.error(
        'The database does not answer. Start the installation in another window first: npm start',
      );
      return 1;
    }
    if (!isExpected(error)) throw error;
    console.error(inWords(error));
    return 1;
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ECONNREFUSED', 'ENOENT'].includes(String(error.code));

async function layOut(product: Product, { town, ...order }: Order): Promise<string> {
  const towns = await product.towns();
  const tenant = towns.find(({ slug }) => slug === town);
  if (!tenant)
    throw new Refusal(`There is no town "${town}". There are: ${towns.map(({ slug }) => slug).join(', ')}.`);

  const { key, isNew } = await product.layOut(tenant, order);
  const place = `${town}/${order.procedure}`;
  if (order.what === 'outline' || order.what === 'drawing') return `The ${order.what} of ${place} is set.`;
  return `${isNew ? 'Laid out' : 'Laid out as a new version'}: ${order.what} "${key}" in ${place}.`;
}

process.exitCode = await main(process.argv.slice(2));
