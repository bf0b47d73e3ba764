import { m } from '#lib/paraglide/messages.js';

interface About {
  paragraph?: { text: string; number: number; version: number };
  page?: { title: string; number: number; version: number };
  geometry?: { name: string | null; shape: { type: string } };
}

/** What a statement speaks to, in words. */
export function aboutInWords(about: unknown): string {
  const { paragraph, page, geometry } = about as About;
  const parts = [
    paragraph &&
      m.about_paragraph({ text: paragraph.text, number: paragraph.number, version: paragraph.version }),
    page && m.about_page({ text: page.title, number: page.number, version: page.version }),
    geometry && (geometry.name ?? shapeInWords(geometry.shape.type)),
  ].filter((part) => part !== undefined);

  return parts.join('; ') || m.about_whole();
}

export function shapeInWords(type: string): string {
  if (type === 'Point') return m.about_point();
  return type === 'LineString' ? m.about_line() : m.about_area();
}
