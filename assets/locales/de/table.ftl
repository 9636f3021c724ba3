## Zeile oder Kachel

table-row-loading = Wird geladen…
table-row-unreadable = Dieser Eintrag kann nicht gelesen werden
table-row-remove = { $file } entfernen

table-action-cancel = Abbrechen
table-action-retry = Wiederholen
table-action-resume = Fortsetzen
table-action-sign = Signieren…
table-action-verify = Verifizieren
table-action-report = Bericht

table-action-cancel-file = { $file } abbrechen
table-action-retry-file = { $file } wiederholen
table-action-resume-file = { $file } fortsetzen
table-action-sign-file = { $file } signieren
table-action-verify-file = { $file } verifizieren
table-action-report-file = Bericht zu { $file }

table-key-copied = Kopiert
table-key-copy = Objektschlüssel von { $file } kopieren
table-key-copy-signed = Schlüssel der signierten Kopie von { $file } kopieren
table-key-signed = Signiert
table-credentials-mark = Enthält Content Credentials. { $facts }
table-certificate-ended = Zertifikat abgelaufen am { $day }
table-certificate-ends = Zertifikat läuft ab am { $day }
table-sent-as = Gesendet als { $media }
table-too-large-to-sign = Zu groß zum Signieren
table-progress-left = noch { $time }
table-progress-stalled = seit { $time } nichts gesendet

## Gültigkeit

table-validity-time = Verifizierte Zeit
table-validity-no-time = Keine verifizierte Zeit
table-validity-certificate = Zertifikat gültig bis { $day }
table-validity-both = { $time }, { $certificate }
table-validity-of-verdict = { $verdict }: { $validity }
table-expiring-ended = Das Zertifikat ist am { $day } abgelaufen, und die Signatur hat keine verifizierte Zeit: Sie wird möglicherweise als abgelaufen angezeigt.
table-expiring-ends = Das Zertifikat läuft am { $day } ab, und die Signatur hat keine verifizierte Zeit: Danach wird sie möglicherweise als abgelaufen angezeigt.

## Medientyp

table-type-differs = Laut Name { $named }, laut Inhalt { $found }. Es gilt der Inhalt.
table-type-from-content = Am Inhalt erkannt; der Name gibt keinen Hinweis.
table-type-set-same = Von Ihnen festgelegt, entspricht dem erkannten Typ.
table-type-set = Von Ihnen festgelegt. Erkannt: { $found }.
table-type-unknown = Weder Name noch Inhalt lassen den Typ erkennen.

## Signierte Kopien, Vorlesetext

table-said-folder = in { $folder }
table-said-credentials = enthält Content Credentials
table-no-identity = Der Server hat die Identität nicht hinzugefügt.
table-said-no-identity = der Server hat die Identität nicht hinzugefügt
table-said-key = Objektschlüssel { $key }
table-said-both = { $one }, { $other }

## Liste oder Raster

table-show-grid = Als Raster anzeigen
table-show-table = Als Tabelle anzeigen
table-compact-rows = Kompakte Zeilen
table-show-compact = Kompakte Zeilen anzeigen
table-show-tall = Hohe Zeilen anzeigen

## Spalten und Sortierung

table-column-name = Name
table-column-size = Größe
table-column-progress = Fortschritt
table-column-key = Objektschlüssel
table-column-date = Datum

table-heading-name = Nach Name sortieren
table-heading-size = Nach Größe sortieren
table-heading-progress = Nach Fortschritt sortieren
table-heading-key = Nach Objektschlüssel sortieren
table-heading-date = Nach Datum sortieren
table-heading-ascending = { $heading }, aufsteigend sortiert
table-heading-descending = { $heading }, absteigend sortiert

table-heading-hint-oldest = Klicken, um die ältesten zuerst anzuzeigen.
table-heading-hint-newest = Klicken, um die neuesten zuerst anzuzeigen.
table-heading-hint-again = Zeilen haben sich geändert. Klicken, um neu zu sortieren.
table-heading-hint-added = Klicken, um in der Reihenfolge des Hinzufügens zu sortieren.
table-heading-hint-reverse = Klicken, um die Reihenfolge umzukehren.
table-heading-hint-sort = Klicken, um zu sortieren.

table-sort = Sortieren
table-sort-menu = Sortierung: { $order }
table-sort-menu-added = Sortierung: wie hinzugefügt
table-sort-menu-newest = Sortierung: neueste zuerst
table-sort-name-ascending = Name, A bis Z
table-sort-name-descending = Name, Z bis A
table-sort-size-ascending = Größe, kleinste zuerst
table-sort-size-descending = Größe, größte zuerst
table-sort-progress-ascending = Fortschritt, geringster zuerst
table-sort-progress-descending = Fortschritt, höchster zuerst
table-sort-key-ascending = Objektschlüssel, A bis Z
table-sort-key-descending = Objektschlüssel, Z bis A
table-sort-added = Wie hinzugefügt
table-sort-newest = Neueste zuerst
table-sort-oldest = Älteste zuerst

## Leere Warteschlange

table-queue-loading = Warteschlange von { $server } wird geladen…
table-empty-headline = Dateien oder Ordner hier ablegen
table-empty-headline-choose = Dateien oder Ordner wählen
table-empty-explanation = Dateien werden sofort hochgeladen und erhalten je einen Objektschlüssel. Signieren und verifizieren Sie, wenn Sie so weit sind.
table-empty-add-files = Dateien hinzufügen…
table-empty-add-folder = Ordner hinzufügen…
table-empty-signable = Signierbar
table-empty-upload-only = Nur Upload
table-empty-upload-only-which = Alle anderen Dateien
table-empty-limits = Limits
table-empty-limits-which = Bis zu 5 GB pro Datei, zum Signieren 1 GB
table-empty-ways = Auch möglich
table-empty-ways-which = Pfade mit { $keys } einfügen oder Dateien in der Befehlszeile übergeben
table-empty-fact = { $name }: { $value }

## Bild

table-preview-view = Bild von { $file } ansehen
table-preview-view-hint = Bild ansehen (Leertaste)
table-viewer-title = Bild
table-viewer-picture = Bild von { $file }
table-viewer-loading = Bild wird geladen…
table-viewer-no-picture = Kein Bild in dieser Datei
table-viewer-never-picture = Diese Art von Datei enthält kein Bild
table-viewer-reading = Wird gelesen…
table-viewer-close = Bild schließen
table-viewer-close-hint = Bild schließen (Esc)
table-viewer-next = Nächstes Bild
table-viewer-next-hint = Nächstes Bild (→)
table-viewer-previous = Vorheriges Bild
table-viewer-previous-hint = Vorheriges Bild (←)
table-viewer-position = { $place } von { $count }
table-viewer-announcement = { $file }, { $state }, { $position }
table-viewer-percent = { $percent } %
table-viewer-actual = 100 %
table-viewer-actual-hint = Ein Bildpixel entspricht einem Bildschirmpixel (1)
table-viewer-fit = Einpassen
table-viewer-fit-hint = Das ganze Bild (0)
