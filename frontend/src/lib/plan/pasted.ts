const IGNORED = new Set(['SCRIPT', 'STYLE', 'HEAD', 'TEMPLATE', 'NOSCRIPT', 'SVG', 'META', 'LINK', 'TITLE']);
const BLOCKS = 'h1,h2,h3,h4,h5,h6,p,li,tr,blockquote,div';

/** Formatted text as the text of the plan is written: headings, paragraphs, lists. Nothing else is left of it. */
export function sourceOfHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return blocksOf(body)
    .reduce((source, { text, isItem }) => source + (source && (isItem ? '\n' : '\n\n')) + text, '')
    .trim();
}

interface Block {
  text: string;
  /** Belongs to the paragraph before it. */
  isItem: boolean;
}

function blocksOf(element: Element): Block[] {
  if (IGNORED.has(element.tagName.toUpperCase())) return [];
  if (element.matches('table')) return [...element.querySelectorAll('tr')].flatMap(leaf);
  const isLeaf = element.matches(BLOCKS) && !element.querySelector(`${BLOCKS},table`);
  if (isLeaf) return leaf(element);
  return [...element.childNodes].flatMap((child) => {
    if (child instanceof Element)
      return child.matches('a,b,i,em,strong,span,u') ? inline(child) : blocksOf(child);
    const text = words(child.textContent);
    return text ? [{ text, isItem: false }] : [];
  });
}

/** Word and browsers put blocks into spans. */
function inline(element: Element): Block[] {
  if (element.querySelector(BLOCKS)) return [...element.children].flatMap(blocksOf);
  const text = words(element.textContent);
  return text ? [{ text, isItem: false }] : [];
}

function leaf(element: Element): Block[] {
  for (const ignored of element.querySelectorAll('script,style,template')) ignored.remove();
  const text =
    element.tagName === 'TR'
      ? [...element.querySelectorAll('td,th')]
          .map((cell) => words(cell.textContent))
          .filter(Boolean)
          .join(' – ')
      : words(element.textContent);
  if (!text) return [];
  const level = /^H([1-6])$/.exec(element.tagName)?.[1];
  if (level) return [{ text: `${'#'.repeat(Math.min(Number(level) + 1, 4))} ${text}`, isItem: false }];
  if (element.tagName === 'LI') return [{ text: `- ${text}`, isItem: true }];
  return [{ text: element.tagName === 'BLOCKQUOTE' ? `> ${text}` : text, isItem: false }];
}

const words = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim();

/** Takes formatted text from the clipboard into the text field inside; plain text goes in as it is. */
export function takesFormatting(box: HTMLElement): () => void {
  const paste = (event: ClipboardEvent) => {
    const html = event.clipboardData?.getData('text/html');
    const field = event.target;
    const source = html && /<(h[1-6]|p|li|table|div)\b/i.test(html) ? sourceOfHtml(html) : '';
    if (!source || !(field instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    field.setRangeText(source, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  box.addEventListener('paste', paste);
  return () => box.removeEventListener('paste', paste);
}
