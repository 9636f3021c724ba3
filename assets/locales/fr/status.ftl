status-line-scanning = Recherche de fichiers… { $count ->
    [one] { $count } trouvé
   *[other] { $count } trouvés
}
status-line-files = { $done } sur { $all ->
    [one] { $all } fichier
   *[other] { $all } fichiers
}
status-line-bytes = { $done } sur { $all }
status-line-left = encore { $time }
status-line-empty = La file d’attente est vide
status-line-paused = La file d’attente est en pause
status-line-needs-key = En attente d’une clé API
status-line-server-wait = Le serveur demande d’attendre : { $time }
status-line-server-wait-detail = Le serveur demande d’attendre : { $time } ({ $detail })
status-line-more = { $count ->
    [one] { $count } autre
   *[other] { $count } autres
}
status-line-show = Les afficher dans la file d’attente

status-copy-menu = Copier comme…
status-export-menu = Exporter…
status-export-all-hint = Enregistre toute la liste dans un fichier
status-export-selected-hint = Enregistre les lignes sélectionnées dans un fichier
status-copy-nothing = Rien n’a été copié
status-copy-all = { $count ->
    [one] { $count } copié
   *[other] { $count } copiés
}
status-copy-some = { $copied ->
    [one] { $copied } copié sur { $all }
   *[other] { $copied } copiés sur { $all }
}
status-copy-no-key = { $count ->
    [one] { $count } n’a pas encore de clé
   *[other] { $count } n’ont pas encore de clé
}
status-copy-no-bucket = { $count ->
    [one] { $count } n’a pas de bucket connu
   *[other] { $count } n’ont pas de bucket connu
}
status-copy-not-signed = { $count ->
    [one] { $count } n’a pas encore de copie signée
   *[other] { $count } n’ont pas encore de copie signée
}
status-copy-unreadable = { $count ->
    [one] { $count } est illisible
   *[other] { $count } sont illisibles
}
status-copy-reasons = { $first }, { $second }
status-template-title = Modèle de copie
status-template-lead = Chaque fichier donne une ligne. Écrivez {"{{"} et {"}}"} pour des accolades.
status-template-placeholders = Variables : { $names }
status-template-field = Modèle
status-template-save = Enregistrer et copier
status-template-empty = Le modèle est vide. Écrivez au moins une variable, comme {"{key}"}.
status-template-unknown = { $name } n’est pas une variable. Variables possibles : { $names }.
status-template-not-closed = Une {"{"} n’est pas fermée. Écrivez {"{{"} pour l’accolade elle-même.
status-template-not-opened = Une {"}"} n’a pas été ouverte. Écrivez {"}}"} pour l’accolade elle-même.
status-template-preview-no-key = { $name } n’a pas encore de clé
status-template-preview-no-bucket = { $name } n’a pas de bucket connu
status-template-preview-not-signed = { $name } n’a pas encore de copie signée
status-template-preview = Aperçu : { $line }

status-keys-copied-key = Clé copiée
status-keys-copied-key-signed = Clé de la copie signée copiée
status-keys-copied-single-signed = 1 clé de la copie signée copiée
status-keys-copied = { $count ->
    [one] { $count } clé copiée
   *[other] { $count } clés copiées
}
status-keys-all-signed = Toutes sont celles de copies signées
status-keys-some-signed = { $count ->
    [one] { $count } est celle d’une copie signée, les autres d’originaux
   *[other] { $count } sont celles de copies signées, les autres d’originaux
}
status-keys-notes = { $first } ; { $second }
status-nothing-to-retry = Rien à réessayer
status-nothing-to-resume = Rien à reprendre
status-nothing-to-pause = Rien à suspendre
status-nothing-to-cancel = Rien à annuler
status-nothing-allowed = Aucun des fichiers sélectionnés ne le permet
status-hash-copied = SHA-256 copié

status-removed = { $count ->
    [one] { $count } fichier retiré de la file d’attente
   *[other] { $count } fichiers retirés de la file d’attente
}
status-removed-unsigned = { $count ->
    [one] { $count } d’entre eux n’est pas signé ; vous pouvez le signer depuis l’historique
   *[other] { $count } d’entre eux ne sont pas signés ; vous pouvez les signer depuis l’historique
}
status-removed-not = { $count ->
    [one] { $count } demande votre attention et reste
   *[other] { $count } demandent votre attention et restent
}
status-removed-notes = { $first }. { $second }
status-saved-none = Aucun fichier signé enregistré
status-saved-no-downloads = Ce serveur ne propose pas de téléchargement : récupérez-les depuis S3 avec leurs URI
status-saved = { $count ->
    [one] { $count } fichier signé enregistré dans { $folder }
   *[other] { $count } fichiers signés enregistrés dans { $folder }
}
status-saved-some = Fichiers signés enregistrés dans { $folder } : { $saved } sur { $all }
status-saved-renamed = { $count ->
    [one] { $count } a été numéroté, car son nom était pris
   *[other] { $count } ont été numérotés, car leurs noms étaient pris
}
status-saved-failure = { $name } : { $message }
status-saved-more = { $count ->
    [one] { $count } autre
   *[other] { $count } autres
}
