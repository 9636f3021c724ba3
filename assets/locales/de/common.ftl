common-cancel = Abbrechen
common-close = Schließen
common-copy = Kopieren
common-delete = Löschen
common-remove = Entfernen
common-dismiss = Ausblenden
common-files =
    { $count ->
        [one] { $count } Datei
       *[other] { $count } Dateien
    }

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
