provenance-picture = Image : { $name }
provenance-picture-loading = Chargement de l’image…
provenance-picture-none = Aucune image disponible
provenance-pin = Content Credentials : { $verdict }
provenance-this-file = Ce fichier
provenance-the-original = L’original
provenance-compare-original = Comparer avec l’original
provenance-compare-this = Comparer avec ce fichier
provenance-compare-slider-name = Comparer : { $left } et { $right }
provenance-compare-slider = Curseur
provenance-compare-beside = Côte à côte
provenance-compare-close = Fermer la comparaison

provenance-remote = Credentials stockées à l’adresse
provenance-remote-copy = Copier l’adresse
provenance-issuer = Émetteur
provenance-signer = Signataire
provenance-issued = Émission
provenance-generator = App ou appareil
provenance-ai = Usage de l’IA
provenance-title = Titre
provenance-revocation = Révocation
provenance-identity = Identité
provenance-valid-until = Expire le
provenance-not-stated = non indiqué
provenance-issued-verified = { $time } (date vérifiée)
provenance-issued-unverified = { $time } (date non vérifiée)
provenance-issued-verified-only = date vérifiée
provenance-issued-unverified-only = pas de date vérifiée
provenance-valid-until-certificate = { $day } (certificat)
provenance-unverified-explained = Sans date vérifiée, une signature n’est valable que tant que l’est son certificat, en général un an au plus.

provenance-tree = Provenance
provenance-ingredients = { $count ->
    [one] { $count } ingrédient
   *[other] { $count } ingrédients
}
provenance-ingredients-more = { $count ->
    [one] plus de { $count } ingrédient
   *[other] plus de { $count } ingrédients
}
provenance-tree-rest = Le rapport brut ci-dessous contient la suite.
provenance-ingredient = Ingrédient
provenance-node-file = Ce fichier { $title }, { $verdict }
provenance-node = Ingrédient { $title }, { $verdict }
provenance-node-role = Ingrédient { $title }, { $role }, { $verdict }
provenance-node-level = Ingrédient { $title }, { $verdict }, niveau { $level }
provenance-node-role-level = Ingrédient { $title }, { $role }, { $verdict }, niveau { $level }
provenance-node-has-credentials = a des Content Credentials
provenance-node-named = Content Credentials mentionnées mais non incluses
provenance-node-itself = Le fichier lui-même. Choisissez l’une des images pour voir de quoi il s’agit et d’où elle vient.

provenance-relationship = Relation
provenance-format = Format
provenance-credentials = Credentials
provenance-credentials-named = mentionnées dans le fichier, mais absentes : elles sont avec l’original
provenance-credentials-none = n’en a pas
provenance-description = Description
provenance-verdict = Verdict
provenance-verdict-recorded = { $verdict }, tel qu’enregistré lors de l’ajout
provenance-verdict-none = non enregistré
provenance-ai-generative = Créé avec une IA générative.
provenance-cut = Ses propres ingrédients ne sont pas affichés : ils se répètent ou sont imbriqués trop profondément.
provenance-failed-when-added = Non valide lors de l’ajout : { $code }
provenance-doubt-unknown = Tout cela a été consigné par un signataire inconnu ici.
provenance-doubt-invalid = Tout cela provient de Content Credentials non valides.
provenance-doubt-unconfirmed = Tout cela provient de Content Credentials non confirmées.
provenance-ingredient-actions = Modifications et activité

provenance-actions = Modifications et activité
provenance-assertions = Contenu des Content Credentials
provenance-checks = Contrôles
provenance-certificates = Signature et certificats
provenance-raw = Rapport brut
provenance-line = { $name } : { $value }
provenance-check-failed = Échec : { $words }
provenance-check-info = Info : { $words }
provenance-check-passed = Réussi : { $words }
provenance-check-failed-file = Échec, au sujet du fichier : { $words }
provenance-check-info-file = Info, au sujet du fichier : { $words }
provenance-check-passed-file = Réussi, au sujet du fichier : { $words }
provenance-check-failed-ingredient = Échec, au sujet d’un ingrédient : { $words }
provenance-check-info-ingredient = Info, au sujet d’un ingrédient : { $words }
provenance-check-passed-ingredient = Réussi, au sujet d’un ingrédient : { $words }
provenance-check-of-ingredient = un ingrédient
provenance-algorithm = Algorithme
provenance-made-by = Créé avec
provenance-certificate = Certificat { $number }
provenance-certificate-copy = Copier le certificat { $number }
provenance-report-copy = Copier le rapport
provenance-report-save = Enregistrer le rapport…
provenance-report-save-title = Enregistrer le rapport
provenance-report-clipped = Seul le début est affiché. Copiez ou enregistrez le rapport pour le lire en entier.
