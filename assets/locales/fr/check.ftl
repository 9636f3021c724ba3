check-drop = Déposez un fichier pour lire ses Content Credentials
check-choose = Choisissez un fichier pour lire ses Content Credentials
check-about = Rien n’est envoyé. Les fichiers et dossiers sont lus sur cet ordinateur, sans clé API.
check-choose-files = Choisir des fichiers…
check-reading-files = { $count ->
    [one] Lecture de { $count } fichier…
   *[other] Lecture de { $count } fichiers…
}
check-finding = Recherche de fichiers…
check-clear = Vider
check-reading = Lecture…
check-column-file = Fichier
check-column-verdict = Verdict
check-column-issuer = Émetteur
check-column-time = Date vérifiée
check-column-list = Liste de confiance
check-sort = Trier les fichiers contrôlés par { $column ->
    [file] fichier
    [verdict] verdict
    [issuer] émetteur
    [time] date vérifiée
   *[list] liste de confiance
}
check-sort-ascending = { $sort }, ordre croissant
check-sort-descending = { $sort }, ordre décroissant
check-no-time = Pas de date vérifiée
check-report = Rapport
check-report-hint = Sélectionnez un fichier pour savoir qui l’a signé, quand, et ce qui lui a été fait.
check-report-reading = Lecture du fichier
check-report-folder = Sur cet ordinateur  ·  { $folder }
check-report-list = Liste de confiance
check-report-list-none = aucune de celles utilisées
check-list-official = Liste C2PA officielle
check-list-interim = Liste provisoire
check-list-news = Éditeurs de presse (IPTC)
check-list-que = Liste du serveur Que
check-list-of-server = { $list } ({ $host })
check-list-own = Votre propre liste
check-lists = Listes de confiance : { $lists }
check-lists-dated = { $list }, { $date }
check-lists-loading = Lecture des listes de confiance…
check-lists-empty = Aucune liste de confiance. Les modifications sont détectées, mais tous les signataires sont inconnus.
check-lists-unusable = Aucune liste de confiance n’est utilisable : tous les signataires sont inconnus
check-lists-some-unusable = Certaines listes de confiance sont inutilisables. { $lists }
check-lists-some-old = Certaines listes de confiance ont plus de 30 jours. { $lists }
check-lists-show = Afficher les listes
check-lists-hide = Masquer les listes
check-lists-update = Actualiser les listes de confiance
check-lists-updating = Actualisation des listes de confiance…
check-lists-update-hint = Télécharge les listes publiques depuis raw.githubusercontent.com, contentcredentials.org et trust.iptc.org, sans votre clé API. S’il y a une clé, elle sert à demander sa liste à { $host }. Vos fichiers ne sont pas envoyés.
check-failures-show = Détails
check-failures-hide = Masquer les détails
check-failures-offline = { $list } : pas d’actualisation, aucune connexion
check-failures = { $count ->
    [one] { $count } liste n’a pas été actualisée
   *[other] { $count } listes n’ont pas été actualisées
}
check-failures-all-offline = { $count ->
    [one] { $count } liste n’a pas été actualisée : aucune connexion
   *[other] { $count } listes n’ont pas été actualisées : aucune connexion
}
check-lists-rule = La première liste qui connaît un signataire est indiquée. La révocation n’est pas contrôlée.
check-list-line = { $list } : { $state }
check-list-not-used = Non utilisée : { $reason }. Retirez les listes dont vous n’avez pas besoin.
check-list-broken = Inutilisable : { $reason }. { $remedy }
check-list-remedy-own = Retirez-la et ajoutez à nouveau son fichier.
check-list-remedy-que = Passez à ce serveur et actualisez, ou retirez-la.
check-list-remedy = Actualisez-la.
check-list-added = { $count ->
    [one] Ajoutée le { $date }, { $count } entrée
   *[other] Ajoutée le { $date }, { $count } entrées
}
check-list-fetched = { $count ->
    [one] Téléchargée le { $date }, { $count } entrée
   *[other] Téléchargée le { $date }, { $count } entrées
}
check-list-fetched-old = { $count ->
    [one] Téléchargée le { $date }, { $count } entrée. Ancienne : actualisez-la.
   *[other] Téléchargée le { $date }, { $count } entrées. Ancienne : actualisez-la.
}
check-list-absent-que = Absente de cet ordinateur. Elle est téléchargée avec les autres s’il y a une clé API.
check-list-absent = Absente de cet ordinateur
check-list-remove = Retirer { $list }
check-list-remove-own-hint = Retire la copie de ce programme. Votre fichier est conservé.
check-list-remove-hint = Retire la liste de cet ordinateur. Elle peut être téléchargée à nouveau.
check-list-from = Depuis { $file }
check-own = Ajouter votre propre liste…
check-own-hint = Un fichier PEM avec des certificats d’autorités ou de signataires, jusqu’à 4 Mo ; 20 listes au plus. Une copie est conservée : les modifications ultérieures du fichier ne sont pas prises en compte.
check-own-name = Nom de la liste dans { $file }
check-own-add = Ajouter
