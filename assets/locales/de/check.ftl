check-drop = Datei ablegen, um ihre Content Credentials zu lesen
check-choose = Datei auswählen, um ihre Content Credentials zu lesen
check-about = Es wird nichts hochgeladen. Dateien und Ordner werden auf diesem Computer gelesen, ohne API-Schlüssel.
check-choose-files = Dateien auswählen…
check-reading-files = { $count ->
    [one] 1 Datei wird gelesen…
   *[other] { $count } Dateien werden gelesen…
}
check-finding = Dateien werden gesucht…
check-clear = Leeren
check-reading = Wird gelesen…
check-column-file = Datei
check-column-verdict = Ergebnis
check-column-issuer = Aussteller
check-column-time = Verifizierte Zeit
check-column-list = Vertrauensliste
check-sort = Geprüfte Dateien sortieren nach { $column ->
    [file] Datei
    [verdict] Ergebnis
    [issuer] Aussteller
    [time] verifizierter Zeit
   *[list] Vertrauensliste
}
check-sort-ascending = { $sort }, aufsteigend sortiert
check-sort-descending = { $sort }, absteigend sortiert
check-no-time = Keine verifizierte Zeit
check-report = Bericht
check-report-hint = Wählen Sie eine Datei aus, um zu sehen, wer sie wann signiert hat und was an ihr geändert wurde.
check-report-reading = Die Datei wird gelesen
check-report-folder = Auf diesem Computer  ·  { $folder }
check-report-list = Vertrauensliste
check-report-list-none = keine der verwendeten
check-list-official = Offizielle C2PA-Liste
check-list-interim = Vorläufige Liste
check-list-news = Nachrichtenmedien (IPTC)
check-list-que = Liste des Que-Servers
check-list-of-server = { $list } ({ $host })
check-list-own = Ihre eigene Liste
check-lists = Vertrauenslisten: { $lists }
check-lists-dated = { $list }, { $date }
check-lists-loading = Vertrauenslisten werden gelesen…
check-lists-empty = Noch keine Vertrauenslisten. Änderungen werden erkannt, aber jeder Unterzeichner ist unbekannt.
check-lists-unusable = Keine Vertrauensliste ist verwendbar, daher ist jeder Unterzeichner unbekannt
check-lists-some-unusable = Einige Vertrauenslisten sind nicht verwendbar. { $lists }
check-lists-some-old = Einige Vertrauenslisten sind über 30 Tage alt. { $lists }
check-lists-show = Listen einblenden
check-lists-hide = Listen ausblenden
check-lists-update = Listen aktualisieren
check-lists-updating = Listen werden aktualisiert…
check-lists-update-hint = Lädt die öffentlichen Listen von raw.githubusercontent.com, contentcredentials.org und trust.iptc.org, ohne Ihren API-Schlüssel. Gibt es einen Schlüssel, wird damit auch { $host } nach seiner Liste gefragt. Ihre Dateien werden nicht gesendet.
check-failures-show = Details
check-failures-hide = Details ausblenden
check-failures-offline = { $list } wurde nicht aktualisiert: keine Verbindung
check-failures = { $count ->
    [one] 1 Liste wurde nicht aktualisiert
   *[other] { $count } Listen wurden nicht aktualisiert
}
check-failures-all-offline = { $count ->
    [one] 1 Liste wurde nicht aktualisiert: keine Verbindung
   *[other] { $count } Listen wurden nicht aktualisiert: keine Verbindung
}
check-lists-rule = Genannt wird die erste Liste, die den Unterzeichner kennt. Widerrufe werden nicht geprüft.
check-list-line = { $list }: { $state }
check-list-not-used = Nicht verwendet: { $reason }. Entfernen Sie Listen, die Sie nicht brauchen.
check-list-broken = Nicht verwendbar: { $reason }. { $remedy }
check-list-remedy-own = Entfernen Sie sie und fügen Sie die Datei neu hinzu.
check-list-remedy-que = Wechseln Sie zu diesem Server und aktualisieren Sie die Liste, oder entfernen Sie sie.
check-list-remedy = Aktualisieren Sie sie.
check-list-added = { $count ->
    [one] Hinzugefügt am { $date }, 1 Eintrag
   *[other] Hinzugefügt am { $date }, { $count } Einträge
}
check-list-fetched = { $count ->
    [one] Geladen am { $date }, 1 Eintrag
   *[other] Geladen am { $date }, { $count } Einträge
}
check-list-fetched-old = { $count ->
    [one] Geladen am { $date }, 1 Eintrag. Veraltet: bitte aktualisieren.
   *[other] Geladen am { $date }, { $count } Einträge. Veraltet: bitte aktualisieren.
}
check-list-absent-que = Nicht auf diesem Computer. Wird mit den anderen geladen, wenn es einen API-Schlüssel gibt.
check-list-absent = Nicht auf diesem Computer
check-list-remove = { $list } entfernen
check-list-remove-own-hint = Entfernt die Kopie in diesem Programm. Ihre Datei bleibt erhalten.
check-list-remove-hint = Entfernt die Liste von diesem Computer. Sie kann erneut geladen werden.
check-list-from = Aus { $file }
check-own = Eigene Liste hinzufügen…
check-own-hint = Eine PEM-Datei mit Zertifikaten von Zertifizierungsstellen oder Unterzeichnern, bis 4 MB; höchstens 20 Listen. Es wird eine Kopie gespeichert, spätere Änderungen der Datei zählen daher nicht.
check-own-name = Name der Liste in { $file }
check-own-add = Liste hinzufügen
