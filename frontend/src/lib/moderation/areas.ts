/** A rectangle that is to be black, in per cent of a page from its upper left corner. */
export interface Area {
  page: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

export const SIDES = ['page', 'left', 'top', 'width', 'height'] as const;

/** What a form says about the black areas of one attachment; a row without a size is none. */
export function areasIn(form: FormData, uploadId: string): Area[] {
  const columns = SIDES.map((side) => form.getAll(`${side}.${uploadId}`).map((value) => Number(value)));
  const rows = (columns[0] ?? []).map((_, row) => columns.map((column) => column[row] ?? 0));
  return rows
    .map(([page = 0, left = 0, top = 0, width = 0, height = 0]) => ({ page, left, top, width, height }))
    .filter(({ page, width, height }) => page > 0 && width > 0 && height > 0);
}

/** The rectangle between two points of a page, in per cent with one decimal. */
export function between(page: number, [x, y]: [number, number], [toX, toY]: [number, number]): Area {
  const tenth = (value: number) => Math.round(Math.min(Math.max(value, 0), 100) * 10) / 10;
  const [left, top] = [tenth(Math.min(x, toX)), tenth(Math.min(y, toY))];
  return { page, left, top, width: tenth(Math.abs(toX - x)), height: tenth(Math.abs(toY - y)) };
}
