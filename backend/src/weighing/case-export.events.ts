/** Somebody has asked for statements as a table. */
export const EXPORT_ASKED = 'export.asked';
