import { fail, type Action } from '@sveltejs/kit';

import { onTo, refused } from '#lib/desk/form.ts';
import { formOf } from '#lib/platform/form.ts';

import { geometryOf } from './coordinates.ts';
import { AddFeature, AddLayer, DescribeFeature, RemoveFeature, RemoveLayer } from './desk.graphql.ts';
import { refusedFile, sendPlanFile } from './plan-file.ts';

type Here = Action<{ slug: string }>;

const back = (slug: string, done: string): never => onTo(`/verfahren/${slug}/karte`, done);
const reader = (form: FormData) => (name: string) => String(form.get(name) ?? '').trim();

/** Takes a GeoJSON file as the outline or as the whole drawing. */
export const file: Here = async (event) => {
  const form = await formOf(event.request);
  const sent = form.get('file');
  if (!(sent instanceof File) || !sent.name)
    return fail(422, { typed: {}, errors: { file: 'file.missing' } });
  const what = form.get('what') === 'drawing' ? 'drawing' : 'outline';
  const { problem } = await sendPlanFile(event, sent, { procedure: event.params.slug, what });
  if (problem) return refusedFile(problem, { what }, 'file');
  back(event.params.slug, 'gesichert');
};

/** Takes what was drawn or typed as the outline, or as one more part of the drawing. */
export const shape: Here = async (event) => {
  const form = await formOf(event.request);
  const field = reader(form);
  const typed = Object.fromEntries(
    ['what', 'shape', 'coordinates', 'name', 'kind', 'note'].map((name) => [name, field(name)]),
  );
  const isOutline = typed.what === 'outline';
  const geometry = geometryOf(String(form.get('coordinates') ?? ''), isOutline ? 'area' : typed.shape!);
  if (!geometry) return fail(422, { typed, errors: { coordinates: 'coordinates.malformed' } });
  const { slug } = event.params;
  if (isOutline) {
    const features = [{ type: 'Feature', properties: {}, geometry }];
    const outline = new File([JSON.stringify({ type: 'FeatureCollection', features })], 'outline.geojson');
    const { problem } = await sendPlanFile(event, outline, { procedure: slug, what: 'outline' });
    if (problem) return refusedFile(problem, typed, 'coordinates');
    back(slug, 'gesichert');
  }
  const feature = { name: typed.name!, kind: typed.kind || 'other', note: typed.note! };
  const asked = { procedure: field('procedure'), feature: { ...feature, geometry: geometry as never } };
  const { problem } = await event.locals.backend.ask(AddFeature, asked);
  if (problem?.fields.name) return refused(problem, typed);
  if (problem) return refusedFile(problem, typed, 'coordinates');
  back(slug, 'gesichert');
};

export const describe: Here = async ({ request, locals, params }) => {
  const field = reader(await formOf(request));
  const id = field('id');
  const feature = { name: field(`name-${id}`), kind: field(`kind-${id}`), note: field(`note-${id}`) };
  const { problem } = await locals.backend.ask(DescribeFeature, {
    procedure: field('procedure'),
    id,
    feature,
  });
  const names = { name: `name-${id}`, text: `name-${id}` };
  if (problem) return refused(problem, { [`name-${id}`]: feature.name }, names);
  back(params.slug, 'gesichert');
};

export const remove: Here = async ({ request, locals, params }) => {
  const field = reader(await formOf(request));
  const asked = { procedure: field('procedure'), id: field('id') };
  const { problem } = await locals.backend.ask(RemoveFeature, asked);
  if (problem) return refused(problem, { name: '' });
  back(params.slug, 'entfernt');
};

export const layer: Here = async ({ request, locals, params }) => {
  const field = reader(await formOf(request));
  const typed = { url: field('url'), title: field('title'), layers: field('layers') };
  const named = { ...typed, url: serviceAddress(typed.url) };
  const { problem } = await locals.backend.ask(AddLayer, { procedure: field('procedure'), layer: named });
  if (problem) return refused(problem, typed, { text: 'url' });
  back(params.slug, 'gesichert');
};

export const removeLayer: Here = async ({ request, locals, params }) => {
  const field = reader(await formOf(request));
  const asked = { procedure: field('procedure'), id: field('id') };
  const { problem } = await locals.backend.ask(RemoveLayer, asked);
  if (problem) return refused(problem, { url: '' });
  back(params.slug, 'entfernt');
};

/** People copy the address of the capabilities; the service is what is before its question. */
function serviceAddress(typed: string): string {
  if (!URL.canParse(typed)) return typed;
  const address = new URL(typed);
  for (const name of [...address.searchParams.keys()])
    if (/^(service|request|version)$/i.test(name)) address.searchParams.delete(name);
  return address.href;
}
