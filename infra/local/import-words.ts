/** An expected problem of the product. */
export interface Expected {
  code: string;
  fields: Record<string, string>;
}

const SENTENCES: Record<string, string> = {
  'procedure.not-found': 'This town has no procedure with this address.',
  'dialogue.not-found': 'This procedure has no dialogue with this address.',
  'contribution.conflict':
    'A line has other words than it had when it was taken in; give it an id of its own.',
  'document.unchanged': 'These bytes are what is laid out already; nothing was changed.',
  'document.key-taken': 'Somebody laid out a document under this key just now; try again for a new version.',
  'document.kind-unknown': 'is not one of the kinds of documents.',
  'plan-text.unchanged': 'This text is what is laid out already; nothing was changed.',
  'plan-text.key-taken': 'Somebody laid out a text under this key just now; try again for a new version.',
  'plan-text.empty': 'The text has no paragraph.',
  'plan-text.too-long': 'The text has more than two million characters.',
  'plan-text.too-many-paragraphs': 'The text has more than 2,000 paragraphs.',
  'plan-text.paragraph-too-long': 'One paragraph has more than 20,000 characters.',
  'file.wrong-type': 'A text must be a .md, .txt or .docx file.',
  'file.not-utf8': 'The file is not in UTF-8; save it as UTF-8 and try again.',
  'file.too-large': 'The file is too large.',
  'pdf.unreadable': 'The file is not a PDF that can be read.',
  'pdf.encrypted': 'The PDF asks for a password; documents are laid out for everybody.',
  'pdf.too-large': 'The PDF has more than 100 MB.',
  'pdf.too-many-pages': 'The PDF has more than 3,000 pages.',
  'docx.unreadable': 'The file is not a DOCX that can be read.',
  'docx.too-large': 'The DOCX is too large.',
  'key.malformed': 'must be small letters, digits and hyphens, at most 80.',
  'title.empty': 'is missing; say --title "…".',
  'title.too-long': 'has more than 300 characters.',
  'geo.no-json': 'is not JSON.',
  'geo.no-object': 'must be an object.',
  'geo.no-feature-collection': 'must be a FeatureCollection.',
  'geo.no-feature': 'must be a Feature.',
  'geo.empty': 'is empty.',
  'geo.too-many-features': 'are more than 5,000.',
  'geo.too-many-positions': 'is one position too many; 200,000 are allowed.',
  'geo.type-unknown': 'must be Point, LineString, Polygon or their Multi forms.',
  'geo.ring-open': 'must be a closed ring of at least four positions: the last is the first again.',
  'geo.line-too-short': 'must have at least two positions.',
  'geo.no-position': 'must be [longitude, latitude] in numbers.',
  'geo.not-wgs84': 'is not in WGS84 degrees; convert the file from its own coordinate system.',
  'geo.axes-swapped': 'has latitude before longitude; GeoJSON wants longitude first.',
  'geo.more-than-one': 'must be one feature: the outline of the whole plan.',
  'geo.no-area': 'must be a Polygon or MultiPolygon.',
  'geo.name-missing': 'is missing.',
  'geo.name-taken': 'is there twice; statements tell features apart by their names.',
  'geo.far-from-plan': "lies far from the plan's outline.",
};

/** An expected problem in sentences that say what to do; for an unknown one its code. */
export function inWords({ code, fields }: Expected): string {
  const wrong = Object.entries(fields);
  if (wrong.length)
    return wrong.map(([field, reason]) => `${field} ${SENTENCES[reason] ?? reason}`).join('\n');
  return SENTENCES[code] ?? code;
}

/** Whether an error is one of the product's expected problems. */
export const isExpected = (error: unknown): error is Expected =>
  error instanceof Error && 'code' in error && 'fields' in error;
