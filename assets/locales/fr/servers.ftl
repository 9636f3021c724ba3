servers-menu-sandbox-note = Le serveur Que intégré à cette application. Rien ne quitte cet ordinateur, et personne d’autre ne fait confiance à ce qu’il signe.
servers-menu-visited-note = Ce serveur a été défini en ligne de commande pour cette session.
servers-menu-in-use = actif
servers-menu-waiting = { $count ->
    [one] { $count } fichier en attente
   *[other] { $count } fichiers en attente
}
servers-menu-sandbox = Essayer le bac à sable
servers-menu-sandbox-waiting = Essayer le bac à sable ({ $count ->
    [one] { $count } fichier en attente
   *[other] { $count } fichiers en attente
})
servers-menu-servers = Serveurs…
servers-menu-key = Clé de ce serveur…

servers-switch-title = Passer à { $server } ?
servers-switch-uploads = { $count ->
    [one] { $count } fichier n’est pas encore envoyé. Il reste dans la file d’attente de { $server } et reprendra à votre retour.
   *[other] { $count } fichiers ne sont pas encore envoyés. Ils restent dans la file d’attente de { $server } et reprendront à votre retour.
}
servers-switch-signings = { $count ->
    [one] { $count } fichier est en cours de signature ou de vérification. L’étape en cours se terminera ; le reste est annulé.
   *[other] { $count } fichiers sont en cours de signature ou de vérification. Les étapes en cours se termineront ; le reste est annulé.
}
servers-switch-folders = Un dossier est encore en cours de lecture. Les fichiers non trouvés jusqu’ici ne seront pas ajoutés.
servers-switch-now = Suspendre et changer

servers-welcome-title = Bienvenue dans Que Uploader
servers-welcome-lead = Déposez des photos sur la fenêtre. Chacune est envoyée et reçoit une clé d’objet. Signez et vérifiez quand vous voulez.
servers-welcome-key-accepted = Clé acceptée
servers-welcome-offline = Vous semblez être hors ligne
servers-welcome-offline-hint = Vérifiez la connexion à Internet, puis choisissez à nouveau « Démarrer ».
servers-welcome-key = Clé API
servers-welcome-another-key = Autre clé
servers-welcome-get-key = Obtenir une clé
servers-welcome-get-key-hint = Ouvre addque.org. Pour votre propre serveur, demandez une clé à son administrateur.
servers-welcome-key-present = Vous avez déjà une clé pour ce serveur.
servers-welcome-kept-trouble = Gardée jusqu’à la fermeture de la fenêtre, car { $desktop ->
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
} est inutilisable : { $trouble }
servers-welcome-kept-session = Gardée jusqu’à la fermeture de la fenêtre.
servers-welcome-kept-stored = Enregistrée dans { $desktop ->
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
}.
servers-welcome-kept-and-sent = { $kept } { $sent }
servers-welcome-sent-to = Envoyée seulement à { $host }.
servers-welcome-sent-to-yours = Envoyée seulement à votre serveur.
servers-welcome-other-server = Utiliser un autre serveur…
servers-welcome-address = Adresse du serveur
servers-welcome-address-invalid = Commencez par https://, ou par http:// pour cet ordinateur.
servers-welcome-address-plain-http = http:// ne fonctionne que pour cet ordinateur. Vous pouvez autoriser d’autres machines dans les réglages.
servers-welcome-sandbox = Essayer le bac à sable
servers-welcome-sandbox-hint = Exercez-vous avec le serveur Que intégré à cette application. Sans clé ; rien ne quitte cet ordinateur.
servers-welcome-skip-test = Passer le test
servers-welcome-skip-test-hint = La clé est à nouveau testée au prochain envoi.
servers-welcome-skip = Passer
servers-welcome-skip-hint = Vous pourrez tout saisir plus tard depuis le menu des serveurs, en haut à gauche.
servers-welcome-start = Démarrer
servers-welcome-connecting = Connexion…

servers-startup-title = Que Uploader ne peut pas démarrer
servers-startup-quit = Quitter

servers-diagnostics-title = Diagnostic
servers-diagnostics-lead = Relisez ce rapport avant de l’envoyer. Il ne contient ni clés, ni signatures, ni mots de passe, mais peut contenir des chemins et des noms de fichiers.
servers-diagnostics-copy = Copier le diagnostic
