## Sections

commands-section-add = Ajouter
commands-section-queue = File d’attente
commands-section-selection = Fichiers sélectionnés
commands-section-copy = Copier et exporter
commands-section-history = Historique
commands-section-view = Affichage
commands-section-program = Programme

## Commands

commands-add-files = Ajouter des fichiers…
commands-add-folder = Ajouter un dossier…
commands-paste-paths = Coller des chemins
commands-pause-all = Tout suspendre
commands-resume-all = Tout reprendre
commands-clear-finished = Retirer les terminés
commands-clear-finished-unsigned = { $count ->
    [one] Retirer les terminés ({ $count } non signé)
   *[other] Retirer les terminés ({ $count } non signés)
}
commands-stop = Arrêter
commands-sign = Signer…
commands-sign-again = Signer à nouveau…
commands-verify = Vérifier
commands-verify-original = Vérifier l’original
commands-save-signed = Enregistrer le fichier signé…
commands-save-signed-files = { $count ->
    [one] Enregistrer { $count } fichier signé…
   *[other] Enregistrer { $count } fichiers signés…
}
commands-retry = Réessayer
commands-pause = Suspendre
commands-resume = Reprendre
commands-cancel = Annuler
commands-copy-keys = Copier les clés
commands-copy-signed-key = Copier la clé de la copie signée
commands-open-folder = Ouvrir le dossier
commands-open-in-browser = Ouvrir dans le navigateur
commands-copy-uris = Copier les URI S3
commands-copy-references = Copier les références d’asset (JSON)
commands-copy-sha = Copier le SHA-256
commands-copy-signed-links = Copier les liens des fichiers signés
commands-copy-signed-link = Copier le lien du fichier signé
commands-copy-original-keys = Copier les clés des originaux
commands-copy-original-key = Copier la clé de l’original
commands-copy-names-and-keys = Copier les noms et les clés
commands-copy-with-template = Copier avec un modèle
commands-edit-template = Modifier le modèle…
commands-export-csv = Exporter en CSV…
commands-export-json = Exporter en JSON…
commands-export-markdown = Exporter en Markdown…
commands-sign-all = Tout signer…
commands-copy-all-links = Copier tous les liens des fichiers signés
commands-retry-failed = Réessayer tous les échecs
commands-find-by-content = Rechercher par contenu…
commands-forget = Supprimer de l’historique…
commands-remove = Retirer de la file d’attente
commands-undo-remove = Annuler le retrait
commands-undo-delete = Annuler la suppression du préréglage
commands-show-row-menu = Menu de la sélection
commands-select-all = Tout sélectionner
commands-select-nothing = Tout désélectionner
commands-show-overview = Afficher l’aperçu
commands-show-credentials = Afficher les Credentials
commands-show-report = Afficher le rapport
commands-show-technical = Afficher les détails techniques
commands-show-details = Afficher les détails
commands-hide-details = Masquer les détails
commands-view-picture = Voir l’image
commands-show-grid = Afficher en grille
commands-show-table = Afficher en tableau
commands-set-type = Définir le type…
commands-save-report = Enregistrer le rapport…
commands-show-results = Voir les résultats…
commands-show-all-results = Voir tous les résultats…
commands-save-results = Enregistrer les résultats…
commands-save-proof = Enregistrer la preuve (JSON)…
commands-show-queue = Afficher la file d’attente
commands-show-history = Afficher l’historique
commands-show-check = Afficher le contrôle
commands-check-files = Contrôler des fichiers…
commands-check-selection = Contrôler
commands-search = Rechercher
commands-sort-by-name = Trier par nom
commands-sort-by-size = Trier par taille
commands-sort-by-progress = Trier par progression
commands-sort-by-key = Trier par clé d’objet
commands-sort-by-time = Trier par date
commands-only-active = Afficher seulement les fichiers en cours
commands-only-waiting = Afficher seulement les fichiers en attente
commands-only-paused = Afficher seulement les fichiers en pause
commands-only-failed = Afficher seulement les échecs
commands-only-uploaded = Afficher seulement les fichiers envoyés
commands-only-signed = Afficher seulement les fichiers signés
commands-only-verified = Afficher seulement les fichiers vérifiés
commands-only-invalid = Afficher seulement les fichiers non valides
commands-only-unconfirmed = Afficher seulement les fichiers non confirmés
commands-only-canceled = Afficher seulement les fichiers annulés
commands-show-all-rows = Afficher tous les fichiers
commands-next-pane = Volet suivant
commands-previous-pane = Volet précédent
commands-show-palette = Toutes les commandes…
commands-show-shortcuts = Raccourcis clavier
commands-open-settings = Réglages…
commands-edit-servers = Serveurs…
commands-next-server = Serveur suivant
commands-try-sandbox = Essayer le bac à sable
commands-test-connection = Tester la connexion
commands-show-diagnostics = Diagnostic…
commands-review-skipped = Examiner les fichiers ignorés
commands-show-message-details = Afficher les détails du message
commands-dismiss-message = Masquer le message
commands-light-theme = Utiliser le thème clair
commands-dark-theme = Utiliser le thème sombre
commands-system-theme = Utiliser le thème du système
commands-zoom-in = Zoom avant
commands-zoom-out = Zoom arrière
commands-reset-zoom = Taille réelle
commands-quit = Quitter

## Reasons

commands-reason-nothing-selected = Rien n’est sélectionné
commands-reason-no-file-selected = Aucun fichier sélectionné
commands-reason-some-unread = Certaines entrées sélectionnées ne sont pas encore chargées : sélectionnez-en moins
commands-reason-nothing-uploading = Aucun envoi en cours
commands-reason-none-uploading = Aucun fichier sélectionné n’est en cours d’envoi
commands-reason-nothing-finished = Rien n’est terminé
commands-reason-finished-need-attention = Les fichiers terminés demandent d’abord votre attention
commands-reason-nothing-to-sign = Aucun fichier envoyé n’attend d’être signé
commands-reason-no-signed-copies = Pas encore de copies signées
commands-reason-no-signed-copy = Pas encore de copie signée
commands-reason-nothing-failed = Aucun échec
commands-reason-none-failed = Aucun de ces fichiers n’est en échec
commands-reason-none-verifiable = Aucun de ces fichiers ne peut être vérifié pour l’instant
commands-reason-none-signable = Aucun de ces fichiers ne peut être signé pour l’instant
commands-reason-not-signable = Ce fichier est trop volumineux pour être signé ou son format ne le permet pas
commands-reason-not-signed = Pas encore signé
commands-reason-no-downloads = Ce serveur ne propose pas de téléchargement
commands-reason-being-saved = Enregistrement déjà en cours
commands-reason-no-key = Pas encore de clé d’objet
commands-reason-nothing-to-copy = Rien à copier
commands-reason-after-upload = Disponible après l’envoi
commands-reason-nothing-to-export = Rien à exporter
commands-reason-nothing-to-sort = Rien à trier
commands-reason-nothing-to-select = Rien à sélectionner
commands-reason-no-records = Aucune entrée
commands-reason-type-stored = Le fichier est déjà stocké avec son type
commands-reason-not-verified = Pas encore vérifié
commands-reason-none-verified = Aucun des fichiers sélectionnés n’a été vérifié
commands-reason-queue-not-verified = Aucun fichier de la file d’attente n’a été vérifié
commands-reason-none-listed = Aucun fichier vérifié dans la liste
commands-reason-loading = Chargement en cours
commands-reason-none-in-state = Aucun fichier dans cet état
commands-reason-one-server = Il n’y a qu’un serveur
commands-reason-test-running = Un test est en cours
commands-reason-largest-zoom = Zoom maximal atteint
commands-reason-smallest-zoom = Zoom minimal atteint
commands-reason-plain-zoom = Déjà à 100 %
commands-not-available = « { $command } » n’est pas disponible
commands-reason-sentence = { $reason }.

## Shortcuts

commands-shortcuts-title = Raccourcis clavier
commands-shortcuts-move = Se déplacer
commands-move-row = Sélectionner la ligne suivante
commands-move-more = Sélectionner d’autres lignes
commands-move-only = Se déplacer sans sélectionner
commands-move-toggle = Sélectionner ou désélectionner une ligne
commands-move-picture = Voir l’image
commands-move-page = Se déplacer d’une page
commands-move-ends = Aller à la première ou dernière ligne
commands-move-control = Élément suivant ou précédent
commands-shortcuts-line = { $name } : { $keys }

## Keys

commands-key-ctrl = Ctrl
commands-key-shift = Maj
commands-key-space = Espace
commands-key-page-up = Page préc.
commands-key-page-down = Page suiv.
commands-key-home = Début
commands-key-end = Fin
commands-key-tab = Tab
commands-key-delete = Suppr
commands-key-backspace = Retour arrière
commands-key-escape = Échap
commands-key-menu = Menu

## Palette

commands-palette-title = Toutes les commandes
commands-palette-hint = Rechercher une commande
commands-palette-nothing = Aucune commande correspondante.

## Top bar

commands-bar-server = Serveur { $server }. { $key }. Choisir un serveur
commands-bar-key-refused = Clé refusée
commands-bar-unreachable = Serveur injoignable
commands-bar-key-reading = Lecture de la clé…
commands-bar-key-none = Aucune clé
commands-bar-key-environment = Clé de { $variable }
commands-bar-key-keyring = { $system ->
    [mac] Clé dans le trousseau
    [windows] Clé enregistrée dans Windows
   *[linux] Clé dans le trousseau
}
commands-bar-key-session = Clé pour cette session
commands-bar-no-account = Aucun compte requis
commands-bar-settings = Réglages
commands-bar-menu = Menu

## Tabs

commands-tab-queue = File d’attente
commands-tab-queue-count = File d’attente  { $count }
commands-tab-queue-found = File d’attente  { $found } sur { $count }
commands-tab-history = Historique
commands-tab-check = Contrôle
commands-tab-check-count = Contrôle  { $count }
commands-tab-pause-hint = Arrête les envois en cours. Ils recommencent du début à la reprise.
commands-tab-clear-hint = Retire les fichiers terminés de cette liste. Les fichiers qui ont une clé d’objet restent dans l’historique.
commands-tab-clear-hint-unsigned = Retire les fichiers terminés de cette liste. Les fichiers qui ont une clé d’objet restent dans l’historique. { $count ->
    [one] { $count } n’est pas encore signé.
   *[other] { $count } ne sont pas encore signés.
}
commands-search-history = Rechercher dans l’historique
commands-search-history-hint = Nom, clé, 2026-11-14…
commands-search-queue = Rechercher
commands-search-clear = Effacer la recherche

## Filter

commands-find-all-states = Tous les états
commands-find-state = { $state } : { $count }
commands-find-states-shown = États affichés : { $state }
commands-find-searching = Recherche…
commands-find-nothing = Aucun fichier correspondant
commands-find-in-queue = { $count ->
    [one] { $count } fichier dans la file d’attente.
   *[other] { $count } fichiers dans la file d’attente.
}
commands-find-show-all = Tout afficher

## Menus

commands-row-menu = Menu de la sélection
