import { daysBetween } from '../procedure/calendar.js';
import { DEADLINE, dayIn, MORE, NONE, numberIn, type Language } from './chart.words.js';

/** The colours of a picture: those of the page follow its theme, those on paper are fixed. */
interface Ink {
  text: string;
  quiet: string;
  line: string;
  bar: string;
}
export const ON_PAGE: Ink = {
  text: 'currentColor',
  quiet: 'var(--quiet)',
  line: 'var(--line)',
  bar: 'var(--accent)',
};
export const ON_PAPER: Ink = { text: '#1c1c22', quiet: '#55555f', line: '#c9c9d2', bar: '#1f4e79' };

export interface Picture {
  title: string;
  language: Language;
  ink: Ink;
}

export interface Row {
  /** What is counted, in words. */
  label: string;
  count: number;
  /** The day, where days are counted. */
  day?: string;
}

const FONT = `font-family="'Fira Sans', Roboto, 'Liberation Sans', 'DejaVu Sans', sans-serif"`;
const BARS = { width: 480, row: 46, most: 20, longest: 56 };
const COLUMNS = { width: 720, height: 280, left: 52, right: 20, top: 44, bottom: 34 };

/** Lying bars, the label above each and the number at its end: no legend, no axis. */
export function barChart(rows: Row[], picture: Picture): string {
  const { ink, language } = picture;
  const shown = rows.slice(0, BARS.most);
  const hidden = rows.length - shown.length;
  const most = Math.max(1, ...shown.map(({ count }) => count));
  const parts = shown.map(({ label, count }, index) => {
    const y = index * BARS.row;
    const width = Math.max(count ? 2 : 0, (count / most) * (BARS.width - 84));
    return (
      text({ x: 0, y: y + 15, fill: ink.text }, shortened(label)) +
      `<rect x="0" y="${y + 22}" width="${round(width)}" height="14" fill="${ink.bar}"/>` +
      text({ x: round(width) + 8, y: y + 34, fill: ink.text, weight: 600 }, numberIn(count, language))
    );
  });
  const height = Math.max(1, shown.length) * BARS.row + (hidden ? 22 : 0);
  if (!rows.length) parts.push(text({ x: 0, y: 20, fill: ink.quiet }, NONE[language]));
  if (hidden)
    parts.push(
      text({ x: 0, y: height - 6, fill: ink.quiet }, `${numberIn(hidden, language)} ${MORE[language]}`),
    );
  return svg({ width: BARS.width, height }, picture, parts);
}

/** One column per day on a scale of time; each deadline is a line at the end of its day. */
export function dayChart(rows: Row[], deadlines: string[], picture: Picture): string {
  const { ink, language } = picture;
  const days = [...rows.map(({ day }) => day!), ...deadlines].sort();
  const [first, last] = [days[0], days.at(-1)];
  if (!rows.length || !first || !last) return barChart([], picture);

  const { width, height, left, right, top, bottom } = COLUMNS;
  const step = (width - left - right) / (daysBetween(first, last) + 1);
  const x = (day: string) => left + daysBetween(first, day) * step;
  const peak = rows.reduce((best, row) => (row.count > best.count ? row : best));
  const ticks = ticksTo(peak.count);
  const y = (count: number) => height - bottom - (count / ticks.at(-1)!) * (height - top - bottom);

  const parts = [
    ...ticks.map(
      (tick) =>
        `<line x1="${left}" x2="${width - right}" y1="${round(y(tick))}" y2="${round(y(tick))}" stroke="${ink.line}"/>` +
        text({ x: left - 8, y: y(tick) + 5, fill: ink.quiet, anchor: 'end' }, numberIn(tick, language)),
    ),
    ...rows.map(({ day, count }) => {
      const gap = Math.min(2, step * 0.2);
      return `<rect x="${round(x(day!) + gap / 2)}" y="${round(y(count))}" width="${round(step - gap)}" height="${round(height - bottom - y(count))}" fill="${ink.bar}"/>`;
    }),
    text(
      { ...inside(x(peak.day!) + step / 2), y: y(peak.count) - 5, fill: ink.text, weight: 600 },
      numberIn(peak.count, language),
    ),
    text({ x: left, y: height - 10, fill: ink.quiet }, dayIn(first, language)),
    text({ x: width - right, y: height - 10, fill: ink.quiet, anchor: 'end' }, dayIn(last, language)),
    ...deadlines.map((day) => deadlineAt(x(day) + step, day, picture)),
  ];
  return svg({ width, height }, picture, parts);
}

function deadlineAt(x: number, day: string, { ink, language }: Picture): string {
  const { height, bottom } = COLUMNS;
  return (
    `<line x1="${round(x)}" x2="${round(x)}" y1="22" y2="${height - bottom}" stroke="${ink.text}" stroke-width="2" stroke-dasharray="6 4"/>` +
    text({ ...inside(x), y: 15, fill: ink.text }, `${DEADLINE[language]} ${dayIn(day, language)}`)
  );
}

/** Text about a spot stays inside the picture. */
function inside(x: number): { x: number; anchor: string } {
  if (x > COLUMNS.width - 90) return { x: COLUMNS.width - COLUMNS.right, anchor: 'end' };
  return x < 90 ? { x: COLUMNS.left, anchor: 'start' } : { x, anchor: 'middle' };
}

/** Round numbers from 0 to at least `most`, at most five steps apart: 0, 20, 40 … */
export function ticksTo(most: number): number[] {
  const rough = Math.max(1, most / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough)!;
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, index) => index * step);
}

interface Word {
  x: number;
  y: number;
  fill: string;
  anchor?: string;
  weight?: number;
}

const text = ({ x, y, fill, anchor = 'start', weight = 400 }: Word, words: string) =>
  `<text x="${round(x)}" y="${round(y)}" fill="${fill}" text-anchor="${anchor}" font-weight="${weight}">${escaped(words)}</text>`;

const svg = ({ width, height }: { width: number; height: number }, { title }: Picture, parts: string[]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}" ${FONT} font-size="15">${parts.join('')}</svg>`;

const shortened = (words: string) =>
  words.length > BARS.longest ? `${words.slice(0, BARS.longest - 1)}…` : words;
const round = (value: number) => Math.round(value * 100) / 100;
const escaped = (words: string) =>
  words
    .replace(/(?![\t\n\r])\p{Cc}/gu, '') // a control character would make the picture unreadable
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
