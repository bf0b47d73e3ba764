/** The rules of the dialogue of a town that has written none of its own (Art. 14 DSA). Each heading is a rule that can be named. */
export const DIALOGUE_RULES = `In unseren Dialogen sprechen Menschen mit ganz verschiedenen Ansichten miteinander. Diese Regeln gelten für alle Beiträge und Kommentare, auch für unsere eigenen.

## Sachlich bleiben
Widersprechen Sie der Sache, nicht der Person. Beleidigungen, Drohungen und Hetze gegen Menschen oder Gruppen zeigen wir nicht.

## Andere Menschen schützen
Nennen Sie von anderen weder Anschrift noch Telefonnummer, Gesundheit oder anderes Privates. Wer in einem Amt handelt, darf mit Namen kritisiert werden.

## Beim Thema bleiben
Der Dialog hat eine Frage. Was mit ihr nichts zu tun hat, gehört an eine andere Stelle; wir sagen gern, an welche.

## Keine Werbung
Werbung für Waren, Dienste oder Wahlen gehört nicht in den Dialog.

## Mit einer Stimme sprechen
Schreiben Sie nicht unter fremdem Namen, und schicken Sie dasselbe nicht immer wieder.

## Nichts Verbotenes
Was ein Gesetz verbietet, zeigen wir nicht.

## Wie wir entscheiden
Ein Mensch entscheidet, kein Programm. Ein Programm zeigt uns nur Stellen, die wir uns ansehen sollten. Wir können einen Text stehen lassen, Wörter daraus entfernen oder ihn nicht mehr zeigen. Wer wiederholt gegen die Regeln verstößt, wird verwarnt. Danach können wir die Person für eine Zeit vom Dialog ausschließen, höchstens für sechs Monate. Stellungnahmen zu Plänen bleiben immer möglich.

## Wie Sie sich wehren können
Wir nennen immer den Grund. Wer anderer Meinung ist, kann sich einmal beschweren, als Verfasserin oder Verfasser ebenso wie nach einer Meldung. Dann entscheidet eine andere Person. Der Rechtsweg steht offen.`;
