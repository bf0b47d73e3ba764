import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { csv } from '../platform/csv.js';
import { current } from '../platform/current.js';
import { pdf, type Content } from '../platform/pdf.js';
import { TenantService } from '../tenant/tenant.service.js';
import { ON_PAPER } from './chart.js';
import { HEADS, languageOf, numberIn } from './chart.words.js';
import { drawn, type Counted, type Counts } from './statistics.service.js';

const PIXELS_PER_INCH = 144;
const PAPER_WIDTH = 460;
const ROWS_ON_PAPER = 40;

/** Numbers as files: a picture, a table, a report. */
@Injectable()
export class StatisticsPaper {
  constructor(private readonly tenants: TenantService) {}

  csv({ title, rows }: Counted): string {
    const { count } = this.heads();
    return csv([[title, count], ...rows.map((row): [string, number] => [row.label, row.count])]);
  }

  /** The picture on white ground, at twice its size. */
  async png(chart: Counted, counts: Counts): Promise<Buffer> {
    const { default: sharp } = await import('sharp');
    const white = { background: '#ffffff' };
    return sharp(Buffer.from(drawn(chart, counts, ON_PAPER)), { density: PIXELS_PER_INCH })
      .flatten(white)
      .extend({ top: 24, bottom: 24, left: 24, right: 24, ...white })
      .png()
      .toBuffer();
  }

  /** All of it on A4, with town, procedure and the time at which it was counted (Berlin). */
  async report(counts: Counts): Promise<Buffer> {
    const town = await this.tenants.own();
    const at = clock.now().toLocaleString('de-DE', {
      ...({ dateStyle: 'long', timeStyle: 'short' } as const),
      timeZone: 'Europe/Berlin',
    });
    const { title } = counts.procedure;
    const content: Content[] = [
      { text: `${town.fullName} · gezählt am ${at} Uhr`, style: 'quiet' },
      { text: 'Auswertung', style: 'title' },
      { text: title, margin: [0, 0, 0, 8] },
      { text: 'Zurückgezogene Stellungnahmen zählen nur bei den Ergebnissen.', style: 'quiet' },
      ...counts.charts.map((chart): Content => this.section(chart, counts)),
    ];
    return pdf(`Auswertung ${title}`, content, `${town.fullName} · ${at} Uhr`);
  }

  private section(chart: Counted, counts: Counts): Content {
    const { label, count } = this.heads();
    const language = languageOf(current.visit.language);
    const rows = chart.rows
      .slice(0, ROWS_ON_PAPER)
      .map((row) => [row.label, { text: numberIn(row.count, language), alignment: 'right' as const }]);
    const width = chart.kind === 'days' ? PAPER_WIDTH : 320;
    return {
      stack: [
        {
          unbreakable: true,
          stack: [
            { text: chart.title, style: 'heading' },
            { svg: drawn(chart, counts, ON_PAPER), width },
          ],
        },
        ...(rows.length
          ? [
              {
                margin: [0, 8, 0, 0] as [number, number, number, number],
                fontSize: 9,
                layout: 'lightHorizontalLines',
                table: {
                  headerRows: 1,
                  widths: ['*', 60],
                  body: [[label, { text: count, alignment: 'right' as const }], ...rows],
                },
              },
            ]
          : []),
      ],
    };
  }

  private heads(): { label: string; count: string } {
    const language = languageOf(current.visit.language);
    return { label: HEADS.label[language], count: HEADS.count[language] };
  }
}
