## À la place des entrées

history-loading = Chargement de l’historique…
history-content-missing = Absent de l’historique
history-content-missing-more = Aucune entrée n’a ce contenu. Un seul octet modifié suffit à en faire un autre fichier.
history-nothing-found = Aucun résultat
history-nothing-today = Aucun fichier correspondant n’a été envoyé aujourd’hui.
history-nothing-seven-days = Aucun fichier correspondant n’a été envoyé ces 7 derniers jours.
history-nothing-this-month = Aucun fichier correspondant n’a été envoyé ce mois-ci.
history-nothing-last-month = Aucun fichier correspondant n’a été envoyé le mois dernier.
history-nothing-for-text = Aucun nom de fichier, aucune clé d’objet ni SHA-256 ne contient « { $text } », et il ne s’agit pas d’une date d’envoi.
history-empty = Rien n’a encore été envoyé
history-empty-more = Chaque fichier qui reçoit une clé d’objet figure ici, même après un redémarrage.
history-show-all-dates = Afficher toutes les dates
history-server-note = Voici l’historique de { $server }. Chaque serveur a le sien.
history-show-server = Afficher { $server }

## Ligne sous les entrées

history-records = { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
}
history-records-at-server = { $count ->
    [one] { $count } entrée sur { $server }
   *[other] { $count } entrées sur { $server }
}
history-unreadable = { $count ->
    [one] { $count } de ces entrées est illisible
   *[other] { $count } de ces entrées sont illisibles
}
history-show-new = { $count ->
    [one] Afficher { $count } nouvelle
   *[other] Afficher { $count } nouvelles
}
history-forget-hint = Supprime des entrées. Les objets stockés ne sont pas supprimés.
history-verifying = Vérification : { $done } sur { $all }
history-signing = Signature : { $done } sur { $all }
history-stop = Arrêter
history-stop-verifying = Arrêter la vérification
history-stop-signing = Arrêter la signature
history-stop-hint = Ce qui est en cours sera terminé.

## Périodes

history-chip-today = Aujourd’hui
history-chip-seven-days = 7 jours
history-chip-this-month = Ce mois-ci
history-chip-last-month = Le mois dernier
history-chip-today-only = Aujourd’hui seulement
history-chip-seven-days-only = Les 7 derniers jours seulement
history-chip-this-month-only = Ce mois-ci seulement
history-chip-last-month-only = Le mois dernier seulement

## Jours

history-day-today = Aujourd’hui
history-day-yesterday = Hier
history-day-unknown = Jour inconnu
history-day-heading = { $day }, { $records }
