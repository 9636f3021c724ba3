common-cancel = Annuler
common-close = Fermer
common-copy = Copier
common-delete = Supprimer
common-remove = Retirer
common-dismiss = Masquer
common-files =
    { $count ->
        [one] { $count } fichier
       *[other] { $count } fichiers
    }

common-size-bytes = { $value } o
common-size-kilobytes = { $value } ko
common-size-megabytes = { $value } Mo
common-size-gigabytes = { $value } Go
common-size-terabytes = { $value } To
common-size-petabytes = { $value } Po
common-percent = { $value } %
common-rate = { $size }/s

common-milliseconds-under-one = moins de 1 ms
common-milliseconds = { $count } ms
common-seconds-with-fraction = { $value } s
common-seconds = { $count } s
common-minutes = { $count } min
common-minutes-seconds = { $minutes } min { $seconds } s
common-hours = { $count } h
common-hours-minutes = { $hours } h { $minutes } min
