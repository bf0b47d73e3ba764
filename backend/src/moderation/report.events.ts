/** A report arrived. Payload: `reportId`. */
export const REPORT_ARRIVED = 'moderation.report-arrived';
/** A report is answered. Payload: `reportId`. */
export const REPORT_DECIDED = 'moderation.report-decided';
/** Somebody decided about something that was said; its author is told where it was restricted. Payload: `decisionId`. */
export const VOICE_DECIDED = 'moderation.voice-decided';
/** An appeal was made. Payload: `appealId`. */
export const APPEAL_MADE = 'moderation.appeal-made';
/** An appeal is decided. Payload: `appealId`. */
export const APPEAL_DECIDED = 'moderation.appeal-decided';
/** Somebody is suspended, or it ended, or an appeal against it was made or decided. Payload: `suspensionId`, `what`. */
export const SUSPENSION_CHANGED = 'moderation.suspension-changed';
/** The last instant of a suspension has come. Payload: `suspensionId`. */
export const SUSPENSION_RUNS_OUT = 'moderation.suspension-runs-out';
/** A statement of reasons went by mail. Payload: `decisionId`. */
export const REASONS_MAILED = 'moderation.reasons-mailed';
