import type { Product } from './product.ts';
import { hasSource, source, type ProcedureText } from './texts.ts';

type Town = { id: string; slug: string };
type Laid = { id: string; procedure: ProcedureText };

/** Lays out documents, texts in all their versions, outline, drawing and layers of a procedure. */
export async function layOutPlan(world: Product, town: Town, { id, procedure }: Laid): Promise<void> {
  for (const document of procedure.documents) {
    const content = await pdfOf(world, document.title, source(procedure, document.source));
    await world.as(town, () =>
      world.documents.add(id, {
        key: document.key,
        title: document.title,
        kind: document.kind as never,
        language: 'de',
        content,
      }),
    );
  }
  for (const text of procedure.texts) {
    for (const [index, version] of text.versions.entries()) {
      const markdown = source(procedure, version);
      await world.as<unknown>(town, () =>
        index === 0
          ? world.texts.add(id, { key: text.key, title: text.title, text: world.parseText(markdown) })
          : world.texts.replace(id, { key: text.key, text: world.parseText(markdown) }),
      );
    }
  }
  if (hasSource(procedure, 'area.geojson')) {
    await world.as(town, () => world.maps.setOutline(id, JSON.parse(source(procedure, 'area.geojson'))));
  }
  if (hasSource(procedure, 'drawing.geojson')) {
    await world.as(town, () => world.maps.setDrawing(id, JSON.parse(source(procedure, 'drawing.geojson'))));
  }
  for (const layer of procedure.layers) await world.as(town, () => world.maps.addLayer(id, layer));
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
