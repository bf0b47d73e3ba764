/** WCAG 2.2 SC 1.4.3 asks for 4.5:1; soft grounds take a part of it away. */
const WANTED = 5.5;

/** A town's colour (#rrggbb), darkened until text in it can be read on white; the given fallback for anything else. */
export function readableOnWhite(colour: string | undefined, fallback: string): string {
  let channels = channelsOf(colour ?? '') ?? channelsOf(fallback)!;
  while (contrastWithWhite(channels) < WANTED) channels = channels.map((value) => Math.floor(value * 0.94));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function channelsOf(colour: string): number[] | null {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return null;
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** WCAG 2.2, "contrast ratio", with white as the lighter one. */
function contrastWithWhite(channels: number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
