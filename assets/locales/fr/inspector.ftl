inspector-nothing-title = Détails
inspector-nothing-hint = Sélectionnez un fichier pour voir sa clé d’objet, ses Content Credentials et son rapport. { $keys } sélectionne tout.
inspector-edge = Redimensionner le panneau
inspector-close = Fermer les détails
inspector-back = { $count ->
    [one] Retour à { $count } fichier
   *[other] Retour aux { $count } fichiers
}
inspector-tab-overview = Aperçu
inspector-tab-credentials = Credentials
inspector-tab-report = Rapport
inspector-save-report-title = Enregistrer le rapport
inspector-save-evidence-title = Enregistrer la preuve
inspector-save-results-title = Enregistrer les résultats

inspector-key = Clé d’objet
inspector-key-later = Apparaît à la fin de l’envoi.
inspector-key-copy = Copier la clé
inspector-uri = URI S3
inspector-uri-copy = Copier l’URI S3
inspector-original-key = Clé de l’original
inspector-original-key-copy = Copier la clé de l’original
inspector-original-uri = URI S3 de l’original
inspector-original-uri-copy = Copier l’URI S3 de l’original
inspector-signed-key = Clé de la copie signée
inspector-signed-key-copy = Copier la clé de la copie signée
inspector-signed-link = Lien du fichier signé
inspector-signed-link-copy = Copier le lien du fichier signé
inspector-bucket-unknown = Bucket inconnu : l’adresse du serveur ne l’indique pas. Définissez-le dans les réglages.

inspector-file = Fichier
inspector-path = Chemin
inspector-size = Taille
inspector-size-exact = { $size } ({ $bytes } octets)
inspector-modified = Modifié
inspector-hash-copy = Copier le SHA-256
inspector-type = Type
inspector-type-next = { $mime }, dès la prochaine tentative
inspector-type-unknown-sent = inconnu, envoyé comme { $mime }
inspector-type-unknown = inconnu
inspector-type-later = détecté avant l’envoi
inspector-type-detected = Détecté par
inspector-type-by-name = nom du fichier ; le contenu concorde
inspector-type-disagrees = Le nom et le contenu se contredisent
inspector-type-unknown-title = Type inconnu
inspector-type-set = Définir le type…
inspector-type-set-hint = Envoyer le fichier avec un autre type MIME
inspector-type-use-detected = Utiliser le type détecté
inspector-type-field = Envoyer avec le type MIME
inspector-type-explained = Le serveur signe le type d’après le nom du fichier : le nom est donc envoyé avec l’extension de ce type. Cela vaut à partir de la prochaine tentative.
inspector-type-apply = Définir
inspector-type-keep = Garder le type actuel

inspector-pause = Suspendre
inspector-pause-file = Suspendre { $name }
inspector-resume = Reprendre
inspector-resume-file = Reprendre { $name }
inspector-retry = Réessayer
inspector-retrying = { $count ->
    [one] { $count } tentative jusqu’ici ; nouvel essai dans { $time }. { $more }
   *[other] { $count } tentatives jusqu’ici ; nouvel essai dans { $time }. { $more }
}
inspector-step = Étape : { $step }
inspector-step-read = lecture
inspector-step-presign = demande d’URL
inspector-step-upload = envoi
inspector-step-sign = signature
inspector-step-verify = vérification
inspector-step-download = téléchargement
inspector-step-record = enregistrement
inspector-doubt-title = Tentatives sans réponse
inspector-doubt = La connexion s’est interrompue avant la réponse du stockage. Un objet peut exister à chacune de ces clés.
inspector-attempt = Tentative { $number }
inspector-attempt-copy = Copier la clé de la tentative { $number }

inspector-technical = Détails techniques
inspector-bucket = Bucket
inspector-evidence = Preuve
inspector-evidence-explained = Un document JSON avec le hachage, les clés d’objet, le manifeste envoyé, le rapport et les heures.
inspector-evidence-save = Enregistrer la preuve (JSON)…
inspector-times = Heures et durées
inspector-time-added = Ajouté
inspector-time-uploaded = Envoyé
inspector-time-queued = Attente
inspector-time-presign = Demande d’URL
inspector-time-upload = Durée d’envoi
inspector-time-total = Total
inspector-rate = Débit
inspector-attempts = Tentatives
inspector-attempt-outcome = { $number }. { $outcome }
inspector-attempt-key = Clé

inspector-requests-loading = Chargement…
inspector-requests-none = Aucune requête pour ce fichier depuis le démarrage de l’application.
inspector-requests = Requêtes (les plus récentes d’abord)
inspector-requests-copy = Copier l’activité
inspector-requests-secrets = Les clés API et les signatures ne sont jamais consignées.
inspector-request-no-response = pas de réponse
inspector-request-sent = { $size } envoyés
inspector-request-received = { $size } reçus
inspector-request-retried = nouvel essai
inspector-request-plain = non chiffré, { $host }

inspector-signing-title = Signature en cours
inspector-signing = Le serveur lit le fichier, le signe et stocke une copie signée.
inspector-too-large-title = Seuls les fichiers jusqu’à 1 Go peuvent être signés
inspector-too-large = Ce fichier fait { $size }. Vous pouvez tout de même l’envoyer.
inspector-format-title = Ce format ne peut pas être signé
inspector-format = { $mime } ne peut pas être signé. Formats possibles : { $formats }.
inspector-sign-explained = Ajoute à une copie une déclaration signée sur la provenance du fichier. L’original n’est pas modifié.
inspector-looking = Recherche de Content Credentials dans le fichier…
inspector-earlier-removed = La copie signée désigne ce fichier comme son original.
inspector-earlier-kept = Ce serveur les conserve dans la copie signée.
inspector-earlier-named = La copie signée les mentionne, mais ne les contient pas.
inspector-sign-edited = Signer comme copie retouchée
inspector-existing-unknown-title = Ce fichier a peut-être des Content Credentials
inspector-existing-unknown = Impossible de savoir si le fichier a des Content Credentials. { $reason } Une copie signée n’en contiendrait aucune.
inspector-sign-anyway = Signer quand même
inspector-existing-none = Pas encore de Content Credentials.
inspector-sign = Signer ce fichier
inspector-sign-back = Retour
inspector-sign-upload-first = Envoyez d’abord le fichier.
inspector-sign-verifying = Une vérification est en cours.
inspector-sign-confirm-edited = Confirmez ci-dessus pour le signer comme copie retouchée.
inspector-sign-confirm-anyway = Confirmez ci-dessus pour le signer quand même.

inspector-signed-title = Signé
inspector-signed-when = { $when }. L’original n’a pas changé ; la copie signée est un objet distinct.
inspector-signed-nowhere = Le serveur n’a pas indiqué où se trouve la copie signée.
inspector-edited-kept = Copie retouchée : elle mentionne les Content Credentials antérieures. Elles sont conservées sur cet ordinateur et enregistrées avec la preuve et le fichier signé.
inspector-edited-original = Copie retouchée : elle mentionne les Content Credentials antérieures, qui restent avec l’original.
inspector-edited-damaged = Copie retouchée : elle mentionne les Content Credentials antérieures. Celles qui étaient conservées sur cet ordinateur sont endommagées, et l’original inchangé n’est plus disponible pour les relire.
inspector-edited-missing = Copie retouchée : elle mentionne les Content Credentials antérieures. Elles ne sont pas sur cet ordinateur : { $reason }.
inspector-verify-signed-running = Vérification…
inspector-show-report = Afficher le rapport
inspector-sign-again = Signer à nouveau…
inspector-saving = Enregistrement…
inspector-save-signed = Enregistrer le fichier signé…
inspector-no-downloads = Ce serveur ne propose pas de téléchargement. Récupérez la copie signée depuis S3 avec l’URI ci-dessus.
inspector-saved = Enregistré sous { $path }
inspector-save-failed = Impossible d’enregistrer la copie signée
inspector-signed-evidence = Preuve
inspector-sent-show = Afficher le manifeste envoyé
inspector-sent-hide = Masquer le manifeste envoyé

inspector-report-none = La vérification contrôle les Content Credentials de l’objet et indique qui les a signées.
inspector-verifying = Le serveur lit l’objet et contrôle chaque hachage qu’il contient.
inspector-report-practice = Signé par le bac à sable à titre d’exercice. Personne d’autre ne s’y fie.
inspector-report-lost = Ceci est la copie signée : ses Content Credentials devraient s’y trouver. Enregistrez le rapport et montrez-le à la personne qui gère le serveur.
inspector-report-object = Objet
inspector-report-verified = Vérifié
inspector-report-of-original = Rapport sur l’original
inspector-report-of-signed = Rapport sur la copie signée
inspector-verify-signed = Vérifier la copie signée
inspector-verify-original = Vérifier l’original
inspector-verify-too-large = Seuls les objets jusqu’à 1 Go peuvent être vérifiés.
inspector-verify-upload-first = Envoyez d’abord le fichier.
inspector-verify-unsigned = Pas encore de copie signée.
inspector-pictures-load = Charger les images ({ $size })
inspector-pictures-load-hint = Les images de ses ingrédients se trouvent dans la copie signée. Celle-ci sera téléchargée.
inspector-pictures-no-downloads = Les images de ses ingrédients se trouvent dans la copie signée, et ce serveur ne propose pas de téléchargement.
inspector-pictures-missing = Les images de ses ingrédients se trouvent dans la copie signée, qui n’est pas disponible : { $reason }.
inspector-readings = Lu deux fois
inspector-reading-server = Serveur
inspector-reading-here = Cet ordinateur
inspector-reading-none = Aucun résultat
inspector-reading-copy = Il a lu la copie que fournit le serveur. { $explanation }
inspector-reading-failed = Il n’a pas pu lire le fichier : { $reason }.

inspector-many-title = { $count ->
    [one] { $count } fichier sélectionné
   *[other] { $count } fichiers sélectionnés
}
inspector-many-clear = Désélectionner
inspector-many-clear-name = Tout désélectionner
inspector-many-state = { $state } : { $count }
inspector-many-actions = Actions
inspector-many-unread = { $count ->
    [one] { $count } n’est pas encore chargé. Il sera contrôlé à son tour et ignoré si l’action est impossible.
   *[other] { $count } ne sont pas encore chargés. Chacun sera contrôlé à son tour et ignoré si l’action est impossible.
}
inspector-many-sign = { $count ->
    [one] Signer { $count } fichier…
   *[other] Signer { $count } fichiers…
}
inspector-many-sign-most = { $count ->
    [one] Signer jusqu’à { $count } fichier…
   *[other] Signer jusqu’à { $count } fichiers…
}
inspector-many-sign-name = Signer la sélection
inspector-many-sign-again = { $count ->
    [one] Signer à nouveau { $count } fichier…
   *[other] Signer à nouveau { $count } fichiers…
}
inspector-many-sign-again-name = Signer à nouveau la sélection
inspector-many-verify = { $count ->
    [one] Vérifier { $count } fichier
   *[other] Vérifier { $count } fichiers
}
inspector-many-verify-most = { $count ->
    [one] Vérifier jusqu’à { $count } fichier
   *[other] Vérifier jusqu’à { $count } fichiers
}
inspector-many-verify-name = Vérifier la sélection
inspector-many-save = { $count ->
    [one] Enregistrer { $count } fichier signé…
   *[other] Enregistrer { $count } fichiers signés…
}
inspector-many-save-name = Enregistrer les fichiers signés
inspector-many-retry = { $count ->
    [one] Réessayer { $count } fichier
   *[other] Réessayer { $count } fichiers
}
inspector-many-retry-name = Réessayer la sélection
inspector-many-resume = { $count ->
    [one] Reprendre { $count } fichier
   *[other] Reprendre { $count } fichiers
}
inspector-many-resume-name = Reprendre la sélection
inspector-many-pause = { $count ->
    [one] Suspendre { $count } fichier
   *[other] Suspendre { $count } fichiers
}
inspector-many-pause-name = Suspendre la sélection
inspector-many-cancel = { $count ->
    [one] Annuler { $count } fichier
   *[other] Annuler { $count } fichiers
}
inspector-many-cancel-name = Annuler la sélection
inspector-many-remove = { $count ->
    [one] Retirer { $count } fichier
   *[other] Retirer { $count } fichiers
}
inspector-many-remove-name = Retirer la sélection
inspector-many-remove-hint = Les retire de cette liste. Les fichiers qui ont une clé d’objet restent dans l’historique.
inspector-many-copy-keys = { $count ->
    [one] Copier { $count } clé
   *[other] Copier { $count } clés
}
inspector-many-copy-keys-most = { $count ->
    [one] Copier jusqu’à { $count } clé
   *[other] Copier jusqu’à { $count } clés
}
inspector-many-copy-keys-name = Copier les clés
inspector-many-copy-keys-hint = Celles des copies signées ; celles des originaux pour les fichiers non signés.
inspector-many-copied = Copié
inspector-many-copy-links = { $count ->
    [one] Copier { $count } lien de fichier signé
   *[other] Copier { $count } liens de fichiers signés
}
inspector-many-copy-links-hint = Où se trouvent les copies signées.

inspector-results = Vérification
inspector-results-loaded = Seules les entrées chargées sont comptées.
inspector-results-table-hint = Ouvre un grand tableau que l’on peut trier.
inspector-results-save-hint = Enregistre un tableau pour tableur.
inspector-results-none-left = Il n’en reste aucun.
inspector-results-no-problems = Aucun problème détecté.
inspector-results-attention = À examiner
inspector-results-all = Tous
inspector-results-filter = { $name } { $count }
inspector-results-filter-name = { $name } : { $count }
inspector-results-issuer = émis par { $issuer }
inspector-result-name = { $verdict } : { $name }, { $more }
