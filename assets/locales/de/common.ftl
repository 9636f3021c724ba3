common-cancel = Abbrechen
common-close = Schließen
common-save = Speichern
common-ok = OK
common-copy = Kopieren
common-delete = Löschen
common-remove = Entfernen
common-retry = Erneut versuchen
common-unknown = Unbekannt
common-none = Keine
common-yes = Ja
common-no = Nein
common-dismiss = Ausblenden
common-back = Zurück
common-next = Weiter
common-search = Suchen
common-learn-more = Weitere Informationen
common-files =
    { $count ->
        [one] { $count } Datei
       *[other] { $count } Dateien
    }
common-quoted = „{ $text }“

common-size-bytes = { $value } B
common-size-kilobytes = { $value } kB
common-size-megabytes = { $value } MB
common-size-gigabytes = { $value } GB
common-size-terabytes = { $value } TB
common-size-petabytes = { $value } PB
common-percent = { $value } %
common-rate = { $size }/s

common-milliseconds-under-one = unter 1 ms
common-milliseconds = { $count } ms
common-seconds-with-fraction = { $value } s
common-seconds = { $count } s
common-minutes = { $count } Min.
common-minutes-seconds = { $minutes } Min. { $seconds } s
common-hours = { $count } Std.
common-hours-minutes = { $hours } Std. { $minutes } Min.
