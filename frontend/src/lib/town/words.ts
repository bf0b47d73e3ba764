import { m } from '#lib/paraglide/messages.js';

const PARTS: Record<string, () => string> = {
  begun: m.town_part_begun,
  look: m.town_look,
  picture: m.town_picture,
  contact: m.town_contact,
  legal: m.town_legal,
  defaults: m.town_defaults,
  rules: m.town_rules,
  restored: m.town_part_restored,
};

/** The page of the settings on which something was set. */
export const partInWords = (part: string): string => PARTS[part]?.() ?? part;

const FIELDS: Record<string, () => string> = {
  name: m.town_name,
  fullName: m.town_full_name,
  claim: m.town_claim,
  colour: m.town_colour,
  picture: m.town_picture,
  pictureAlt: m.town_picture_alt,
  imprint: m.imprint,
  privacy: m.privacy,
  accessibility: m.accessibility,
  dialogueRules: m.rules_title,
  'contact.name': m.town_contact_name,
  'contact.role': m.town_contact_role,
  'contact.phone': m.town_contact_phone,
  'contact.mail': m.town_contact_mail,
  'contact.street': m.town_contact_street,
  'contact.postcode': m.town_contact_postcode,
  'contact.place': m.town_contact_place,
  'contact.hours': m.town_contact_hours,
  'otherWays.post': m.town_default_post,
  'otherWays.inPerson': m.town_default_in_person,
  'otherWays.phoneForRecord': m.town_default_phone,
  otherAccess: m.town_default_access,
  answerClosing: m.town_default_closing,
  noticeFooter: m.town_default_footer,
  releaseByTwo: m.town_rule_two,
  objectionDays: m.town_rule_objection,
};

/** The name of a field as its page says it; that of a default text says so. */
export function fieldInWords(field: string): string {
  const [first, ...rest] = field.split('.');
  const inner = rest.join('.');
  if (first === 'settings') return FIELDS[inner]?.() ?? inner;
  if (first === 'defaults') return `${m.town_defaults()}: ${FIELDS[inner]?.() ?? inner}`;
  return FIELDS[field]?.() ?? field;
}

/** A value of a field as somebody would say it. */
export function valueInWords(value: string): string {
  if (value === 'true') return m.town_yes();
  if (value === 'false') return m.town_no();
  return value;
}

/** The lines of a long text that are only in one of two; a short text is told whole. */
export function onlyIn(text: string, other: string): string {
  if (text.length + other.length < 400) return valueInWords(text);
  const known = new Set(other.split('\n'));
  return text
    .split('\n')
    .filter((line) => !known.has(line))
    .join('\n');
}

const ROLES: Record<string, [label: () => string, hint: () => string]> = {
  'town-admin': [m.town_role_admin, m.town_role_admin_hint],
  planner: [m.town_role_planner, m.town_role_planner_hint],
  clerk: [m.town_role_clerk, m.town_role_clerk_hint],
  editor: [m.town_role_editor, m.town_role_editor_hint],
  moderator: [m.town_role_moderator, m.town_role_moderator_hint],
  'paper-entry': [m.town_role_paper, m.town_role_paper_hint],
  reader: [m.town_role_reader, m.town_role_reader_hint],
};

/** What a role is called. */
export const roleInWords = (role: string): string => ROLES[role]?.[0]() ?? role;

/** All roles, with what each may do. */
export const roleOptions = (): { value: string; label: string }[] =>
  Object.entries(ROLES).map(([value, [label, hint]]) => ({ value, label: `${label()} – ${hint()}` }));
