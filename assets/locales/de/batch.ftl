## Überschrift

batch-looking = Dateien werden gesucht…
batch-uploading = Hochladen: { $done } von { $all }
batch-signing = Signieren: { $at } von { $all }
batch-verifying = Verifizieren: { $at } von { $all }
batch-paused = Pausiert
batch-nothing = Nichts hochgeladen
batch-failed = { $count } fehlgeschlagen
batch-uploaded = { $count } hochgeladen
batch-uploaded-signed = { $uploaded } hochgeladen, { $signed } signiert
batch-signed = { $count } signiert
batch-signed-verified = { $count } signiert und verifiziert
batch-reached-unsigned = { $reached }, { $count } nicht
batch-failed-reached = { $count } fehlgeschlagen, { $reached }

## Schritte

batch-stage-uploaded = Hochgeladen
batch-stage-signed = Signiert
batch-stage-verified = Verifiziert
batch-stage-count = { $done } von { $all }
batch-stage = { $step }: { $count }

## Fehler und Hinweise

batch-failed-upload = { $count } nicht hochgeladen: { $reason }
batch-failed-sign = { $count } nicht signiert: { $reason }
batch-failed-verify = { $count } nicht verifiziert: { $reason }
batch-failed-save = { $count } nicht gespeichert: { $reason }
batch-failed-other = { $count } aus anderen Gründen fehlgeschlagen
batch-show-failed = Fehlgeschlagene anzeigen
batch-broken = { $count ->
    [one] 1 Datei mit Problem verifiziert
   *[other] { $count } Dateien mit Problem verifiziert
}
batch-with-credentials = { $count ->
    [one] 1 enthält bereits Content Credentials und wird nicht signiert
   *[other] { $count } enthalten bereits Content Credentials und werden nicht signiert
}
batch-uninspected = { $count ->
    [one] 1 konnte nicht auf Content Credentials geprüft werden
   *[other] { $count } konnten nicht auf Content Credentials geprüft werden
}
batch-uninspected-hint = Nicht signiert: Einer signierten Kopie würden die Credentials fehlen, die eine Datei schon enthält.
batch-sign-anyway = Trotzdem signieren…

## Knöpfe

batch-resume-all = Alle fortsetzen
batch-sign = { $count ->
    [one] 1 Datei signieren…
   *[other] { $count } Dateien signieren…
}
batch-sign-with = { $count ->
    [one] 1 Datei mit { $preset } signieren
   *[other] { $count } Dateien mit { $preset } signieren
}
batch-verify = { $count ->
    [one] 1 Datei verifizieren
   *[other] { $count } Dateien verifizieren
}
batch-retry-failed = Fehlgeschlagene wiederholen
batch-copy-links = { $count ->
    [one] Link kopieren
   *[other] { $count } Links kopieren
}
batch-copy-keys = { $count ->
    [one] 1 Schlüssel kopieren
   *[other] { $count } Schlüssel kopieren
}
batch-sign-differently = Anders signieren…
batch-save-signed = Signierte Dateien speichern…
batch-signing-with = { $count ->
    [one] 1 Datei wird mit { $preset } signiert
   *[other] { $count } Dateien werden mit { $preset } signiert
}
batch-select-hint = Wählen Sie eine Datei aus, um Objektschlüssel, Content Credentials und Bericht zu sehen.

## Ergebnisse

batch-results-title = Ergebnisse der Verifizierung
batch-results-none = Keine der ausgewählten Dateien wurde verifiziert.
batch-results-loaded-only = Nur geladene Einträge werden gezählt.
batch-results-hint = Wählen Sie eine Datei aus, um ihren Bericht zu öffnen.
batch-results-no-problems = Keine Probleme gefunden.
batch-results-none-left = Davon ist keine mehr übrig.
batch-results-file = Datei
batch-results-verdict = Ergebnis
batch-results-issuer = Aussteller
batch-results-time = Zeit
batch-results-reason = Grund
batch-results-sort-file = Ergebnisse nach Datei sortieren
batch-results-sort-verdict = Nach Ergebnis sortieren
batch-results-sort-issuer = Ergebnisse nach Aussteller sortieren
batch-results-sort-time = Ergebnisse nach Zeit sortieren
batch-results-sort-reason = Ergebnisse nach Grund sortieren
batch-results-issued-by = Ausgestellt von { $issuer }
batch-results-said = { $file }: { $facts }. { $reason }
batch-results-said-issuer = { $facts }, ausgestellt von { $issuer }
batch-results-said-time = { $facts }, { $time }

batch-finding-lost = Fehlt in der signierten Kopie
batch-finding-failed = Nicht verifiziert
