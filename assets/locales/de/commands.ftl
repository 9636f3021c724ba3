## Sections

commands-section-add = Hinzufügen
commands-section-queue = Warteschlange
commands-section-selection = Ausgewählte Dateien
commands-section-copy = Kopieren und exportieren
commands-section-history = Verlauf
commands-section-view = Ansicht
commands-section-program = Programm

## Commands

commands-add-files = Dateien hinzufügen…
commands-add-folder = Ordner hinzufügen…
commands-paste-paths = Pfade einfügen
commands-pause-all = Alle pausieren
commands-resume-all = Alle fortsetzen
commands-clear-finished = Fertige entfernen
commands-clear-finished-unsigned = Fertige entfernen ({ $count } nicht signiert)
commands-stop = Stoppen
commands-sign = Signieren…
commands-sign-again = Erneut signieren…
commands-verify = Verifizieren
commands-verify-original = Original verifizieren
commands-save-signed = Signierte Datei speichern…
commands-save-signed-files = { $count ->
    [one] { $count } signierte Datei speichern…
   *[other] { $count } signierte Dateien speichern…
}
commands-retry = Wiederholen
commands-pause = Pausieren
commands-resume = Fortsetzen
commands-cancel = Abbrechen
commands-copy-keys = Objektschlüssel kopieren
commands-copy-signed-key = Schlüssel der signierten Kopie kopieren
commands-open-folder = Ordner öffnen
commands-open-in-browser = Im Browser öffnen
commands-copy-uris = S3-URIs kopieren
commands-copy-references = Asset-Referenzen kopieren (JSON)
commands-copy-sha = SHA-256 kopieren
commands-copy-signed-links = Links zu signierten Dateien kopieren
commands-copy-signed-link = Link zur signierten Datei kopieren
commands-copy-original-keys = Schlüssel der Originale kopieren
commands-copy-original-key = Schlüssel des Originals kopieren
commands-copy-names-and-keys = Namen und Objektschlüssel kopieren
commands-copy-with-template = Mit Vorlage kopieren
commands-edit-template = Vorlage bearbeiten…
commands-export-csv = Als CSV exportieren…
commands-export-json = Als JSON exportieren…
commands-export-markdown = Als Markdown exportieren…
commands-sign-all = Alle signieren…
commands-copy-all-links = Alle Links zu signierten Dateien kopieren
commands-retry-failed = Fehlgeschlagene wiederholen
commands-find-by-content = Nach Inhalt suchen…
commands-forget = Aus Verlauf löschen…
commands-remove = Aus der Warteschlange entfernen
commands-undo-remove = Rückgängig: Entfernen
commands-undo-delete = Rückgängig: Löschen der Vorgabe
commands-show-row-menu = Auswahlmenü
commands-select-all = Alle auswählen
commands-select-nothing = Auswahl aufheben
commands-show-overview = Übersicht anzeigen
commands-show-credentials = Credentials anzeigen
commands-show-report = Bericht anzeigen
commands-show-technical = Technische Details anzeigen
commands-show-details = Details einblenden
commands-hide-details = Details ausblenden
commands-view-picture = Bild ansehen
commands-show-grid = Als Raster anzeigen
commands-show-table = Als Tabelle anzeigen
commands-set-type = Typ festlegen…
commands-save-report = Bericht speichern…
commands-show-results = Ergebnisse ansehen…
commands-show-all-results = Alle Ergebnisse ansehen…
commands-save-results = Ergebnisse speichern…
commands-save-proof = Nachweis speichern (JSON)…
commands-show-queue = Warteschlange anzeigen
commands-show-history = Verlauf anzeigen
commands-show-check = Prüfung anzeigen
commands-check-files = Dateien prüfen…
commands-check-selection = Prüfen
commands-search = Suchen
commands-sort-by-name = Nach Name sortieren
commands-sort-by-size = Nach Größe sortieren
commands-sort-by-progress = Nach Fortschritt sortieren
commands-sort-by-key = Nach Objektschlüssel sortieren
commands-sort-by-time = Nach Zeit sortieren
commands-only-active = Nur aktive Dateien anzeigen
commands-only-waiting = Nur wartende Dateien anzeigen
commands-only-paused = Nur pausierte Dateien anzeigen
commands-only-failed = Nur fehlgeschlagene Dateien anzeigen
commands-only-uploaded = Nur hochgeladene Dateien anzeigen
commands-only-signed = Nur signierte Dateien anzeigen
commands-only-verified = Nur verifizierte Dateien anzeigen
commands-only-invalid = Nur ungültige Dateien anzeigen
commands-only-unconfirmed = Nur nicht bestätigte Dateien anzeigen
commands-only-canceled = Nur abgebrochene Dateien anzeigen
commands-show-all-rows = Alle Dateien anzeigen
commands-next-pane = Nächster Bereich
commands-previous-pane = Vorheriger Bereich
commands-show-palette = Alle Befehle…
commands-show-shortcuts = Tastenkürzel
commands-open-settings = Einstellungen…
commands-edit-servers = Server…
commands-next-server = Nächster Server
commands-try-sandbox = Sandbox ausprobieren
commands-test-connection = Verbindung testen
commands-show-diagnostics = Diagnose…
commands-review-skipped = Übersprungene Dateien durchsehen
commands-show-message-details = Details der Meldung anzeigen
commands-dismiss-message = Meldung schließen
commands-light-theme = Helles Farbschema verwenden
commands-dark-theme = Dunkles Farbschema verwenden
commands-system-theme = Farbschema wie im System
commands-zoom-in = Vergrößern
commands-zoom-out = Verkleinern
commands-reset-zoom = Originalgröße
commands-quit = Beenden

## Reasons

commands-reason-nothing-selected = Nichts ist ausgewählt
commands-reason-no-file-selected = Keine Datei ausgewählt
commands-reason-some-unread = Einige ausgewählte Einträge sind noch nicht geladen: Wählen Sie weniger aus
commands-reason-nothing-uploading = Nichts wird hochgeladen
commands-reason-none-uploading = Keine ausgewählte Datei wird hochgeladen
commands-reason-nothing-finished = Noch ist nichts fertig
commands-reason-finished-need-attention = Fertige Dateien brauchen erst Ihre Aufmerksamkeit
commands-reason-nothing-to-sign = Keine hochgeladene Datei wartet auf eine Signatur
commands-reason-no-signed-copies = Noch keine signierten Kopien
commands-reason-no-signed-copy = Noch keine signierte Kopie
commands-reason-nothing-failed = Nichts ist fehlgeschlagen
commands-reason-none-failed = Keine dieser Dateien ist fehlgeschlagen
commands-reason-none-verifiable = Keine dieser Dateien kann jetzt verifiziert werden
commands-reason-none-signable = Keine dieser Dateien kann jetzt signiert werden
commands-reason-not-signable = Diese Datei ist zum Signieren zu groß, oder ihr Format lässt sich nicht signieren
commands-reason-not-signed = Noch nicht signiert
commands-reason-no-downloads = Dieser Server bietet keine Downloads an
commands-reason-being-saved = Wird bereits gespeichert
commands-reason-no-key = Noch kein Objektschlüssel
commands-reason-nothing-to-copy = Nichts zu kopieren
commands-reason-after-upload = Nach dem Hochladen verfügbar
commands-reason-nothing-to-export = Nichts zu exportieren
commands-reason-nothing-to-sort = Nichts zu sortieren
commands-reason-nothing-to-select = Nichts auszuwählen
commands-reason-no-records = Keine Einträge
commands-reason-type-stored = Die Datei ist bereits mit ihrem Typ gespeichert
commands-reason-not-verified = Noch nicht verifiziert
commands-reason-none-verified = Keine der ausgewählten Dateien wurde verifiziert
commands-reason-queue-not-verified = Keine Datei der Warteschlange wurde verifiziert
commands-reason-none-listed = Keine verifizierten Dateien in der Liste
commands-reason-loading = Wird noch geladen
commands-reason-none-in-state = Keine Dateien in diesem Zustand
commands-reason-one-server = Es gibt nur einen Server
commands-reason-test-running = Ein Test läuft
commands-reason-largest-zoom = Bereits maximal vergrößert
commands-reason-smallest-zoom = Bereits maximal verkleinert
commands-reason-plain-zoom = Bereits bei 100 %
commands-not-available = „{ $command }“ ist nicht verfügbar
commands-reason-sentence = { $reason }.

## Shortcuts

commands-shortcuts-title = Tastenkürzel
commands-shortcuts-move = Bewegen
commands-move-row = Nächste Zeile auswählen
commands-move-more = Weitere Zeilen auswählen
commands-move-only = Bewegen, ohne auszuwählen
commands-move-toggle = Zeile auswählen oder abwählen
commands-move-picture = Bild ansehen
commands-move-page = Seitenweise bewegen
commands-move-ends = Zur ersten oder letzten Zeile
commands-move-control = Nächstes oder vorheriges Element
commands-shortcuts-line = { $name }: { $keys }

## Keys

commands-key-ctrl = Strg
commands-key-shift = Umschalt
commands-key-space = Leertaste
commands-key-page-up = Bild auf
commands-key-page-down = Bild ab
commands-key-home = Pos1
commands-key-end = Ende
commands-key-tab = Tab
commands-key-delete = Entf
commands-key-backspace = Rücktaste
commands-key-escape = Esc
commands-key-menu = Menü

## Palette

commands-palette-title = Alle Befehle
commands-palette-hint = Befehl suchen
commands-palette-nothing = Keine passenden Befehle.

## Top bar

commands-bar-server = Server { $server }. { $key }. Server wählen
commands-bar-key-refused = Schlüssel abgelehnt
commands-bar-unreachable = Server nicht erreichbar
commands-bar-key-reading = Schlüssel wird gelesen…
commands-bar-key-none = Kein Schlüssel
commands-bar-key-environment = Schlüssel aus { $variable }
commands-bar-key-keyring = { $system ->
    [mac] Schlüssel im Schlüsselbund
    [windows] Schlüssel in Windows gespeichert
   *[linux] Schlüssel im Schlüsselbund
}
commands-bar-key-session = Schlüssel für diese Sitzung
commands-bar-no-account = Kein Konto nötig
commands-bar-settings = Einstellungen
commands-bar-menu = Menü

## Tabs

commands-tab-queue = Warteschlange
commands-tab-queue-count = Warteschlange  { $count }
commands-tab-queue-found = Warteschlange  { $found } von { $count }
commands-tab-history = Verlauf
commands-tab-check = Prüfung
commands-tab-check-count = Prüfung  { $count }
commands-tab-pause-hint = Hält laufende Uploads an. Beim Fortsetzen beginnen sie von vorn.
commands-tab-clear-hint = Entfernt fertige Dateien aus dieser Liste. Dateien mit Objektschlüssel bleiben im Verlauf.
commands-tab-clear-hint-unsigned = Entfernt fertige Dateien aus dieser Liste. Dateien mit Objektschlüssel bleiben im Verlauf. { $count ->
    [one] { $count } ist noch nicht signiert.
   *[other] { $count } sind noch nicht signiert.
}
commands-search-history = Verlauf durchsuchen
commands-search-history-hint = Name, Schlüssel, 14.11.2026…
commands-search-queue = Suchen
commands-search-clear = Suche löschen

## Filter

commands-find-all-states = Alle Zustände
commands-find-state = { $state }: { $count }
commands-find-states-shown = Angezeigte Zustände: { $state }
commands-find-searching = Suche läuft…
commands-find-nothing = Keine passenden Dateien
commands-find-in-queue = { $count ->
    [one] { $count } Datei in der Warteschlange.
   *[other] { $count } Dateien in der Warteschlange.
}
commands-find-show-all = Alle anzeigen

## Menus

commands-row-menu = Auswahlmenü
