## Titre

batch-looking = Recherche de fichiers…
batch-uploading = Envoi : { $done } sur { $all }
batch-signing = Signature : { $at } sur { $all }
batch-verifying = Vérification : { $at } sur { $all }
batch-paused = En pause
batch-nothing = Rien n’a été envoyé
batch-failed = { $count ->
    [one] { $count } échec
   *[other] { $count } échecs
}
batch-uploaded = { $count ->
    [one] { $count } envoyé
   *[other] { $count } envoyés
}
batch-uploaded-signed = { $uploaded ->
    [one] { $uploaded } envoyé
   *[other] { $uploaded } envoyés
}, { $signed ->
    [one] { $signed } signé
   *[other] { $signed } signés
}
batch-signed = { $count ->
    [one] { $count } signé
   *[other] { $count } signés
}
batch-signed-verified = { $count ->
    [one] { $count } signé et vérifié
   *[other] { $count } signés et vérifiés
}
batch-reached-unsigned = { $reached }, { $count } non
batch-failed-reached = { $count ->
    [one] { $count } échec, { $reached }
   *[other] { $count } échecs, { $reached }
}

## Étapes

batch-stage-uploaded = Envoyés
batch-stage-signed = Signés
batch-stage-verified = Vérifiés
batch-stage-count = { $done } sur { $all }
batch-stage = { $step } : { $count }

## Échecs et remarques

batch-failed-upload = { $count ->
    [one] { $count } non envoyé : { $reason }
   *[other] { $count } non envoyés : { $reason }
}
batch-failed-sign = { $count ->
    [one] { $count } non signé : { $reason }
   *[other] { $count } non signés : { $reason }
}
batch-failed-verify = { $count ->
    [one] { $count } non vérifié : { $reason }
   *[other] { $count } non vérifiés : { $reason }
}
batch-failed-save = { $count ->
    [one] { $count } non enregistré : { $reason }
   *[other] { $count } non enregistrés : { $reason }
}
batch-failed-other = { $count ->
    [one] { $count } échec d’une autre nature
   *[other] { $count } échecs d’une autre nature
}
batch-show-failed = Afficher les échecs
batch-broken = { $count ->
    [one] { $count } fichier vérifié avec un problème
   *[other] { $count } fichiers vérifiés avec un problème
}
batch-with-credentials = { $count ->
    [one] { $count } contient déjà des Content Credentials et n’est pas signé
   *[other] { $count } contiennent déjà des Content Credentials et ne sont pas signés
}
batch-uninspected = { $count ->
    [one] Impossible de savoir si { $count } fichier contient des Content Credentials
   *[other] Impossible de savoir si { $count } fichiers contiennent des Content Credentials
}
batch-uninspected-hint = Non signé : une copie signée ne contiendrait pas les Content Credentials qu’un fichier possède déjà.
batch-sign-anyway = Signer quand même…

## Boutons

batch-resume-all = Tout reprendre
batch-sign = { $count ->
    [one] Signer { $count } fichier…
   *[other] Signer { $count } fichiers…
}
batch-sign-with = { $count ->
    [one] Signer { $count } fichier avec { $preset }
   *[other] Signer { $count } fichiers avec { $preset }
}
batch-verify = { $count ->
    [one] Vérifier { $count } fichier
   *[other] Vérifier { $count } fichiers
}
batch-retry-failed = Réessayer tous les échecs
batch-copy-links = { $count ->
    [one] Copier le lien du fichier signé
   *[other] Copier { $count } liens de fichiers signés
}
batch-copy-keys = { $count ->
    [one] Copier { $count } clé
   *[other] Copier { $count } clés
}
batch-sign-differently = Signer autrement…
batch-save-signed = Enregistrer les fichiers signés…
batch-signing-with = { $count ->
    [one] Signature de { $count } fichier avec { $preset }
   *[other] Signature de { $count } fichiers avec { $preset }
}
batch-select-hint = Sélectionnez un fichier pour voir sa clé d’objet, ses Content Credentials et son rapport.

## Résultats

batch-results-title = Résultats de la vérification
batch-results-none = Aucun des fichiers sélectionnés n’a été vérifié.
batch-results-loaded-only = Seules les entrées chargées sont comptées.
batch-results-hint = Sélectionnez un fichier pour ouvrir son rapport.
batch-results-no-problems = Aucun problème détecté.
batch-results-none-left = Il n’en reste aucun.
batch-results-file = Fichier
batch-results-verdict = Verdict
batch-results-issuer = Émetteur
batch-results-time = Date
batch-results-reason = Raison
batch-results-sort-file = Trier les résultats par fichier
batch-results-sort-verdict = Trier les résultats par verdict
batch-results-sort-issuer = Trier les résultats par émetteur
batch-results-sort-time = Trier les résultats par date
batch-results-sort-reason = Trier les résultats par raison
batch-results-issued-by = Émis par { $issuer }
batch-results-said = { $file } : { $facts }. { $reason }
batch-results-said-issuer = { $facts }, émis par { $issuer }
batch-results-said-time = { $facts }, { $time }

batch-finding-lost = Absentes de la copie signée
batch-finding-failed = Non vérifié
