/** The texts in Leichte Sprache: what this is, how to speak, what happens then. */
export const EASY = {
  start: `## Willkommen

Das ist eine Internet-Seite vom Land Sachsen-Anhalt.
Hier geht es um Pläne.

Zum Beispiel:

- Wo werden neue Häuser gebaut?
- Wo gibt es neue Rad-Wege?
- Wie sollen wir in Zukunft heizen?

Die Städte und Gemeinden machen diese Pläne.
Sie können die Pläne hier lesen.
Und Sie können sagen:
Das finde ich gut.
Oder: Das finde ich nicht gut.

## So finden Sie einen Plan

Auf der ersten Seite gibt es ein Feld.
Schreiben Sie dort den Namen von Ihrem Ort.
Oder Ihre Post-Leit-Zahl.
Dann sehen Sie alle Pläne von Ihrem Ort.

Zu jedem Plan gibt es einen kurzen Text in Leichter Sprache.
Wichtige Stellen im Plan sind auch einfach erklärt.
Klicken Sie dafür auf: **Einfach erklärt**.

## Das kostet nichts

Sie müssen nichts bezahlen.
Sie müssen sich nicht anmelden.`,
  statement: `## So sagen Sie Ihre Meinung

Ihre Meinung zu einem Plan heißt: **Stellungnahme**.
Jeder Mensch darf eine Stellungnahme schreiben.
Auch Kinder und Jugendliche.
Auch Menschen ohne deutschen Pass.

## So geht es

- Suchen Sie den Plan.
- Klicken Sie auf: **Stellung nehmen**.
- Schreiben Sie Ihre Meinung in das große Feld. Ein Satz reicht.
- Schreiben Sie Ihren Namen auf, wenn Sie möchten. Bei manchen Plänen brauchen wir den Namen.
- Lesen Sie alles noch einmal.
- Klicken Sie auf: **Absenden**.

Dann bekommen Sie eine Nummer.
Heben Sie die Nummer gut auf.
Mit der Nummer finden Sie später die Antwort.

## Es gibt einen letzten Tag

Sie können nur für eine bestimmte Zeit schreiben.
Der letzte Tag steht beim Plan.
Bitte schreiben Sie vorher.

## Es geht auch anders

Sie können einen Brief schreiben.
Oder Sie gehen in das Rathaus.
Dort schreibt jemand Ihre Meinung für Sie auf.
Die Adresse steht beim Plan.`,
  afterwards: `## Das passiert mit Ihrer Stellungnahme

Ihre Stellungnahme kommt bei der Stadt an.
Sie geht nicht verloren.

## 1. Lesen

Menschen in der Stadt-Verwaltung lesen Ihren Text.
Sie lesen alle Texte, die pünktlich gekommen sind.

## 2. Prüfen

Die Stadt prüft alle Gründe.
Es gibt Gründe für den Plan.
Und es gibt Gründe gegen den Plan.
Das nennt man: **Abwägung**.

## 3. Entscheiden

Am Ende entscheidet der Stadtrat.
Den Stadtrat haben die Menschen in der Stadt gewählt.
Der Stadtrat weiß nicht, wie Sie heißen.
Er liest nur Ihre Gründe.

## 4. Antworten

Die Stadt schreibt Ihnen eine Antwort.
In der Antwort steht:

- Die Stadt ändert den Plan.
- Oder: Die Stadt ändert den Plan nicht. Und warum nicht.

Die Antwort finden Sie hier mit Ihrer Nummer.
Das kann einige Monate dauern.

## Wer darf meinen Text lesen?

Andere Menschen sehen Ihren Text nur, wenn Sie Ja sagen.
Ihr Name steht nicht dabei.`,
};
