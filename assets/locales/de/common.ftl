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

common-size-bytes = { $value } B
common-size-kilobytes = { $value } kB
common-size-megabytes = { $value } MB
common-size-gigabytes = { $value } GB
common-size-terabytes = { $value } TB
common-size-petabytes = { $value } PB
common-percent = { $value } %
common-rate = { $size }/s

common-milliseconds-under-one = unter 1 ms
common-milliseconds = { $count } ms
common-seconds-with-fraction = { $value } s
common-seconds = { $count } s
common-minutes = { $count } min
common-minutes-seconds = { $minutes } min { $seconds } s
common-hours = { $count } h
common-hours-minutes = { $hours } h { $minutes } min
