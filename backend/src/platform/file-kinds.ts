import { fileTypeFromBuffer } from 'file-type';

const OFFICE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The media types that people may attach. */
export const allowedKinds: readonly string[] = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  OFFICE,
  'application/vnd.oasis.opendocument.text',
  'text/plain',
];

/** What the bytes are, whatever the name says, as a media type; null for what cannot be told. */
export async function kindOf(content: AsyncIterable<Uint8Array>): Promise<string | null> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  const bytes = Buffer.concat(parts);
  const found = await fileTypeFromBuffer(bytes);
  if (found) return found.mime === 'image/heif' ? 'image/heic' : found.mime;
  return isPlainText(bytes) ? 'text/plain' : null;
}

/** UTF-8 without control signs; markup is refused because somebody will open it in a browser. */
function isPlainText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.trim() !== '' && !CONTROL.test(text) && !/^\s*</.test(text);
  } catch {
    return false;
  }
}

// eslint-disable-next-line no-control-regex -- control signs are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
const LONGEST = 120;

/** A name that is safe as a file name everywhere: keeps umlauts, is never a path, hides nothing. */
export function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    // Control, format and direction signs could show another name than the real one.
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*%]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const [, stem = plain, ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,5})?$/.exec(plain) ?? [];
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem);

  return (isReserved || !stem ? 'Anlage' : [...stem].slice(0, LONGEST).join('')) + ending;
}

const ENDINGS: Record<string, string> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'text/plain': '.txt',
};

/** The safe name of a file with the ending of what it is, so that no name says that it is something else. */
export function nameFor(name: string, kind: string): string {
  const safe = safeName(name);
  const ending = ENDINGS[kind];
  return ending && !safe.toLowerCase().endsWith(ending)
    ? safe.replace(/\.[A-Za-z0-9]{1,5}$/, '') + ending
    : safe;
}
