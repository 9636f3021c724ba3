settings-title = Réglages

settings-tab-servers = Serveurs
settings-tab-key = Clé
settings-tab-uploads = Envois
settings-tab-appearance = Apparence
settings-tab-about = À propos

settings-diagnostics = Diagnostic…
settings-diagnostics-hint = À joindre quand vous signalez un problème
settings-advanced = Avancé

settings-servers-sandbox = Bac à sable
settings-servers-sandbox-note = Vous utilisez le serveur Que intégré à cette application. Les modifications faites ici concernent vos propres serveurs ; passez à l’un d’eux en haut à gauche de la fenêtre.
settings-servers-visited = Serveur défini en ligne de commande
settings-servers-visited-note = Cette fenêtre utilise { $server } jusqu’à ce que vous la fermiez ou choisissiez un autre serveur.
settings-servers-add = Ajouter un serveur
settings-servers-edit = Modifier { $name }
settings-servers-edit-in-use = Modifier { $name }, actif
settings-servers-in-use = actif
settings-servers-new = Nouveau serveur
settings-servers-new-numbered = Nouveau serveur { $number }
settings-servers-name = Nom
settings-servers-color = Couleur
settings-color-blue = Bleu
settings-color-teal = Bleu canard
settings-color-green = Vert
settings-color-amber = Ambre
settings-color-red = Rouge
settings-color-gray = Gris
settings-servers-address = Adresse du serveur
settings-servers-bucket = Bucket
settings-servers-bucket-hint = Détecté d’après les URL du serveur
settings-servers-authorities = Autorités de certification supplémentaires (fichier)
settings-servers-authorities-hint = Facultatif
settings-servers-authorities-choose = Choisir…
settings-servers-plain-http = Autoriser http:// vers d’autres machines
settings-servers-plain-http-hint = Votre clé et vos fichiers circulent sans chiffrement, et le serveur peut utiliser cet ordinateur comme stockage. À réserver à un serveur de test sur votre propre réseau.
settings-servers-keeps-credentials = Ce serveur conserve les Content Credentials antérieures
settings-servers-keeps-credentials-hint = N’activez cette option que si l’exploitant du serveur le demande. Les fichiers qui ont déjà des Content Credentials sont alors signés avec un manifeste qui laisse au serveur le soin d’ajouter l’original. D’autres serveurs signeraient une déclaration fausse.
settings-servers-default = Serveur par défaut
settings-servers-use = Utiliser ce serveur
settings-servers-use-fix-first = Corrigez d’abord les champs
settings-servers-remove = Retirer le serveur…
settings-servers-remove-now = Retirer le serveur
settings-servers-remove-not = Garder le serveur
settings-servers-remove-note = Ses envois restent dans l’historique et sa clé dans { $desktop ->
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
}.

settings-servers-name-missing = Saisissez un nom.
settings-servers-name-long = { $max } caractères au maximum.
settings-servers-name-taken = Un autre serveur porte déjà ce nom.
settings-servers-address-invalid = Commencez par https://, ou par http:// pour cet ordinateur.
settings-servers-address-plain-http = Autorisez d’abord http:// vers d’autres machines sous « Avancé ».
settings-servers-bucket-invalid = De 3 à 63 lettres minuscules, chiffres, points et traits d’union.

settings-key-heading = Clé API de { $server }
settings-key-reading = Lecture de la clé…
settings-key-missing = Aucune clé.
settings-key-from-environment = La clé vient de la variable d’environnement { $variable }.
settings-key-stored = La clé est enregistrée dans { $desktop ->
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
}.
settings-key-for-session = La clé est gardée jusqu’à la fermeture de la fenêtre.
settings-key-of-sandbox = Le bac à sable a créé sa propre clé.
settings-key-no-keyring = Impossible d’utiliser { $desktop ->
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
}
settings-key-no-keyring-note = { $trouble } Une clé ne vaut que pour cette session, sauf si elle vient de QUE_API_KEY dans l’environnement.
settings-key-at-once = Les modifications faites ici prennent effet tout de suite, pour le serveur actuel. Chaque serveur a sa propre clé.
settings-key-new = Nouvelle clé
settings-key-use = Utiliser la clé
settings-key-delete = Supprimer la clé…
settings-key-delete-question = La supprimer, y compris { $desktop ->
    [windows] du Gestionnaire d’identification
   *[other] du trousseau
} ?
settings-key-delete-now = Supprimer la clé
settings-key-delete-not = Garder la clé

settings-connection-heading = Connexion
settings-connection-test = Tester la connexion
settings-connection-testing = Connexion…
settings-connection-works = { $host } répond et accepte la clé.
settings-connection-no-key = { $host } répond, mais il n’y a pas encore de clé API.
settings-connection-no-key-hint = Saisissez votre clé et recommencez le test.
settings-connection-name-not-found = Il n’y a pas de serveur nommé { $host }, ou son nom est introuvable.
settings-connection-name-not-found-hint = Vérifiez l’adresse lettre par lettre, puis la connexion à Internet.
settings-connection-refused = La machine est là, mais rien ne répond à l’adresse { $host }.
settings-connection-refused-hint = Vérifiez l’adresse et le port. S’ils sont corrects, le serveur est arrêté ou un pare-feu refuse la connexion.
settings-connection-no-answer = { $host } n’a pas répondu à temps.
settings-connection-no-answer-hint = Vérifiez la connexion à Internet, puis l’adresse ; un pare-feu bloque peut-être la connexion.
settings-connection-not-reachable = { $host } est injoignable.
settings-connection-not-reachable-hint = Vérifiez la connexion à Internet ; un pare-feu bloque peut-être la connexion.
settings-connection-not-trusted = Cet ordinateur ne fait pas confiance au certificat de { $host }.
settings-connection-not-trusted-hint = Si votre entreprise exploite ce serveur, ou inspecte les échanges, indiquez le fichier de son autorité de certification dans les réglages du serveur. Sinon, n’y envoyez pas votre clé.
settings-connection-other-name = Le certificat présenté pour { $host } est établi pour un autre nom.
settings-connection-other-name-hint = Vérifiez l’adresse : ce doit être le nom pour lequel le certificat est établi. Sinon, n’y envoyez pas votre clé.
settings-connection-out-of-date = Le certificat de { $host } n’est pas en cours de validité.
settings-connection-out-of-date-hint = Vérifiez la date et l’heure de cet ordinateur. Si elles sont correctes, le propriétaire du serveur doit renouveler le certificat.
settings-connection-not-secure = Impossible d’établir une connexion sécurisée avec { $host }.
settings-connection-not-secure-hint = Vérifiez que l’adresse commence par https:// et que le port est correct.
settings-connection-proxy = Le proxy ne laisse pas passer la connexion, ou est injoignable.
settings-connection-proxy-hint = Vérifiez HTTPS_PROXY ou les réglages de proxy du système, ou demandez à l’administrateur du proxy d’autoriser ce serveur ; NO_PROXY nomme les serveurs qui n’en ont pas besoin.
settings-connection-key-refused = { $host } répond, mais n’accepte pas la clé API (401).
settings-connection-key-refused-hint = Saisissez à nouveau la clé, entière et sans les mots qui l’entourent. Une clé appartient à un seul serveur : vérifiez que c’est le bon.
settings-connection-key-forbidden = { $host } connaît la clé API, mais elle ne peut pas servir à cet usage (403).
settings-connection-key-forbidden-hint = Demandez à la personne qui vous a donné la clé le droit d’utiliser ce serveur.
settings-connection-other = Le test de connexion a échoué.

settings-uploads-signing = Signature
settings-uploads-author = Auteur par défaut
settings-uploads-author-note = Vous pouvez le changer pour chaque fichier avant de signer.
settings-uploads-verify = Vérifier chaque copie signée
settings-uploads-verify-note = Le rapport est prêt quand vous ouvrez le fichier.
settings-uploads-new-only = S’applique aux nouveaux envois.
settings-uploads-heading = Envois
settings-uploads-automatic = Choisir automatiquement le nombre d’envois simultanés
settings-uploads-automatic-note = Quelques-uns à la fois pour les gros fichiers, davantage pour les petits si la connexion le permet.
settings-uploads-parallel = Envois simultanés
settings-uploads-parallel-note = De 1 à { $max }. Davantage pour beaucoup de petits fichiers, moins avec une connexion lente.
settings-uploads-stall = Délai d’inactivité
settings-uploads-stall-note = De 5 à 600. Nouvel essai si rien n’est envoyé pendant ce temps.
settings-uploads-seconds = {" "}s
settings-uploads-md5 = Comparer les fichiers stockés avec ce qui a été envoyé (MD5)
settings-uploads-md5-note = Prend une ou deux secondes par gigaoctet pendant l’envoi. À désactiver si tous les envois échouent à ce contrôle.
settings-folders-heading = Dossiers
settings-folders-note = Quand vous ajoutez un dossier, les fichiers ignorés sont comptés. Les fichiers que vous ajoutez directement ne sont jamais ignorés pour ces raisons.
settings-folders-hidden = Inclure les fichiers et dossiers masqués
settings-folders-hidden-note = Comme .env et .git, qui contiennent souvent des mots de passe ou des données privées.
settings-folders-system = Inclure les fichiers système
settings-folders-system-note = Comme .DS_Store, Thumbs.db et les corbeilles.
settings-folders-links = Suivre les liens qui mènent hors du dossier
settings-folders-links-note = Un lien peut ajouter des fichiers que vous ne vouliez pas envoyer.

settings-theme-heading = Thème
settings-theme-system = Comme le système
settings-theme-light = Clair
settings-theme-dark = Sombre
settings-language-heading = Langue
settings-language-system = Comme le système ({ $language })
settings-size-heading = Taille du texte
settings-size-smaller = Plus petit
settings-size-larger = Plus grand
settings-size-reset = Rétablir
settings-size-percent = { $percent } %
settings-size-keys = Vous pouvez aussi appuyer à tout moment sur { $larger }, { $smaller } ou { $plain }.
settings-notify-heading = Notifications
settings-notify-notification = M’avertir quand le travail se termine alors qu’une autre fenêtre est devant
settings-notify-attention = Attirer l’attention dans la barre des tâches quand le travail se termine
settings-notify-title = Afficher la progression dans le titre de la fenêtre
settings-notify-taskbar = Afficher la progression dans la barre des tâches ou le Dock

settings-about-version = Version
settings-about-license = Licence
settings-about-license-value = MIT ou Apache-2.0, au choix
settings-about-typeface = Police
settings-about-typeface-value = Inter, copyright The Inter Project Authors, SIL Open Font License 1.1
settings-about-icons = Icônes
settings-about-icons-value = Phosphor Icons, copyright Phosphor Icons, licence MIT
settings-about-where = Destination des données
settings-about-key = Clé API
settings-about-key-value = Seulement à { $server }
settings-about-names = Noms des fichiers
settings-about-names-value = À { $server }
settings-about-bytes = Contenu des fichiers
settings-about-bytes-value = Au stockage de ce serveur
settings-about-nowhere-else = Rien n’est envoyé ailleurs.
