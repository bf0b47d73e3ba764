/** WCAG 2.2 SC 1.4.3: how much lighter than its ground a text must be, or darker. */
export const WANTED = 4.5;

/** The grounds and texts of `lib/ui/app.css` and of KERN. */
const LIGHT = { grounds: ['#ffffff', '#f3f4f6'], on: '#ffffff' };
const DARK = { grounds: ['#000000', '#141624'], on: '#10131a' };
/** In dark a town's colour is mixed with white; its share there. */
const SHARE = 0.38;

type Triple = [number, number, number];

export interface Contrasts {
  light: { links: number; button: number };
  dark: { links: number; button: number };
}

/** Whether a text is a colour as we keep it: #rrggbb. */
export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** The contrast of links on the weakest ground, and of the words on a button, in both themes. */
export function contrastsOf(colour: string): Contrasts {
  const own = channelsOf(colour);
  return { light: against(own, LIGHT), dark: against(inDark(own), DARK) };
}

/** Whether everything written in or on this colour can be read. */
export function isReadable(colour: string): boolean {
  const { light, dark } = contrastsOf(colour);
  return Math.min(light.links, light.button, dark.links, dark.button) >= WANTED;
}

/** The colour itself where it can be read, otherwise the one of the same hue that is nearest in lightness. */
export function nearestReadable(colour: string): string {
  if (isReadable(colour)) return colour;
  const [lightness, a, b] = toOklab(channelsOf(colour));
  for (let step = 1; step <= 200; step += 1) {
    for (const moved of [lightness - step / 200, lightness + step / 200]) {
      const candidate = asHex(fromOklab([moved, a, b]));
      if (moved > 0 && moved < 1 && isReadable(candidate)) return candidate;
    }
  }
  return '#1f4e79';
}

/** The colour as it is shown in dark: `color-mix(in oklab, colour 38%, #fff)`. */
export const darkOf = (colour: string): string => asHex(inDark(channelsOf(colour)));

const against = (own: Triple, { grounds, on }: { grounds: string[]; on: string }) => ({
  links: Math.min(...grounds.map((ground) => contrast(own, channelsOf(ground)))),
  button: contrast(own, channelsOf(on)),
});

const inDark = (own: Triple): Triple => {
  const [lightness, a, b] = toOklab(own);
  return fromOklab([lightness * SHARE + (1 - SHARE), a * SHARE, b * SHARE]);
};

/** Linear light of red, green and blue, each from 0 to 1. */
function channelsOf(colour: string): Triple {
  return [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

function asHex(channels: Triple): string {
  const parts = channels.map((value) => {
    const inside = Math.min(1, Math.max(0, value));
    const share = inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055;
    return Math.round(share * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}

/** WCAG 2.2, “contrast ratio”. */
function contrast(one: Triple, other: Triple): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(channels: Triple): number {
  const [red, green, blue] = channels.map((value) => Math.min(1, Math.max(0, value))) as Triple;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// CSS Color 4, § 9.3: Oklab.
function toOklab([red, green, blue]: Triple): Triple {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}

function fromOklab([lightness, a, b]: Triple): Triple {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
}
