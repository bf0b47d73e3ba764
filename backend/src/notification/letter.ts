import type { Letter } from '../platform/mail.js';
import { addressOf, type News } from './news.queries.js';
import { inWords, manyInWords } from './news.words.js';
import { endLink, manageLink } from './links.js';
import type { Language } from './subscription.entity.js';

/** A line with what it leads to. */
interface Line {
  text: string;
  link: string;
}

interface Section {
  title: string;
  link: string;
  lines: Line[];
  /** Lines that found no room. */
  more: number;
}

/** What somebody is told in one mail. */
export interface Told {
  subscriberId: string;
  language: Language;
  news: News[];
  /** What they follow that this is about, by name. */
  because: string[];
}

const MOST_LINES = 12;

const WORDS = {
  de: {
    hello: 'Guten Tag,',
    lead: 'das ist neu bei dem, was Sie verfolgen:',
    many: (count: number) => `Neues aus ${count} Verfahren`,
    more: (count: number) => `… und ${count} weitere Neuigkeiten`,
    because: (names: string) => `Sie bekommen diese Nachricht, weil Sie verfolgen: ${names}.`,
    all: 'alles Neue im ganzen Land',
    manage: 'Ändern oder einzeln beenden:',
    end: 'Alle Benachrichtigungen beenden:',
  },
  en: {
    hello: 'Hello,',
    lead: 'this is new about what you follow:',
    many: (count: number) => `News of ${count} procedures`,
    more: (count: number) => `… and ${count} more`,
    because: (names: string) => `You get this message because you follow: ${names}.`,
    all: 'everything new in the whole Land',
    manage: 'Change or end one by one:',
    end: 'End all notifications:',
  },
};

/** What is new as a mail: by procedure, with links, why it comes and how it ends. */
export function letterOf({ subscriberId, language, news, because }: Told): Omit<Letter, 'to'> {
  const words = WORDS[language];
  const sections = sectionsOf(news, language);
  const [first] = sections;
  const names = [...new Set(because)].map((name) => name || words.all).join('; ');
  const foot: [string, string][] = [
    [words.manage, manageLink(language, subscriberId)],
    [words.end, endLink(subscriberId)],
  ];
  return {
    subject: sections.length === 1 ? first!.title : words.many(sections.length),
    text: [
      ...[words.hello, words.lead],
      ...sections.map((section) => plain(section, words.more)),
      ...['--', words.because(names)],
      ...foot.map((line) => line.join('\n')),
    ].join('\n\n'),
    html: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escape(first!.title)}</title></head><body>
<p>${escape(words.hello)}</p><p>${escape(words.lead)}</p>
${sections.map((section) => marked(section, words.more)).join('\n')}
<hr><p>${escape(words.because(names))}</p>
${foot.map(([label, link]) => `<p>${escape(label)}<br><a href="${escape(link)}">${escape(link)}</a></p>`).join('\n')}
</body></html>`,
    headers: headersOf(subscriberId),
  };
}

/** One click ends it (RFC 8058), and nobody answers by machine (RFC 3834). */
export const headersOf = (subscriberId: string): Record<string, string> => ({
  'List-Unsubscribe': `<${endLink(subscriberId)}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  Precedence: 'bulk',
});

function sectionsOf(news: News[], language: Language): Section[] {
  const groups = new Map<string, News[]>();
  for (const one of news) {
    const key = `${one.townSlug}/${one.slug}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const [{ townName, title }] = group as [News];
    const lines = linesOf(group, language);
    return {
      title: `${townName}: ${title}`,
      link: addressOf({ ...group[0]!, kind: 'procedure', dialogueKey: null }),
      lines: lines.slice(0, MOST_LINES),
      more: Math.max(0, lines.length - MOST_LINES),
    };
  });
}

/** Of many of a kind their number, then the first few by name where they have one. */
function linesOf(group: News[], language: Language): Line[] {
  const counted = new Set<string>();
  return group.flatMap((news) => {
    const many = manyInWords(news, language);
    const line = { text: inWords(news, language), link: addressOf(news) };
    if (!many) return [line];
    const isFirst = !counted.has(many);
    counted.add(many);
    const head = isFirst
      ? [
          {
            text: many,
            link: addressOf({ ...news, number: news.kind === 'contribution' ? null : news.number }),
          },
        ]
      : [];
    return news.kind === 'contribution' ? [...head, { ...line, text: news.name ?? '' }] : head;
  });
}

const plain = ({ title, link, lines, more }: Section, words: (count: number) => string): string =>
  [
    title,
    link,
    ...lines.map((line) => `- ${line.text}${line.link === link ? '' : `\n  ${line.link}`}`),
    ...(more ? [words(more)] : []),
  ].join('\n');

const marked = ({ title, link, lines, more }: Section, words: (count: number) => string): string =>
  `<h2><a href="${escape(link)}">${escape(title)}</a></h2>
<ul>${lines.map((line) => `<li><a href="${escape(line.link)}">${escape(line.text)}</a></li>`).join('')}</ul>${more ? `<p>${escape(words(more))}</p>` : ''}`;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter]!);
