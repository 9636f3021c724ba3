## Lists

notices-joined = { $first }, { $second }

## Dialogs

notices-dialog-close = Fermer « { $title } »
notices-discard-title = Abandonner les modifications ?
notices-discard-text = « { $title } » contient des modifications non enregistrées.
notices-discard = Abandonner
notices-discard-keep = Continuer l’édition

## Deleting records

notices-forget-title = Supprimer de l’historique ?
notices-forget-title-many = { $count ->
    [one] Supprimer { $count } entrée de l’historique ?
   *[other] Supprimer { $count } entrées de l’historique ?
}
notices-forget-word = supprimer
notices-forget-type = C’est tout l’historique. Tapez « { $word } » pour continuer
notices-forget-many = { $count ->
    [one] Supprimer { $count } entrée
   *[other] Supprimer { $count } entrées
}
notices-forget-loses-key = Sa clé d’objet sera perdue
notices-forget-loses-keys = Leurs clés d’objet seront perdues
notices-forget-loses = Les résultats de signature et de vérification sont aussi supprimés, de même que les Content Credentials antérieures conservées sur cet ordinateur. Cette action est irréversible.
notices-forget-keeps = Les objets stockés ne sont pas supprimés.

## Quitting

notices-quit-title = Quitter pendant l’envoi ?
notices-quit-title-lost = Quitter et perdre des fichiers ?
notices-quit-unfinished = { $count ->
    [one] { $count } fichier n’est pas terminé. L’envoi reprendra au prochain démarrage.
   *[other] { $count } fichiers ne sont pas terminés. L’envoi reprendra au prochain démarrage.
}
notices-quit-unsaved = { $count ->
    [one] { $count } fichier n’a pas pu être enregistré dans la file d’attente et sera perdu si vous quittez. Pour le garder, annulez et réessayez.
   *[other] { $count } fichiers n’ont pas pu être enregistrés dans la file d’attente et seront perdus si vous quittez. Pour les garder, annulez et réessayez.
}
notices-quit-scanning = Un dossier est encore en cours de lecture. Ajoutez-le à nouveau la prochaine fois pour récupérer les fichiers qui n’ont pas encore été trouvés.
notices-quit = Quitter
notices-quit-keep = Continuer l’envoi

## API key

notices-key-needed = Que a besoin de votre clé API
notices-key-needed-text = Elle n’est envoyée qu’à ce serveur et jamais écrite dans un fichier.
notices-key-refused = Cette clé API n’a pas été acceptée
notices-key-refused-text = Rien n’est perdu. Les envois reprennent dès qu’une clé est acceptée.
notices-key-unused = { $variable } est définie, mais seulement pour { $server }. Elle n’est pas utilisée ici.
notices-key-label = Clé API
notices-key-use = Utiliser la clé
notices-key-save = { $system ->
    [mac] Enregistrer dans le trousseau
    [windows] Enregistrer dans le Gestionnaire d’identification
   *[linux] Enregistrer dans le trousseau
}
notices-key-save-again = { $system ->
    [mac] Réessayer avec le trousseau
    [windows] Réessayer avec le Gestionnaire d’identification
   *[linux] Réessayer avec le trousseau
}
notices-key-session = Cette session uniquement
notices-key-keyring-trouble = { $system ->
    [mac] Impossible d’utiliser le trousseau : { $trouble }
    [windows] Impossible d’utiliser le Gestionnaire d’identification : { $trouble }
   *[linux] Impossible d’utiliser le trousseau : { $trouble }
}
notices-key-where = Pas encore de clé ? Obtenez-en une sur { $site } ou auprès de l’administrateur de votre serveur.

## Offline

notices-offline = Vous êtes hors ligne.
notices-offline-server = Le serveur n’est pas disponible.
notices-offline-continue-any = Les envois reprendront au retour de la connexion.
notices-offline-continue = { $count ->
    [one] { $count } fichier reprendra au retour de la connexion.
   *[other] { $count } fichiers reprendront au retour de la connexion.
}
notices-offline-server-continue-any = Les envois reprendront dès son retour.
notices-offline-server-continue = { $count ->
    [one] { $count } fichier reprendra dès son retour.
   *[other] { $count } fichiers reprendront dès son retour.
}
notices-offline-try = Réessayer
notices-offline-trying = Essai…
notices-offline-waiting = En attente de la connexion
notices-offline-waiting-server = En attente du serveur

## Toasts

notices-toast-sentence = { $headline }. { $more }
notices-toast-details = Détails
notices-drag-ready = { $count ->
    [one] Le fichier est prêt. Faites-le glisser à nouveau.
   *[other] { $count } fichiers sont prêts. Faites-les glisser à nouveau.
}
notices-drag-not-begun = Impossible de faire glisser les fichiers
notices-drag-busy = Le glissement précédent n’est pas encore terminé. Réessayez dans un instant.
notices-drag-no-files = Il n’y a rien à faire glisser.
notices-drag-not-possible = Le système d’affichage ne permet pas de faire glisser des fichiers.
notices-drag-not-delivered = Les fichiers ne sont peut-être pas arrivés
notices-drag-unanswered = L’autre programme n’a pas indiqué s’il a reçu les fichiers.
notices-drag-ended = Le bureau a interrompu le glissement.
notices-drop-reading = Lecture des fichiers déposés…
notices-drag-fetching = Récupération des fichiers signés à faire glisser… { $done } sur { $count }
notices-saving-signed = Enregistrement des fichiers signés… { $done } sur { $count }

## Notices

notices-nothing-found = Aucun fichier trouvé
notices-nothing-added = Rien n’a été ajouté.
notices-nothing-added-duplicates = { $count ->
    [one] Aucun ajout : { $count } est déjà là
   *[other] Aucun ajout : { $count } sont déjà là
}
notices-nothing-added-skipped = { $count ->
    [one] Aucun ajout, { $count } ignoré : { $reasons }
   *[other] Aucun ajout, { $count } ignorés : { $reasons }
}
notices-added = { $added ->
    [one] { $added } ajouté
   *[other] { $added } ajoutés
}
notices-added-skipped = Ajoutés : { $added }, ignorés : { $count } ({ $reasons })
notices-added-by-setting = Vous pouvez les inclure dans Réglages > Envois.
notices-added-before = { $count ->
    [one] { $count } a déjà été envoyé et sera envoyé à nouveau ; son ancienne clé d’objet est dans l’historique.
   *[other] { $count } ont déjà été envoyés et seront envoyés à nouveau ; leurs anciennes clés d’objet sont dans l’historique.
}
notices-left-waiting = { $count ->
    [one] { $count } fichier attend sur { $server }
   *[other] { $count } fichiers attendent sur { $server }
}
notices-left-waiting-text = Les envois reprendront à votre retour sur ce serveur : choisissez-le dans le menu en haut à gauche.
notices-restored = { $count ->
    [one] { $count } fichier restauré de la dernière session
   *[other] { $count } fichiers restaurés de la dernière session
}
notices-restored-continue = Ils reprennent automatiquement.
notices-restored-ended = { $count ->
    [one] { $count } fichier est en échec ou annulé. Vous pouvez réessayer.
   *[other] { $count } fichiers sont en échec ou annulés. Vous pouvez réessayer.
}
notices-restored-both = { $count ->
    [one] { $count } reprend automatiquement, { $ended } à réessayer.
   *[other] { $count } reprennent automatiquement, { $ended } à réessayer.
}
notices-maybe-signed = { $count ->
    [one] { $count } fichier d’une session précédente a peut-être été signé
   *[other] { $count } fichiers d’une session précédente ont peut-être été signés
}
notices-maybe-signed-text = Cherchez d’abord une copie signée : signer à nouveau en crée une deuxième.
notices-unverified = { $count ->
    [one] { $count } fichier d’une session précédente n’a pas été vérifié
   *[other] { $count } fichiers d’une session précédente n’ont pas été vérifiés
}
notices-unverified-text = La session s’est terminée avant.
notices-signing-skipped = { $count ->
    [one] { $count } fichier non signé : il contient déjà des Content Credentials
   *[other] { $count } fichiers non signés : ils contiennent déjà des Content Credentials
}
notices-signing-skipped-text = Les copies signées ne les contiendraient pas. Choisissez « Signer… » pour les signer comme copies retouchées.
notices-review = Examiner
notices-review-hide = Masquer les détails
notices-more = { $count ->
    [one] { $count } autre
   *[other] { $count } autres
}

## Skipped, with counts

notices-skipped-missing = { $count ->
    [one] { $count } introuvable
   *[other] { $count } introuvables
}
notices-skipped-unreadable = { $count ->
    [one] { $count } illisible
   *[other] { $count } illisibles
}
notices-skipped-too-large = { $count } de plus de 5 Go
notices-skipped-not-a-file = { $count ->
    [one] { $count } n’est pas un fichier
   *[other] { $count } ne sont pas des fichiers
}
notices-skipped-broken-link = { $count ->
    [one] { $count } lien rompu
   *[other] { $count } liens rompus
}
notices-skipped-link-cycle = { $count ->
    [one] { $count } lien en boucle
   *[other] { $count } liens en boucle
}
notices-skipped-duplicate = { $count } déjà là
notices-skipped-other-host = { $count } sur un autre ordinateur
notices-skipped-other-scheme = { $count ->
    [one] { $count } n’est pas une adresse de fichier
   *[other] { $count } ne sont pas des adresses de fichier
}
notices-skipped-not-a-path = { $count ->
    [one] { $count } n’est pas un chemin
   *[other] { $count } ne sont pas des chemins
}
notices-skipped-incomplete = { $count ->
    [one] { $count } non transmis par l’autre programme
   *[other] { $count } non transmis par l’autre programme
}
notices-skipped-too-many = { $count } de trop pour la liste
notices-skipped-hidden = { $count ->
    [one] { $count } masqué
   *[other] { $count } masqués
}
notices-skipped-system-file = { $count ->
    [one] { $count } laissé par le système
   *[other] { $count } laissés par le système
}
notices-skipped-link-outside = { $count ->
    [one] { $count } lien vers l’extérieur du dossier
   *[other] { $count } liens vers l’extérieur du dossier
}
notices-skipped-protected = { $count ->
    [one] { $count } interne à Que Uploader
   *[other] { $count } internes à Que Uploader
}

## Skipped, one file

notices-review-missing = introuvable
notices-review-unreadable = illisible ({ $error })
notices-review-too-large = plus de 5 Go
notices-review-not-a-file = pas un fichier
notices-review-broken-link = lien rompu
notices-review-link-cycle = lien en boucle
notices-review-duplicate = déjà là
notices-review-other-host = sur un autre ordinateur ({ $host })
notices-review-other-scheme = pas une adresse de fichier ({ $scheme })
notices-review-not-a-path = pas un chemin
notices-review-incomplete = non transmis par l’autre programme
notices-review-too-many = trop nombreux pour la liste
notices-review-hidden = masqué
notices-review-system-file = laissé par le système
notices-review-link-outside = lien vers l’extérieur du dossier
notices-review-protected = données de Que Uploader
notices-review-before = déjà envoyé sous { $key }

## Finished

notices-finished-signed-verified = { $count ->
    [one] { $count } fichier signé et vérifié
   *[other] { $count } fichiers signés et vérifiés
}
notices-finished-signed = { $count ->
    [one] { $count } fichier signé
   *[other] { $count } fichiers signés
}
notices-finished-verified = { $count ->
    [one] { $count } fichier vérifié
   *[other] { $count } fichiers vérifiés
}
notices-finished-uploaded = { $count ->
    [one] { $count } fichier envoyé
   *[other] { $count } fichiers envoyés
}
notices-finished-broken = { $count ->
    [one] { $count } fichier vérifié avec un problème
   *[other] { $count } fichiers vérifiés avec un problème
}
notices-finished-failed = { $count ->
    [one] { $count } fichier en échec
   *[other] { $count } fichiers en échec
}
notices-finished-and-verified = { $count ->
    [one] { $count } vérifié
   *[other] { $count } vérifiés
}
notices-finished-and-others = { $count ->
    [one] { $count } autre vérifié
   *[other] { $count } autres vérifiés
}
notices-finished-and-broken = { $count } avec un problème
notices-finished-and-failed = { $count } en échec
notices-next-retry = À faire : réessayer les échecs
notices-next-results = À faire : consulter les résultats
notices-next-links = À faire : copier les liens des fichiers signés
notices-next-sign = { $count ->
    [one] À faire : signer { $count } fichier
   *[other] À faire : signer { $count } fichiers
}
notices-notification-open = Ouvrir

## Title

notices-title-working = { $percent } % – Que Uploader
notices-title-waiting = En attente à { $percent } % – Que Uploader

## Chip

notices-chip-added = { $count ->
    [one] { $count } ajouté
   *[other] { $count } ajoutés
}
notices-chip-scroll = Aller aux nouveaux fichiers

## Lookup

notices-lookup-reading-any = Lecture des fichiers…
notices-lookup-reading = Lecture de { $name }  ·  { $percent } sur { $size }
notices-lookup-none = Aucun fichier trouvé
notices-lookup-unreadable = Impossible de lire { $name }
notices-lookup-unreadable-files = { $count ->
    [one] Impossible de lire { $count } fichier
   *[other] Impossible de lire { $count } fichiers
}
notices-lookup-unknown = { $name } n’a pas été envoyé
notices-lookup-unknown-files = { $count ->
    [one] { $count } fichier n’a pas été envoyé
   *[other] { $count } fichiers n’ont pas été envoyés
}
notices-lookup-matches = { $count ->
    [one] { $count } entrée correspond à { $name }
   *[other] { $count } entrées correspondent à { $name }
}
notices-lookup-found = { $found ->
    [one] { $found } fichier sur { $count } est dans l’historique
   *[other] { $found } fichiers sur { $count } sont dans l’historique
}
notices-lookup-and-unreadable = { $count ->
    [one] { $result } ; { $count } illisible
   *[other] { $result } ; { $count } illisibles
}
notices-lookup-upload = { $count ->
    [one] Envoyer { $count } fichier
   *[other] Envoyer { $count } fichiers
}
notices-lookup-stop = Arrêter
notices-lookup-show-all = Afficher toutes les entrées
notices-lookup-hint = Retrouve un fichier par son contenu, quel que soit son nom. Vous pouvez aussi le déposer ici.

## Drops

notices-drop-add = Déposer pour ajouter
notices-drop-add-items = { $count ->
    [one] Déposer pour ajouter { $count } élément
   *[other] Déposer pour ajouter { $count } éléments
}
notices-drop-find = Déposer pour rechercher dans l’historique
notices-drop-find-items = { $count ->
    [one] Déposer pour rechercher { $count } élément dans l’historique
   *[other] Déposer pour rechercher { $count } éléments dans l’historique
}
notices-drop-find-text = Retrouve les fichiers par leur contenu, quel que soit leur nom. Rien n’est envoyé.
notices-drop-check = Déposer pour contrôler
notices-drop-check-items = { $count ->
    [one] Déposer pour contrôler { $count } élément
   *[other] Déposer pour contrôler { $count } éléments
}
notices-drop-check-text = Lit leurs Content Credentials. Rien n’est envoyé.
notices-drop-nothing = Aucun de ces éléments ne peut être ajouté
notices-drop-any = Fichiers et dossiers, même mélangés
notices-drop-pictures = { $count ->
    [one] { $count } image
   *[other] { $count } images
}
notices-drop-videos = { $count ->
    [one] { $count } vidéo
   *[other] { $count } vidéos
}
notices-drop-sounds = { $count ->
    [one] { $count } fichier audio
   *[other] { $count } fichiers audio
}
notices-drop-folders = { $count ->
    [one] { $count } dossier
   *[other] { $count } dossiers
}
notices-drop-others = { $count ->
    [one] { $count } autre fichier
   *[other] { $count } autres fichiers
}
notices-drop-skipped = { $count ->
    [one] { $count } sera ignoré : { $reasons }
   *[other] { $count } seront ignorés : { $reasons }
}

## Failed drops

notices-drop-no-data = L’autre programme n’a pas transmis les fichiers déposés
notices-drop-no-data-text = Déposez-les à nouveau, ou utilisez « Ajouter des fichiers… » ou « Ajouter un dossier… ».
notices-drop-timeout = L’autre programme n’a pas répondu au dépôt
notices-drop-timeout-text = Vérifiez ce programme et déposez à nouveau les fichiers, ou utilisez « Ajouter des fichiers… ».
notices-drop-too-large = Trop de fichiers déposés à la fois
notices-drop-too-large-text = Déposez le dossier qui les contient, ou moins de fichiers.
notices-paste-no-paths = Le texte collé ne contient aucun chemin de fichier
notices-paste-no-paths-text = { $system ->
    [mac] Copiez des fichiers dans le Finder, ou leurs chemins complets, un par ligne.
    [windows] Copiez des fichiers dans l’Explorateur de fichiers, ou leurs chemins complets, un par ligne.
   *[linux] Copiez des fichiers dans un gestionnaire de fichiers, ou leurs chemins complets, un par ligne.
}

## File dialogs

notices-pick-files = Ajouter des fichiers
notices-pick-folders = Ajouter des dossiers
notices-pick-to-find = Rechercher des fichiers dans l’historique
notices-pick-to-check = Contrôler des fichiers
notices-pick-export = Exporter
notices-pick-save-signed = Enregistrer le fichier signé
notices-pick-signed-folder = Choisir un dossier pour les fichiers signés
notices-pick-authorities = Choisir un fichier d’autorités de certification
notices-pick-trust-list = Choisir une liste de confiance
notices-pick-certificates = Certificats (PEM)
notices-pick-all-files = Tous les fichiers
notices-saved-as = Enregistré sous { $path }.
notices-not-saved = Impossible d’écrire { $path } : { $error }.
notices-not-saved-text = Choisissez un autre dossier, ou copiez plutôt le texte.
notices-no-file-manager = Impossible d’ouvrir un gestionnaire de fichiers
notices-no-file-manager-text = Le fichier est { $path }.
notices-no-dialog = Ce bureau n’a pas de sélecteur de fichiers
notices-no-dialog-text = Déposez des fichiers sur la fenêtre, ou copiez leurs chemins et appuyez ici sur { $keys }. Ce que vous ne pouvez pas enregistrer, vous pouvez le copier.
