sign-view-form = Formulaire
sign-view-json = JSON
sign-json = Manifeste (JSON)
sign-json-invalid = Ce n’est pas du JSON valide
sign-json-invalid-hint = Corrigez le JSON pour utiliser à nouveau le formulaire.
sign-manifest-show = Afficher le manifeste
sign-manifest-hide = Masquer le manifeste
sign-blocked-errors = Corrigez d’abord le manifeste.
sign-blocked-origin = Choisissez une origine pour continuer.
sign-blocked-edits = Pour continuer, indiquez s’il y a d’autres retouches.
sign-lints-none = Aucun problème.
sign-lint-error = Erreur, ligne { $line } : { $message }
sign-lint-warning = Avertissement, ligne { $line } : { $message }
sign-lint-advice = Conseil, ligne { $line } : { $message }
sign-lint-line = Ligne { $line }
sign-lint-line-hint = Aller à cette ligne
sign-lint-fix = Corriger : { $fix }
sign-lint-fix-hint = Appliquer cette correction
sign-origin = Origine
sign-origin-choose = Choisissez d’où il vient
sign-origin-open = Vous seul pouvez le dire : rien n’est présélectionné.
sign-origin-discloses = { $explanation } L’usage d’une IA générative est ainsi déclaré.
sign-origin-opened = Non déclarée pour une copie retouchée : le fichier a été ouvert, pas créé. Tous les autres choix et textes s’appliquent.
sign-origin-group-camera = Appareil photo
sign-origin-group-edited = Retouché
sign-origin-group-scanned = Numérisé
sign-origin-group-ai = IA
sign-origin-group-other = Autre
sign-origin-digital-capture = Appareil photo ou enregistreur
sign-origin-computational-capture = Téléphone fusionnant plusieurs prises de vue
sign-origin-negative-film = Négatif numérisé
sign-origin-positive-film = Diapositive numérisée
sign-origin-print = Tirage ou imprimé numérisé
sign-origin-human-edits = Retouché par une personne
sign-origin-composite-with-trained-algorithmic-media = Retouché avec une IA générative
sign-origin-algorithmically-enhanced = Amélioré par un algorithme
sign-origin-digital-creation = Dessiné ou créé par une personne avec un logiciel
sign-origin-data-driven-media = Graphique ou rendu de données
sign-origin-trained-algorithmic-media = Créé par une IA générative
sign-origin-algorithmic-media = Créé par un algorithme sans entraînement
sign-origin-screen-capture = Capture d’écran
sign-origin-virtual-recording = Enregistrement d’une scène virtuelle
sign-origin-composite = Composition de plusieurs sources
sign-origin-composite-capture = Composition de prises de vue
sign-origin-composite-synthetic = Composition avec des éléments synthétiques
sign-origin-digital-capture-hint = Capté dans le monde réel par un appareil photo, un téléphone, un scanner 3D ou un enregistreur.
sign-origin-computational-capture-hint = Capté par un téléphone qui a fusionné plusieurs prises de vue, comme en HDR ou de nuit.
sign-origin-negative-film-hint = Numérisé à partir d’un négatif sur film.
sign-origin-positive-film-hint = Numérisé à partir d’une diapositive ou d’un autre film positif.
sign-origin-print-hint = Numérisé à partir d’un original imprimé ou dessiné.
sign-origin-human-edits-hint = Modifié par une personne avec des outils sans IA générative, par exemple recadrage ou correction des couleurs.
sign-origin-composite-with-trained-algorithmic-media-hint = Modifié ou étendu avec une IA générative, par exemple un ciel ajouté.
sign-origin-algorithmically-enhanced-hint = Modifié par un outil automatique, par exemple pour la netteté ou la réduction du bruit.
sign-origin-digital-creation-hint = Créé par une personne avec un logiciel, par exemple un dessin, un texte ou de la musique.
sign-origin-data-driven-media-hint = Généré par un logiciel à partir de données, par exemple un graphique, une carte ou une animation météo.
sign-origin-trained-algorithmic-media-hint = Généré entièrement par un modèle entraîné, comme un générateur d’images.
sign-origin-algorithmic-media-hint = Généré par un algorithme sans modèle entraîné, comme une fractale.
sign-origin-screen-capture-hint = Une capture ou un enregistrement d’écran.
sign-origin-virtual-recording-hint = Un enregistrement d’un monde virtuel, comme un jeu.
sign-origin-composite-hint = Composé de plusieurs sources de toute nature.
sign-origin-composite-capture-hint = Composé d’au moins deux prises de vue du monde réel.
sign-origin-composite-synthetic-hint = Composé de plusieurs sources, dont au moins une créée par une IA générative.
sign-edits = Retouches
sign-edits-choose = A-t-il subi d’autres retouches ?
sign-edits-none = Aucune autre retouche
sign-edits-may-be = D’autres retouches sont possibles
sign-edits-open = En plus de l’origine ci-dessus, par exemple un recadrage ou une retouche. Vous seul pouvez le dire.
sign-edits-none-hint = Déclare que rien n’a été fait en plus de l’origine ci-dessus.
sign-edits-may-be-hint = Déclare que d’autres retouches ont pu être faites en plus de l’origine ci-dessus.
sign-training = Usage pour l’entraînement d’IA et la fouille de données
sign-training-ai = Entraînement d’IA
sign-training-generative = Entraînement d’IA générative
sign-training-inference = Inférence d’IA
sign-training-mining = Fouille de données
sign-training-not-stated = Non indiqué
sign-training-allowed = Autorisé
sign-training-not-allowed = Non autorisé
sign-training-constrained = Autorisé sous conditions
sign-training-conditions = { $kind } : conditions
sign-training-conditions-hint = Texte ou URL d’une licence
sign-training-each = Définir chaque usage séparément
sign-training-one = Un seul choix pour tous les usages
sign-field-title = Titre
sign-field-author = Auteur
sign-field-caption = Légende
sign-field-credit = Crédit
sign-field-copyright = Copyright
sign-field-headline = Accroche
sign-field-make = Marque d’appareil
sign-field-model = Modèle d’appareil
sign-field-lens = Objectif
sign-field-taken = Prise de vue
sign-field-city = Ville
sign-field-country = Pays
sign-field-generator = Créé avec
sign-field-version = Version
sign-field-optional = Facultatif
sign-field-taken-hint = Facultatif, comme 2026-05-09T12:00:00
sign-field-generator-hint = Par défaut : nom du serveur
sign-field-author-hint = Une personne ou une organisation. Séparez plusieurs noms par un point-virgule ; doublez-le pour le garder dans un nom.
sign-fields-more = Plus de champs
sign-fields-fewer = Moins de champs
sign-thumbnail = Pas de vignette dans la copie signée
sign-thumbnail-hint = Les serveurs en ajoutent une de quelques centaines de kilooctets, même à un petit fichier.
sign-placeholders-title = {"{stem}"} = nom du fichier, {"{name}"} = avec l’extension, {"{date}"} = aujourd’hui.
sign-placeholders = Rempli pour chaque fichier : {"{name}"} = nom du fichier, {"{stem}"} = nom sans l’extension, {"{date}"} = jour de la signature.
sign-placeholders-file = Informations du fichier : { $names }. S’il manque une valeur, sa variable est omise avec le séparateur voisin. Le reste de votre texte est conservé.
sign-placeholder-unknown = { $name } n’est pas une variable. « Plus de champs » les énumère toutes.
sign-placeholder-similar = { $name } n’est pas une variable. Vouliez-vous dire { $known } ?
sign-placeholder-use = Utiliser { $known }
sign-placeholder-keep = Garder comme texte
sign-identity = Ajouter une identité vérifiée
sign-identity-hint = Le certificat du serveur se porte garant de vos déclarations. Un auteur n’est qu’un nom que chacun pourrait saisir.
sign-identity-known = Le serveur la signe avec son propre certificat ({ $algorithm }), pour les déclarations de ce manifeste. Le rapport indique si elle a été confirmée.
sign-identity-unknown = L’algorithme de signature de ce serveur n’est pas encore connu. Il sera déterminé avec le premier fichier, qui pourra être signé deux fois.
sign-offers = { $whose ->
    [photo] D’après la photo
    [photos] D’après les photos
    [file] D’après le fichier
   *[files] D’après les fichiers
}
sign-offers-all = Tout utiliser
sign-offers-all-but-location = Tout utiliser sauf le lieu
sign-offers-none = Ne rien utiliser
sign-offers-all-label = { $whose ->
    [photo] Utiliser toutes les informations de la photo
    [photos] Utiliser toutes les informations des photos
    [file] Utiliser toutes les informations du fichier
   *[files] Utiliser toutes les informations des fichiers
}
sign-offers-all-but-location-label = { $whose ->
    [photo] Utiliser toutes les informations de la photo sauf le lieu
    [photos] Utiliser toutes les informations des photos sauf le lieu
    [file] Utiliser toutes les informations du fichier sauf le lieu
   *[files] Utiliser toutes les informations des fichiers sauf le lieu
}
sign-offers-none-label = { $whose ->
    [photo] N’utiliser aucune information de la photo
    [photos] N’utiliser aucune information des photos
    [file] N’utiliser aucune information du fichier
   *[files] N’utiliser aucune information des fichiers
}
sign-offer-author = Auteur
sign-offer-title = Titre
sign-offer-headline = Accroche
sign-offer-caption = Légende
sign-offer-credit = Crédit
sign-offer-copyright = Copyright
sign-offer-camera = Appareil
sign-offer-lens = Objectif
sign-offer-taken = Prise de vue
sign-offer-location = Lieu
sign-offer-label = { $name } { $whose ->
    [photo] de la photo
    [photos] des photos
    [file] du fichier
   *[files] des fichiers
} : { $value }
sign-offer-values = { $count ->
    [one] { $count } valeur différente
   *[other] { $count } valeurs différentes
}
sign-offer-some = { $value } ({ $count } sur { $all })
sign-offer-some-looked = { $value } ({ $count } sur { $all } examinés)
sign-offer-shortened = { $name } : raccourci à { $count ->
    [one] { $count } caractère
   *[other] { $count } caractères
}.
sign-offer-location-hint = Signé seulement si vous le cochez
sign-offer-source-vorbis = Commentaires Vorbis
sign-unread-timed-out = { $whose ->
    [photo] Les informations de la photo
    [photos] Les informations des photos
    [file] Les informations du fichier
   *[files] Les informations des fichiers
} n’ont pas pu être lues à temps{ $share ->
    [some] {" "}({ $count } sur { $all })
    [looked] {" "}({ $count } sur { $all } examinés)
   *[whole] {""}
}.
sign-unread-failed = { $whose ->
    [photo] Les informations de la photo
    [photos] Les informations des photos
    [file] Les informations du fichier
   *[files] Les informations des fichiers
} n’ont pas pu être lues{ $share ->
    [some] {" "}({ $count } sur { $all })
    [looked] {" "}({ $count } sur { $all } examinés)
   *[whole] {""}
}.
sign-unread-gone = { $whose ->
    [photo] Les informations de la photo
    [photos] Les informations des photos
    [file] Les informations du fichier
   *[files] Les informations des fichiers
} ne sont plus lisibles : un fichier a disparu ou a changé{ $share ->
    [some] {" "}({ $count } sur { $all })
    [looked] {" "}({ $count } sur { $all } examinés)
   *[whole] {""}
}.
sign-unread-again = Relire
sign-card-title = Titre : { $title }
sign-card-no-author = Aucun auteur
sign-card-no-origin = origine pas encore choisie
sign-card-opened = ouvert, origine non déclarée
sign-card-camera = Appareil photo
sign-card-edited = Retouché
sign-card-training-allowed = entraînement d’IA autorisé
sign-card-training-not-allowed = pas d’entraînement d’IA
sign-card-training-constrained = entraînement d’IA sous conditions
sign-card-training-each = entraînement d’IA défini par usage
sign-card-from = { $whose ->
    [photo] de la photo
    [photos] des photos
    [file] du fichier
   *[files] des fichiers
} : { $names }
sign-card-from-author = auteur
sign-card-from-title = titre
sign-card-from-headline = accroche
sign-card-from-caption = légende
sign-card-from-credit = crédit
sign-card-from-copyright = copyright
sign-card-from-camera = appareil
sign-card-from-lens = objectif
sign-card-from-taken = prise de vue
sign-card-from-location = lieu
sign-names = { $names }, { $next }
sign-card-line = { $name } : { $text }
sign-card-headline = Accroche
sign-card-caption = Légende
sign-card-credit = Crédit
sign-card-copyright = Copyright
sign-card-device = Appareil
sign-card-taken = Prise de vue
sign-card-location = Lieu
sign-card-edits = Retouches
sign-card-edits-none = aucune autre
sign-card-edits-may-be = d’autres sont possibles
sign-card-identity = Identité
sign-card-identity-verified = vérifiée par le serveur
sign-preset = Préréglage
sign-preset-none = Aucun
sign-preset-changed = { $name } (modifié)
sign-preset-replaces = « { $name } » remplace vos modifications.
sign-preset-keep-editing = Continuer l’édition
sign-preset-discard = Abandonner
sign-preset-signs = Signe automatiquement les nouveaux envois
sign-preset-broken = Ne peut pas signer les nouveaux envois : il contient des erreurs
sign-preset-save-changes = Enregistrer les modifications
sign-preset-options = Options du préréglage
sign-preset-save-new = Nouveau préréglage…
sign-preset-default = Utiliser par défaut
sign-preset-sign-new = Signer automatiquement les nouveaux envois
sign-preset-fix-first = Corrigez d’abord ses erreurs et enregistrez les modifications.
sign-preset-save-as = Enregistrer sous…
sign-preset-delete = Supprimer le préréglage
sign-preset-deleted = Préréglage « { $name } » supprimé
sign-preset-name = Nom du préréglage
sign-preset-save = Enregistrer
sign-preset-do-not-save = Ne pas enregistrer
sign-preset-own-title = Le titre est enregistré comme {"{stem}"}, le nom propre à chaque fichier.
sign-preset-use = Pour les nouveaux fichiers
sign-preset-use-always = Toujours
sign-preset-use-ask = Me demander
sign-preset-use-always-label = Utiliser pour les nouveaux fichiers : toujours
sign-preset-use-ask-label = Utiliser pour les nouveaux fichiers : me demander
sign-preset-name-missing = Donnez-lui un nom.
sign-preset-name-long = { $count ->
    [one] Un nom tient en une ligne de { $count } caractère au plus.
   *[other] Un nom tient en une ligne de { $count } caractères au plus.
}
sign-chip-signs = Signe avec : { $name }
sign-chip-preset = Préréglage : { $name }
sign-chip-none = Préréglage : aucun
sign-chip-label = { $words }. Choisir un préréglage
sign-chip-signs-hint = Les nouveaux envois sont signés automatiquement avec « { $name } ».
sign-chip-hint = Le formulaire de signature s’ouvre avec ce préréglage.
sign-chip-choose-none = Aucun préréglage
sign-chip-manage = Gérer les préréglages…
sign-presets = Préréglages
sign-presets-about = Pour changer le contenu d’un préréglage, choisissez-le dans le formulaire de signature et enregistrez les modifications.
sign-presets-empty = Aucun préréglage.
sign-presets-delete = Supprimer le préréglage { $name }
sign-presets-use = Utiliser pour les nouveaux fichiers
sign-presets-use-label = Utiliser { $name } pour les nouveaux fichiers
sign-presets-sign-label = Signer automatiquement les nouveaux envois avec { $name }
sign-sheet = Signer des fichiers
sign-sheet-format = { $count ->
    [one] { $count } fichier : ce format ne peut pas être signé. Ignoré.
   *[other] { $count } fichiers : ce format ne peut pas être signé. Ignorés.
}
sign-sheet-too-large = { $count ->
    [one] { $count } fichier : plus de 1 Go, la limite pour signer. Ignoré.
   *[other] { $count } fichiers : plus de 1 Go, la limite pour signer. Ignorés.
}
sign-sheet-not-stored = { $count ->
    [one] { $count } fichier : non envoyé. Ignoré.
   *[other] { $count } fichiers : non envoyés. Ignorés.
}
sign-sheet-busy = { $count ->
    [one] { $count } fichier : signature ou vérification en cours. Ignoré.
   *[other] { $count } fichiers : signature ou vérification en cours. Ignorés.
}
sign-sheet-gone = { $count ->
    [one] { $count } fichier : n’est plus dans la liste.
   *[other] { $count } fichiers : ne sont plus dans la liste.
}
sign-sheet-has = { $count ->
    [one] { $count } fichier : a déjà des Content Credentials. Les copies signées les mentionnent mais ne les contiennent pas.
   *[other] { $count } fichiers : ont déjà des Content Credentials. Les copies signées les mentionnent mais ne les contiennent pas.
}
sign-sheet-has-issuers = { $count ->
    [one] { $count } fichier : a déjà des Content Credentials dont l’émetteur est { $issuers }. Les copies signées les mentionnent mais ne les contiennent pas.
   *[other] { $count } fichiers : ont déjà des Content Credentials dont l’émetteur est { $issuers }. Les copies signées les mentionnent mais ne les contiennent pas.
}
sign-sheet-issuers = { $names } et { $last }
sign-sheet-issuers-more = { $count ->
    [one] { $names } et { $count } autre
   *[other] { $names } et { $count } autres
}
sign-sheet-changed = { $count ->
    [one] { $count } fichier : ses Content Credentials ne sont pas valides (modifié après signature).
   *[other] { $count } fichiers : leurs Content Credentials ne sont pas valides (modifiés après signature).
}
sign-sheet-not-valid = { $count ->
    [one] { $count } fichier : ses Content Credentials ne sont pas valides.
   *[other] { $count } fichiers : leurs Content Credentials ne sont pas valides.
}
sign-sheet-inconclusive = { $count ->
    [one] { $count } fichier : a peut-être déjà des Content Credentials, que les copies signées ne contiendraient pas.
   *[other] { $count } fichiers : ont peut-être déjà des Content Credentials, que les copies signées ne contiendraient pas.
}
sign-sheet-skip-these = Ignorer ces fichiers
sign-sheet-skip-has = Ignorer les fichiers qui ont, ou pourraient avoir, des Content Credentials
sign-sheet-skip-signed = Ignorer les fichiers déjà signés
sign-sheet-edited-copies = { $count ->
    [one] Il est signé comme copie retouchée : ouvert, pas créé, donc sans origine déclarée. Tous les autres choix et textes du formulaire s’appliquent.
   *[other] Ils sont signés comme copies retouchées : ouverts, pas créés, donc sans origine déclarée. Tous les autres choix et textes du formulaire s’appliquent.
}
sign-sheet-origin-opened = { $count ->
    [one] Non déclarée pour { $count } copie retouchée.
   *[other] Non déclarée pour { $count } copies retouchées.
}
sign-sheet-edited-copies-unread = Les fichiers avec des Content Credentials sont signés comme copies retouchées : ouverts, pas créés, donc sans origine déclarée. Tous les autres choix et textes du formulaire s’appliquent.
sign-sheet-signed = { $count ->
    [one] { $count } sur { $all } est déjà signé. Signer à nouveau crée une autre copie signée.
   *[other] { $count } sur { $all } sont déjà signés. Signer à nouveau crée une autre copie signée.
}
sign-sheet-unread = { $count ->
    [one] { $count } fichier : pas encore chargé. Il est contrôlé à son tour et ignoré s’il ne peut pas être signé.
   *[other] { $count } fichiers : pas encore chargés. Chacun est contrôlé à son tour et ignoré s’il ne peut pas être signé.
}
sign-sheet-looking = { $count ->
    [one] Recherche de Content Credentials dans { $count } fichier…
   *[other] Recherche de Content Credentials dans { $count } fichiers…
}
sign-sheet-unlooked = { $count ->
    [one] { $count } fichier : contrôlé ensuite, ou juste avant la signature.
   *[other] { $count } fichiers : contrôlés ensuite, ou juste avant la signature.
}
sign-sheet-all-skipped = Tous sont ignorés. Décochez la case ci-dessus pour les signer.
sign-sheet-none-ready = Aucun ne peut être signé maintenant.
sign-sheet-creates = Crée des copies signées. Les originaux ne changent pas.
sign-sheet-sign = { $count ->
    [one] Signer { $count } fichier
   *[other] Signer { $count } fichiers
}
sign-sheet-sign-up-to = { $count ->
    [one] Signer jusqu’à { $count } fichier
   *[other] Signer jusqu’à { $count } fichiers
}
sign-sheet-signing = { $count ->
    [one] Signature de { $count } fichier
   *[other] Signature de { $count } fichiers
}
sign-beside-none-loaded = Aucun des fichiers à signer n’est encore chargé.
sign-beside-none = Aucun fichier à signer.
sign-beside-place = { $number } sur { $count }
sign-beside-previous = Fichier précédent
sign-beside-next = Fichier suivant
sign-beside-fix = Corrigez le JSON pour voir ce qu’il déclare.
