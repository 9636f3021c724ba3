states-failed = Échec
states-uploading = Envoi
states-finishing = Finalisation
states-preparing = Préparation
states-waiting = Nouvel essai
states-queued = En attente
states-paused = En pause
states-uploaded = Envoyé
states-signing = Signature
states-signed = Signé
states-verifying = Vérification
states-verified = Vérifié
states-canceling = Annulation
states-canceled = Annulé
states-waiting-for = Essai dans { $time }

states-count-failed =
    { $count ->
        [one] { $count } échec
       *[other] { $count } échecs
    }
states-count-uploading =
    { $count ->
        [one] { $count } envoi en cours
       *[other] { $count } envois en cours
    }
states-count-finishing = { $count } en finalisation
states-count-preparing = { $count } en préparation
states-count-waiting = { $count } avant nouvel essai
states-count-queued = { $count } en attente
states-count-paused = { $count } en pause
states-count-uploaded =
    { $count ->
        [one] { $count } envoyé
       *[other] { $count } envoyés
    }
states-count-signing = { $count } en signature
states-count-signed =
    { $count ->
        [one] { $count } signé
       *[other] { $count } signés
    }
states-count-verifying = { $count } en vérification
states-count-verified =
    { $count ->
        [one] { $count } vérifié
       *[other] { $count } vérifiés
    }
states-count-canceling = { $count } en annulation
states-count-canceled =
    { $count ->
        [one] { $count } annulé
       *[other] { $count } annulés
    }
states-count-invalid =
    { $count ->
        [one] { $count } non valide
       *[other] { $count } non valides
    }
states-count-unconfirmed =
    { $count ->
        [one] { $count } non confirmé
       *[other] { $count } non confirmés
    }

states-inside-failed = échec
states-inside-uploading = envoi en cours
states-inside-finishing = finalisation
states-inside-preparing = préparation
states-inside-waiting = en attente du prochain essai
states-inside-waiting-for = prochain essai dans { $time }
states-inside-queued = en attente
states-inside-paused = en pause
states-inside-uploaded = envoyé
states-inside-signing = signature en cours
states-inside-signed = signé
states-inside-verifying = vérification en cours
states-inside-verified = vérifié
states-inside-canceling = annulation en cours
states-inside-canceled = annulé
states-inside-not-signed = non signé
states-inside-not-verified = non vérifié
states-inside-uploading-percent = envoi en cours, { $percent }
states-inside-original-verified = original vérifié : { $verdict }
states-inside-signed-copy-verified = copie signée vérifiée : { $verdict }

states-step-sign = Signer
states-step-verify = Vérifier
states-step-upload-only = Envoi seul
states-step-not-signed = Non signé
states-step-not-verified = Non vérifié

states-verdict-trusted = Fiable
states-verdict-valid = Signataire inconnu
states-verdict-unconfirmed = Non confirmé
states-verdict-invalid = Non valide
states-verdict-none = Sans Content Credentials
states-verdict-remote = Credentials stockées ailleurs
states-verdict-unsupported = Format illisible pour ce serveur
states-verdict-unsupported-here = Format illisible
states-verdict-unknown = Rapport incompris
states-verdict-not-read = Non lu

states-verdict-count-trusted =
    { $count ->
        [one] { $count } fiable
       *[other] { $count } fiables
    }
states-verdict-count-valid = { $count } de signataire inconnu
states-verdict-count-unconfirmed =
    { $count ->
        [one] { $count } non confirmé
       *[other] { $count } non confirmés
    }
states-verdict-count-invalid =
    { $count ->
        [one] { $count } non valide
       *[other] { $count } non valides
    }
states-verdict-count-none = { $count } sans Content Credentials
states-verdict-count-remote = { $count } avec des Content Credentials stockées ailleurs
states-verdict-count-unsupported = { $count } de format illisible pour ce serveur
states-verdict-count-unknown = { $count } au rapport incompris

states-target-original = Original
states-target-signed = Copie signée
states-verifying-original = Vérification de l’original
states-verifying-signed = Vérification de la copie signée

states-attempt-running = En cours
states-attempt-stored = Stocké
states-attempt-refused = Non stocké
states-attempt-unknown = Inconnu

states-show-all = Tous
states-show-active = En cours
states-show-waiting = En attente
states-show-paused = En pause
states-show-failed = Échecs
states-show-uploaded = Envoyés
states-show-signed = Signés
states-show-verified = Vérifiés
states-show-invalid = Non valides
states-show-unconfirmed = Non confirmés
states-show-canceled = Annulés

states-verdict-count-unsupported-here = { $count } de format illisible
states-verdict-count-not-read =
    { $count ->
        [one] { $count } non lu
       *[other] { $count } non lus
    }
