/** What is laid out has changed. Payload: `procedureId`. */
export const PLAN_CHANGED = 'plan.changed';
