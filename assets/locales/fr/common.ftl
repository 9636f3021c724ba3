common-cancel = Annuler
common-close = Fermer
common-save = Enregistrer
common-ok = OK
common-copy = Copier
common-delete = Supprimer
common-remove = Retirer
common-retry = Réessayer
common-unknown = Inconnu
common-none = Aucun
common-yes = Oui
common-no = Non
common-dismiss = Masquer
common-back = Retour
common-next = Suivant
common-search = Rechercher
common-learn-more = En savoir plus
common-files =
    { $count ->
        [one] { $count } fichier
       *[other] { $count } fichiers
    }
common-quoted = « { $text } »

common-size-bytes = { $value } o
common-size-kilobytes = { $value } ko
common-size-megabytes = { $value } Mo
common-size-gigabytes = { $value } Go
common-size-terabytes = { $value } To
common-size-petabytes = { $value } Po
common-percent = { $value } %
common-rate = { $size }/s

common-milliseconds-under-one = moins de 1 ms
common-milliseconds = { $count } ms
common-seconds-with-fraction = { $value } s
common-seconds = { $count } s
common-minutes = { $count } min
common-minutes-seconds = { $minutes } min { $seconds } s
common-hours = { $count } h
common-hours-minutes = { $hours } h { $minutes } min
