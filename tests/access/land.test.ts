import { everyRoute } from './every-route.ts';

everyRoute({ name: 'the Land' });
