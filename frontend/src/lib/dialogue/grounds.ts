import { m } from '#lib/paraglide/messages.js';

/** Laws that something said in a dialogue may break, as a decision names them; any other one can be typed. */
export const LAWS = [
  '§ 185 StGB (Beleidigung)',
  '§ 186 StGB (Üble Nachrede)',
  '§ 187 StGB (Verleumdung)',
  '§ 241 StGB (Bedrohung)',
  '§ 130 StGB (Volksverhetzung)',
  '§ 86a StGB (Verwenden von Kennzeichen verfassungswidriger Organisationen)',
  '§ 111 StGB (Öffentliche Aufforderung zu Straftaten)',
  'Art. 6 DSGVO (Daten anderer Personen)',
  '§ 22 KunstUrhG (Recht am eigenen Bild)',
  '§ 97 UrhG (Urheberrecht)',
] as const;

/** How long a suspension may last in days, by gravity. */
export const DURATIONS: [days: number, words: () => string][] = [
  [1, m.suspend_day],
  [7, m.suspend_week],
  [30, m.suspend_month],
  [90, m.suspend_quarter],
  [183, m.suspend_half],
];
