import { expect, it } from '@jest/globals';

import { everyRoute } from './every-route.ts';
import { addresses, routes } from './routes.ts';

it('no route of the frontend is forgotten here', () => {
  expect(Object.keys(addresses({ number: '', code: '' })).sort()).toEqual(routes());
});

everyRoute({ name: 'a town', town: 'zeitz' });
