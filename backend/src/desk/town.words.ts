import { onOneLine as line } from '../platform/markup.js';
import type { Defaults } from '../tenant/tenant.entity.js';
import type { Content } from '../tenant/town-version.entity.js';
import type { TownContactInput, TownDefaultsInput } from './town.graphql.js';
import type { TownChange } from './town.graphql.js';

export { line };

/** Some lines: breaks stay, what steers or turns the writing goes. */
export const lines = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\t]/gu, '')
    .trim();

/** The contact without the fields that are empty. */
export function contactOf({ name, role, phone, mail, ...rest }: TownContactInput) {
  const said = Object.entries(rest).flatMap(([key, value]) => (value?.trim() ? [[key, line(value)]] : []));
  return {
    name: line(name),
    role: line(role),
    phone: line(phone),
    mail: line(mail),
    ...(Object.fromEntries(said) as Partial<Record<'street' | 'postcode' | 'place' | 'hours', string>>),
  };
}

/** The default texts without those that are empty; a contact counts once it has a name. */
export function defaultsOf(input: TownDefaultsInput): Defaults {
  const [post, inPerson, phoneForRecord] = [input.post, input.inPerson, input.phoneForRecord].map(lines);
  const [otherAccess, answerClosing, noticeFooter] = [
    input.otherAccess,
    input.answerClosing,
    input.noticeFooter,
  ].map(lines);
  const contact = {
    name: line(input.contactName),
    role: line(input.contactRole),
    phone: line(input.contactPhone),
    mail: line(input.contactMail),
  };
  return {
    ...((post || inPerson || phoneForRecord) && {
      otherWays: { post: post!, inPerson: inPerson!, phoneForRecord: phoneForRecord! },
    }),
    ...(otherAccess && { otherAccess }),
    ...(answerClosing && { answerClosing }),
    ...(noticeFooter && { noticeFooter }),
    ...(contact.name && { contact }),
  };
}

/** What differs between two versions, field by field; a picture only says that it does. */
export function changesBetween(before: Content | null, after: Content): TownChange[] {
  if (!before) return [];
  const [was, is] = [flat(before), flat(after)];
  const differing = [...new Set([...was.keys(), ...is.keys()])].filter(
    (field) => (was.get(field) ?? '') !== (is.get(field) ?? ''),
  );
  const isPicture = (field: string) => field === 'picture' || field === 'pictureKey';
  const told = differing
    .filter((field) => !isPicture(field))
    .map((field) => ({ field, before: was.get(field) ?? '', after: is.get(field) ?? '' }));
  return differing.some(isPicture) ? [{ field: 'picture', before: '', after: '' }, ...told] : told;
}

function flat(content: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(content).flatMap(([name, value]: [string, unknown]): [string, string][] =>
      value && typeof value === 'object'
        ? [...flat(value, `${prefix}${name}.`)]
        : [[prefix + name, value === null || value === undefined ? '' : String(value as string)]],
    ),
  );
}
