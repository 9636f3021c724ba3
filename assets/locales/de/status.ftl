status-line-scanning = Dateien werden gesucht… { $count } gefunden
status-line-files = { $done } von { $all ->
    [one] 1 Datei
   *[other] { $all } Dateien
}
status-line-bytes = { $done } von { $all }
status-line-left = noch { $time }
status-line-empty = Die Warteschlange ist leer
status-line-paused = Die Warteschlange ist pausiert
status-line-needs-key = API-Schlüssel fehlt noch
status-line-server-wait = Server-Wartezeit: { $time }
status-line-server-wait-detail = Server-Wartezeit: { $time } ({ $detail })
status-line-more = { $count } weitere
status-line-show = Diese in der Warteschlange anzeigen

status-copy-menu = Kopieren als…
status-export-menu = Exportieren…
status-export-all-hint = Speichert die ganze Liste in einer Datei
status-export-selected-hint = Speichert die ausgewählten Zeilen in einer Datei
status-copy-nothing = Nichts kopiert
status-copy-all = { $count } kopiert
status-copy-some = { $copied } von { $all } kopiert
status-copy-no-key = { $count ->
    [one] 1 hat noch keinen Objektschlüssel
   *[other] { $count } haben noch keinen Objektschlüssel
}
status-copy-no-bucket = { $count ->
    [one] 1 hat keinen bekannten Bucket
   *[other] { $count } haben keinen bekannten Bucket
}
status-copy-not-signed = { $count ->
    [one] 1 hat noch keine signierte Kopie
   *[other] { $count } haben noch keine signierte Kopie
}
status-copy-unreadable = { $count ->
    [one] 1 kann nicht gelesen werden
   *[other] { $count } können nicht gelesen werden
}
status-copy-reasons = { $first }, { $second }
status-template-title = Kopiervorlage
status-template-lead = Jede Datei wird zu einer Zeile. Schreiben Sie {"{{"} und {"}}"} für geschweifte Klammern.
status-template-placeholders = Platzhalter: { $names }
status-template-field = Vorlage
status-template-save = Speichern und kopieren
status-template-empty = Die Vorlage ist leer. Schreiben Sie mindestens einen Platzhalter wie {"{key}"}.
status-template-unknown = Es gibt keinen Platzhalter { $name }. Die Platzhalter sind { $names }.
status-template-not-closed = Eine {"{"} ist nicht geschlossen. Schreiben Sie {"{{"} für eine geschweifte Klammer.
status-template-not-opened = Eine {"}"} wurde nicht geöffnet. Schreiben Sie {"}}"} für eine geschweifte Klammer.
status-template-preview-no-key = { $name } hat noch keinen Objektschlüssel
status-template-preview-no-bucket = { $name } hat keinen bekannten Bucket
status-template-preview-not-signed = { $name } hat noch keine signierte Kopie
status-template-preview = Vorschau: { $line }

status-keys-copied-key = Objektschlüssel kopiert
status-keys-copied-key-signed = Objektschlüssel der signierten Kopie kopiert
status-keys-copied-single-signed = 1 Objektschlüssel der signierten Kopie kopiert
status-keys-copied = { $count ->
    [one] 1 Objektschlüssel kopiert
   *[other] { $count } Objektschlüssel kopiert
}
status-keys-all-signed = Alle von signierten Kopien
status-keys-some-signed = { $count ->
    [one] 1 von einer signierten Kopie, die anderen von Originalen
   *[other] { $count } von signierten Kopien, die anderen von Originalen
}
status-keys-notes = { $first }; { $second }
status-nothing-to-retry = Nichts zu wiederholen
status-nothing-to-resume = Nichts fortzusetzen
status-nothing-to-pause = Nichts zu pausieren
status-nothing-to-cancel = Nichts abzubrechen
status-nothing-allowed = Keine der ausgewählten Dateien lässt es zu
status-hash-copied = SHA-256 kopiert

status-removed = { $count ->
    [one] 1 Datei aus der Warteschlange entfernt
   *[other] { $count } Dateien aus der Warteschlange entfernt
}
status-removed-unsigned = { $count ->
    [one] 1 davon ist nicht signiert; Sie können sie im Verlauf signieren
   *[other] { $count } davon sind nicht signiert; Sie können sie im Verlauf signieren
}
status-removed-not = { $count ->
    [one] 1 braucht Aufmerksamkeit und bleibt
   *[other] { $count } brauchen Aufmerksamkeit und bleiben
}
status-removed-notes = { $first }. { $second }
status-saved-none = Keine signierten Dateien gespeichert
status-saved-no-downloads = Dieser Server bietet keine Downloads an: Holen Sie sie mit ihren URIs aus S3
status-saved = { $count ->
    [one] 1 signierte Datei in { $folder } gespeichert
   *[other] { $count } signierte Dateien in { $folder } gespeichert
}
status-saved-some = { $saved } von { $all ->
    [one] 1 signierten Datei
   *[other] { $all } signierten Dateien
} in { $folder } gespeichert
status-saved-renamed = { $count ->
    [one] 1 wurde nummeriert, weil ihr Name vergeben war
   *[other] { $count } wurden nummeriert, weil ihre Namen vergeben waren
}
status-saved-failure = { $name }: { $message }
status-saved-more = { $count } weitere
