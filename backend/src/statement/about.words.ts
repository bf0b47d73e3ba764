import type { About } from './content.js';

/** What a statement speaks to, in German words: „Begründung, Absatz 12 (Fassung 2)“. */
export function aboutInWords(about: object): string {
  const { paragraph, page, geometry } = about as About;
  const parts = [
    paragraph && `${paragraph.text}, Absatz ${paragraph.number} (Fassung ${paragraph.version})`,
    page && `${page.title}, Seite ${page.number} (Fassung ${page.version})`,
    geometry && (geometry.name ?? SHAPE[geometry.shape.type] ?? 'Stelle auf der Karte'),
  ].filter((part) => part !== undefined);

  return parts.join('; ') || 'Die Planung insgesamt';
}

const SHAPE: Record<string, string> = {
  Point: 'Punkt auf der Karte',
  LineString: 'Linie auf der Karte',
  Polygon: 'Fläche auf der Karte',
};
