const LAST = 10_000;

/** The page of a list that an address asks for, by the name of its parameter; 1 is the first, and what is none is 1. */
export const pageIn = ({ searchParams }: URL, name = 'seite'): number =>
  Math.min(Math.max(Number.parseInt(searchParams.get(name) ?? '1', 10) || 1, 1), LAST);
