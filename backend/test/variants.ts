const AROUND = [
  'Das ist mir wichtig.',
  'Bitte setzen Sie das bald um.',
  'Davon hätten wir alle etwas.',
  'So sehe ich das als Mutter von zwei Kindern.',
  'Danke, dass Sie uns fragen!',
  'Andere Städte machen das längst vor, zum Beispiel Wien.',
];

/** The same number from 0 to 1 for the same seed, a new one each time: duplicates that are planted anew are the same. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** A text as somebody else would write it: with slips of the pen, in another order, with a sentence more. */
export function variantsOf(text: string, random: () => number): string[] {
  const pick = (below: number) => Math.floor(random() * below);
  const letters = [...text];
  for (let slip = 0; slip < Math.max(1, Math.round(letters.length / 40)); slip += 1) {
    const at = 1 + pick(letters.length - 2);
    const kind = pick(3);
    if (kind === 0) letters.splice(at, 1);
    else if (kind === 1) letters.splice(at, 0, letters[at]!);
    else [letters[at], letters[at - 1]] = [letters[at - 1]!, letters[at]!];
  }
  const words = text.split(/\s+/);
  const cut = 1 + pick(words.length - 1);
  return [
    letters.join(''),
    [...words.slice(cut), ...words.slice(0, cut)].join(' '),
    `${text.trim()} ${AROUND[pick(AROUND.length)]}`,
  ];
}
