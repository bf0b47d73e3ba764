/** A report is answered. Payload: `reportId`. */
export const REPORT_DECIDED = 'moderation.report-decided';
/** What somebody said is hidden or redacted: its author is told. Payload: `kind`, `id`. */
export const VOICE_DECIDED = 'moderation.voice-decided';
/** An appeal is decided. Payload: `appealId`. */
export const APPEAL_DECIDED = 'moderation.appeal-decided';
