import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { sequence } from '@sveltejs/kit/hooks';

import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { backendFor } from '#lib/platform/backend.ts';
import { isColour, nearestReadable } from '#lib/portal/contrast.ts';
import { AWAY, shellFor } from '#lib/portal/portal.ts';

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(self), display-capture=(), payment=(), usb=(), serial=(), bluetooth=()',
  'cross-origin-opener-policy': 'same-origin',
};

/** The land's colour, where no town has one of its own. */
const LAND_COLOUR = '#1f4e79';

/** A town's own colour, or the nearest one that can be read where it was set before anybody checked. */
const colourOf = (own: string | undefined): string =>
  own && isColour(own) ? nearestReadable(own) : LAND_COLOUR;

const speakLanguage: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ locale }) => {
    event.locals.language = locale;
    return resolve(event);
  });

/** Which portal is asked, by its host name; the only place that knows one. */
const openPortal: Handle = async ({ event, resolve }) => {
  event.locals.host = (event.request.headers.get('host') ?? event.url.host).toLowerCase();
  event.locals.backend = backendFor(event);
  const shell = await shellFor(event.locals.backend);
  event.locals.portal = shell ?? AWAY;

  const town = colourOf(event.locals.portal.town?.colour);
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.language).replace('%town%', town),
  });
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  if (!isForEverybody(event.request, response)) response.headers.set('cache-control', 'private, no-store');
  if (!shell) response.headers.set('cache-control', 'no-store');
  return response;
};

/** Public caching is for answers that nobody known asked for, and for good ones only. */
function isForEverybody({ headers }: Request, response: Response): boolean {
  const isKnown = headers.has('cookie') || headers.has('authorization');
  const isPublic = response.headers.get('cache-control')?.startsWith('public') ?? false;
  return isPublic && !isKnown && response.status < 400 && !response.headers.has('set-cookie');
}

export const handle: Handle = sequence(speakLanguage, openPortal);

export const handleError: HandleServerError = ({ kind, error }) => {
  const status = kind === 'unknown' ? 500 : (error as { status: number }).status;
  if (kind === 'unknown') console.error(error instanceof Error ? error.stack : error);
  const codes: Record<number, string> = {
    404: 'page.not-found',
    400: 'input.malformed',
    415: 'input.malformed',
  };
  return { message: 'internal', code: codes[status] ?? 'internal' };
};
