import type { Product } from './product.ts';
import { hasSource, source, type ProcedureText } from './texts.ts';

type Town = { id: string; slug: string };
type Laid = { id: string; procedure: ProcedureText };

/**
 * Lays out outline, drawing, layers and the first version of each text now; the documents and what has changed in the
 * texts on the day `laidOutAt`, before the public display.
 */
export async function layOutPlan(
  world: Product,
  town: Town,
  { id, procedure, laidOutAt }: Laid & { laidOutAt: Date },
): Promise<void> {
  for (const { key, title, versions } of procedure.texts) {
    const text = world.parseText(source(procedure, versions[0]!));
    await world.as(town, () => world.texts.add(id, { key, title, text }));
  }
  if (hasSource(procedure, 'area.geojson')) {
    await world.as(town, () => world.maps.setOutline(id, JSON.parse(source(procedure, 'area.geojson'))));
  }
  if (hasSource(procedure, 'drawing.geojson')) {
    await world.as(town, () => world.maps.setDrawing(id, JSON.parse(source(procedure, 'drawing.geojson'))));
  }
  for (const layer of procedure.layers) await world.as(town, () => world.maps.addLayer(id, layer));

  world.clock.set(laidOutAt);
  for (const { key, title, kind, source: name } of procedure.documents) {
    const content = await pdfOf(world, title, source(procedure, name));
    const document = { key, title, kind: kind as never, language: 'de', content };
    await world.as(town, () => world.documents.add(id, document));
  }
  for (const { key, versions } of procedure.texts) {
    for (const version of versions.slice(1)) {
      const text = world.parseText(source(procedure, version));
      await world.as(town, () => world.texts.replace(id, { key, text }));
    }
  }
}

/** A document of the demonstration from its Markdown: headings, paragraphs, lists. */
function pdfOf(world: Product, title: string, markdown: string): Promise<Buffer> {
  const content = markdown.split(/\n\s*\n/).map((block) => {
    const words = block
      .trim()
      .replaceAll('**', '')
      .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
    if (words.startsWith('# ')) return { text: words.slice(2), style: 'title' };
    if (words.startsWith('#')) return { text: words.replace(/^#+ /, ''), style: 'heading' };
    if (words.startsWith('- '))
      return { ul: words.split('\n').map((item) => item.replace(/^- /, '')), margin: [0, 4, 0, 6] };
    return { text: words.replaceAll('\n', ' ').replace(/^> /, ''), margin: [0, 0, 0, 8] };
  });
  return world.pdf(title, content as never, 'Demonstration – erfundene Planung');
}
