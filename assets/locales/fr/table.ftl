## Ligne ou vignette

table-row-loading = Chargement…
table-row-unreadable = Cette entrée est illisible
table-row-remove = Retirer { $file }

table-action-cancel = Annuler
table-action-retry = Réessayer
table-action-resume = Reprendre
table-action-sign = Signer…
table-action-verify = Vérifier
table-action-report = Rapport

table-action-cancel-file = Annuler { $file }
table-action-retry-file = Réessayer { $file }
table-action-resume-file = Reprendre { $file }
table-action-sign-file = Signer { $file }
table-action-verify-file = Vérifier { $file }
table-action-report-file = Rapport de { $file }

table-key-copied = Copié
table-key-copy = Copier la clé d’objet de { $file }
table-key-copy-signed = Copier la clé de la copie signée de { $file }
table-key-signed = Signé
table-credentials-mark = Contient des Content Credentials. { $facts }
table-certificate-ended = Certificat expiré le { $day }
table-certificate-ends = Certificat valable jusqu’au { $day }
table-sent-as = Envoyé comme { $media }
table-too-large-to-sign = Trop volumineux pour être signé
table-progress-left = encore { $time }
table-progress-stalled = rien d’envoyé depuis { $time }

## Validité

table-validity-time = Date vérifiée
table-validity-no-time = Pas de date vérifiée
table-validity-certificate = certificat valable jusqu’au { $day }
table-validity-both = { $time }, { $certificate }
table-validity-of-verdict = { $verdict } : { $validity }
table-expiring-ended = Le certificat a expiré le { $day } et la signature n’a pas de date vérifiée : elle peut apparaître comme expirée.
table-expiring-ends = Le certificat expire le { $day } et la signature n’a pas de date vérifiée : elle pourra ensuite apparaître comme expirée.

## Type de média

table-type-differs = Le nom indique { $named }, le contenu { $found }. Le contenu a été retenu.
table-type-from-content = Détecté d’après le contenu ; le nom ne l’indique pas.
table-type-set-same = Choisi par vous, identique au type détecté.
table-type-set = Choisi par vous. Détecté : { $found }.
table-type-unknown = Ni le nom ni le contenu n’indiquent le type.

## Copies signées, lecture d’écran

table-said-folder = dans { $folder }
table-said-credentials = contient des Content Credentials
table-no-identity = Le serveur n’a pas ajouté l’identité.
table-said-no-identity = le serveur n’a pas ajouté l’identité
table-said-key = clé d’objet { $key }
table-said-both = { $one }, { $other }

## Liste ou grille

table-show-grid = Afficher en grille
table-show-table = Afficher en tableau
table-compact-rows = Lignes compactes
table-show-compact = Afficher des lignes compactes
table-show-tall = Afficher des lignes hautes

## Colonnes et tri

table-column-name = Nom
table-column-size = Taille
table-column-progress = Progression
table-column-key = Clé d’objet
table-column-date = Date

table-heading-name = Trier par nom
table-heading-size = Trier par taille
table-heading-progress = Trier par progression
table-heading-key = Trier par clé d’objet
table-heading-date = Trier par date
table-heading-ascending = { $heading }, ordre croissant
table-heading-descending = { $heading }, ordre décroissant

table-heading-hint-oldest = Cliquez pour afficher d’abord les plus anciens.
table-heading-hint-newest = Cliquez pour afficher d’abord les plus récents.
table-heading-hint-again = Des lignes ont changé. Cliquez pour trier à nouveau.
table-heading-hint-added = Cliquez pour revenir à l’ordre d’ajout.
table-heading-hint-reverse = Cliquez pour inverser l’ordre.
table-heading-hint-sort = Cliquez pour trier.

table-sort = Trier
table-sort-menu = Tri : { $order }
table-sort-menu-added = Tri : ordre d’ajout
table-sort-menu-newest = Tri : les plus récents d’abord
table-sort-name-ascending = Nom, de A à Z
table-sort-name-descending = Nom, de Z à A
table-sort-size-ascending = Taille, les plus petits d’abord
table-sort-size-descending = Taille, les plus grands d’abord
table-sort-progress-ascending = Progression, les moins avancés d’abord
table-sort-progress-descending = Progression, les plus avancés d’abord
table-sort-key-ascending = Clé d’objet, de A à Z
table-sort-key-descending = Clé d’objet, de Z à A
table-sort-added = Ordre d’ajout
table-sort-newest = Les plus récents d’abord
table-sort-oldest = Les plus anciens d’abord

## File d’attente vide

table-queue-loading = Chargement de la file d’attente de { $server }…
table-empty-headline = Déposez ici des fichiers ou des dossiers
table-empty-headline-choose = Choisissez des fichiers ou des dossiers
table-empty-explanation = Les fichiers sont envoyés aussitôt et chacun reçoit une clé d’objet. Signez et vérifiez quand vous voulez.
table-empty-add-files = Ajouter des fichiers…
table-empty-add-folder = Ajouter un dossier…
table-empty-signable = Signature possible
table-empty-upload-only = Envoi seul
table-empty-upload-only-which = Tous les autres fichiers
table-empty-limits = Limites
table-empty-limits-which = Jusqu’à 5 Go par fichier, 1 Go pour la signature
table-empty-ways = Autres moyens
table-empty-ways-which = Collez des chemins avec { $keys } ou indiquez des fichiers sur la ligne de commande
table-empty-fact = { $name } : { $value }

## Image

table-preview-view = Voir l’image de { $file }
table-preview-view-hint = Voir l’image (Espace)
table-viewer-title = Image
table-viewer-picture = Image de { $file }
table-viewer-loading = Chargement de l’image…
table-viewer-no-picture = Aucune image dans ce fichier
table-viewer-never-picture = Ce type de fichier ne contient pas d’image
table-viewer-reading = Lecture…
table-viewer-close = Fermer l’image
table-viewer-close-hint = Fermer l’image (Échap)
table-viewer-next = Image suivante
table-viewer-next-hint = Image suivante (→)
table-viewer-previous = Image précédente
table-viewer-previous-hint = Image précédente (←)
table-viewer-position = { $place } sur { $count }
table-viewer-announcement = { $file }, { $state }, { $position }
table-viewer-percent = { $percent } %
table-viewer-actual = 100 %
table-viewer-actual-hint = Un pixel de l’image correspond à un pixel de l’écran (1)
table-viewer-fit = Ajuster
table-viewer-fit-hint = L’image entière (0)
