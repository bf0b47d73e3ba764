/** What somebody gets who asks. */
export type Cell = 'yes' | 'no' | 'hidden';

const SIGNS: Record<Cell, string> = { yes: '✓', no: '–', hidden: '·' };

const HEAD = `# Who may do what

Every operation of the API, asked by everybody about something that is there. Written by a test that really
asks (\`npm -w backend run matrix\`); what differs from it fails the tests.

- ✓ is answered
- – is refused: the person learns that there is such a thing, and that it is not theirs to do
- · looks as if there were nothing of the kind

“Another town” is somebody with every role there who asks in their own town for what belongs to this one. Where
an operation names nothing (as \`cases\` or \`setTownLook\`), it is about the town that is asked: their own.
`;

/** One table of operations; the columns are who asks. */
export function table(heading: string, columns: string[], rows: Map<string, Cell[]>): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    `## ${heading}`,
    '',
    line(['', ...columns]),
    line(['---', ...columns.map(() => ':-:')]),
    ...[...rows].map(([name, cells]) => line([`\`${name}\``, ...cells.map((cell) => SIGNS[cell])])),
  ].join('\n');
}

export const page = (tables: string[]): string => [HEAD, ...tables].join('\n').trimEnd() + '\n';
