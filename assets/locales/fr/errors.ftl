errors-sentence = { $words }.
errors-two-sentences = { $first } { $second }
errors-status = { $what } ({ $status })
errors-status-code = { $what } ({ $status } { $code })
errors-said = { $what } : { $message }

errors-step-setup = préparation de la connexion
errors-step-health = contrôle de l’état de Que
errors-step-presign = demande d’une URL d’envoi
errors-step-upload = envoi
errors-step-sign = signature
errors-step-verify = vérification
errors-step-trust-list = récupération de la liste de confiance
errors-step-presign-download = demande d’une URL de téléchargement
errors-step-download = téléchargement

errors-refusal-proxy-password = le proxy demande un nom d’utilisateur et un mot de passe
errors-refusal-request = Que n’accepte pas la requête
errors-refusal-api-key = Que n’accepte pas la clé API
errors-refusal-not-permitted = la clé API ne le permet pas ({ $step })
errors-refusal-no-downloads = ce serveur Que ne propose pas d’URL de téléchargement
errors-refusal-not-found = Que n’a pas trouvé l’objet ou l’opération ({ $step })
errors-refusal-asset-too-large = le fichier est trop volumineux pour Que
errors-refusal-unreadable = Que n’a pas pu lire les Content Credentials de ce fichier
errors-refusal-not-processed = Que n’a pas pu traiter ce fichier ou ce manifeste
errors-refusal-too-fast = Que demande de ralentir
errors-refusal-error-as-success = Que a signalé une erreur avec un statut de réussite ({ $step })
errors-refusal-not-supported = ce serveur Que ne prend pas encore en charge cette opération
errors-refusal-version-not-supported = ce serveur Que ne prend pas en charge ce type de requête
errors-refusal-server-full = Que n’a plus d’espace de stockage
errors-refusal-unavailable = Que est actuellement indisponible
errors-refusal-server-error = erreur interne de Que ({ $step })
errors-refusal-other = Que a refusé ({ $step })
errors-refusal-url-expired = l’URL d’envoi a expiré
errors-refusal-url-signature = le stockage n’accepte pas la signature de l’URL
errors-refusal-clocks = les horloges de Que et de son stockage ne concordent pas
errors-refusal-file-too-large = le fichier est trop volumineux pour le stockage
errors-refusal-no-such-key = cet objet n’existe pas dans le stockage
errors-refusal-no-such-bucket = ce bucket n’existe pas dans le stockage
errors-refusal-waited-too-long = le stockage a attendu des données trop longtemps
errors-refusal-storage-too-fast = le stockage demande de ralentir
errors-refusal-bucket-elsewhere = le bucket est à une autre adresse que l’URL
errors-refusal-not-stored = le stockage a signalé une erreur, le fichier n’est donc pas stocké
errors-refusal-error-for-file = le stockage a envoyé une erreur au lieu du fichier
errors-refusal-url-refused = le stockage a refusé l’URL
errors-refusal-storage-not-supported = le stockage ne prend pas en charge cette opération
errors-refusal-storage-full = le stockage est plein
errors-refusal-no-such-address = le stockage n’a pas trouvé cette adresse
errors-refusal-no-such-object = le stockage n’a pas trouvé l’objet
errors-refusal-storage-error = erreur interne du stockage ({ $step })
errors-refusal-storage-refused = le stockage a refusé ({ $step })

errors-transport-dns = le nom du serveur est introuvable ({ $step })
errors-transport-connect = le serveur est injoignable ({ $step })
errors-transport-tls = impossible d’établir une connexion sécurisée avec le serveur ({ $step })
errors-transport-proxy = le proxy n’a pas établi la connexion ({ $step })
errors-transport-reset = la connexion a été coupée ({ $step })
errors-transport-timeout = pas de réponse à temps ({ $step })
errors-transport-stalled = aucune donnée transmise depuis trop longtemps ({ $step })
errors-transport-response-lost = tous les octets ont été envoyés, mais la réponse s’est perdue : le fichier est peut-être stocké
errors-transport-protocol = la réponse du serveur n’était pas du HTTP ({ $step })

errors-response-web-page = la réponse était une page web ({ $status }, { $step })
errors-response-empty = la réponse était vide ({ $status }, { $step })
errors-response-not-json = la réponse n’était pas du JSON ({ $status }, { $step })
errors-response-unexpected-json = il manque des champs attendus dans la réponse ({ $status }, { $step })
errors-response-too-large = la réponse dépassait { $limit } octets ({ $status }, { $step })
errors-response-too-many-values = la réponse avait plus de { $limit } valeurs ({ $status }, { $step })
errors-response-invalid-value = la réponse est inutilisable : { $reason } ({ $status }, { $step })
errors-response-status = la réponse a un statut inattendu ({ $status }, { $step })
errors-response-checksum = les octets reçus diffèrent de l’objet stocké ({ $status }, { $step })
errors-response-unknown-length = la réponse n’indique pas de longueur, elle est peut-être incomplète ({ $status }, { $step })
errors-response-premature = le serveur a annoncé la réussite avant l’envoi de tous les octets ({ $status }, { $step })
errors-response-unconfirmed = la réponse ne confirme pas que le fichier est stocké ({ $status }, { $step }) : { $message }
errors-redirected = le serveur a redirigé vers { $host } ({ $status }, { $step })
errors-redirected-somewhere = le serveur a redirigé vers un hôte inconnu ({ $status }, { $step })

errors-file-gone = le fichier n’existe plus
errors-file-forbidden = pas d’autorisation de lire le fichier
errors-file-opening-timed-out = l’ouverture du fichier a pris trop de temps
errors-file-too-many-open = trop de fichiers sont ouverts sur cet ordinateur
errors-file-not-opened = impossible d’ouvrir le fichier
errors-file-reading-timed-out = la lecture du fichier a pris trop de temps
errors-file-not-read = impossible de lire le fichier en entier
errors-file-disk-full = le disque est plein
errors-file-not-written = impossible d’écrire le téléchargement
errors-file-shrank = la taille du fichier a diminué pendant sa lecture ; rien n’a été stocké
errors-file-grew = la taille du fichier a augmenté pendant sa lecture ; rien n’a été stocké
errors-file-modified = le fichier a changé pendant sa lecture ; rien n’a été stocké
errors-file-vanished = le fichier a disparu pendant sa lecture ; rien n’a été stocké
errors-content-mismatch = l’objet stocké diffère des octets envoyés
errors-already-exists = un fichier de ce nom existe déjà
errors-too-large-for-upload = le fichier est trop volumineux pour un seul envoi : { $bytes } octets, la limite est de { $limit }
errors-canceled = annulé

errors-insecure-url = l’adresse de { $host } est en http:// simple, que d’autres peuvent lire sur le réseau
errors-forbidden-loopback = le serveur renvoie vers cet ordinateur ({ $host }), ce que seul un serveur de cet ordinateur peut faire
errors-forbidden-link-local = le serveur renvoie vers une adresse de liaison locale ({ $host }), où aucun stockage ne peut se trouver
errors-forbidden-not-loopback = le nom { $host } est réservé à cet ordinateur, mais mène à un autre
errors-invalid-url = l’adresse est inutilisable : { $reason }
errors-url-empty = elle est vide
errors-url-not-https = elle ne commence pas par https:// ou n’est pas une URL
errors-url-no-path = aucun chemin ne peut y être ajouté
errors-url-host = son hôte n’est pas valide
errors-url-scheme = l’URL n’est ni en https:// ni en http://
errors-url-no-host = l’URL n’a pas d’hôte
errors-url-credentials = l’URL contient un nom d’utilisateur ou un mot de passe
errors-url-too-long = l’URL est plus longue que ce qu’un stockage accepte
errors-url-upload-url = l’URL d’envoi du serveur n’est pas une URL
errors-url-upload-url-scheme = l’URL d’envoi du serveur n’est ni en https:// ni en http://
errors-url-upload-url-too-long = l’URL d’envoi du serveur est plus longue que ce qu’un stockage accepte
errors-url-download-url = l’URL de téléchargement du serveur n’est pas une URL
errors-url-target = aucune requête ne peut être envoyée à l’URL du stockage
errors-url-key-empty = la clé d’objet est vide
errors-url-key-too-long = la clé d’objet a plus de 1 024 octets, ce qu’aucun stockage n’accepte
errors-url-key-with-nul = la clé d’objet contient un caractère NUL
errors-url-signed-uri-too-long = l’adresse de la copie signée est trop longue pour être celle d’un objet
errors-url-signed-uri-with-nul = l’adresse de la copie signée contient un caractère NUL

errors-setup = impossible de préparer une connexion sécurisée : { $reason }
errors-setup-trust-store = les certificats du système sont inutilisables
errors-setup-no-tls = aucune version de TLS n’est disponible
errors-setup-http-client = le client HTTP ne peut pas être créé
errors-setup-user-agent = le User-Agent n’est pas une valeur d’en-tête valide
errors-setup-content-type = le Content-Type n’est pas une valeur d’en-tête valide
errors-setup-api-key = la clé API n’est pas une valeur d’en-tête valide
errors-setup-key-for-public-file = un fichier public se récupère sans clé
errors-setup-certificates-out-of-date = le certificat du fichier de certificats supplémentaires a expiré, ou n’est pas encore valide d’après l’horloge de cet ordinateur
errors-setup-certificates-empty = le fichier de certificats supplémentaires est vide
errors-setup-certificates-binary = le fichier de certificats supplémentaires est binaire (DER) au lieu de PEM. Convertissez-le : openssl x509 -inform der -in FILE -out FILE.pem
errors-setup-certificates-with-key = le fichier de certificats supplémentaires contient une clé privée, que seul le serveur devrait avoir. Utilisez un fichier qui ne contient que le certificat
errors-setup-certificates-not-text = le fichier de certificats supplémentaires n’est pas du texte UTF-8. Enregistrez-le en UTF-8, ou utilisez un autre fichier
errors-setup-certificates-not-utf16 = le fichier de certificats supplémentaires commence comme du texte UTF-16, mais c’est autre chose : enregistrez-le en UTF-8
errors-setup-certificates-damaged = le fichier de certificats supplémentaires contient un certificat endommagé
errors-setup-no-certificates = le fichier de certificats supplémentaires ne contient aucun certificat (-----BEGIN CERTIFICATE-----)
errors-setup-certificates-missing = il n’y a pas de fichier de certificats supplémentaires à ce chemin
errors-setup-certificates-not-a-file = le fichier de certificats supplémentaires n’est pas un fichier mais un dossier, un tube ou un périphérique : enregistrez les certificats dans un fichier
errors-setup-certificates-too-large = le fichier de certificats supplémentaires dépasse 4 Mio : c’est un autre fichier
errors-setup-certificates-forbidden = ce compte n’a pas le droit de lire le fichier de certificats supplémentaires
errors-setup-certificates-no-descriptor = impossible d’ouvrir le fichier de certificats supplémentaires : trop de fichiers sont ouverts sur cet ordinateur
errors-setup-certificates-unreadable = impossible de lire le fichier de certificats supplémentaires

errors-invalid-key = la clé API est inutilisable : { $reason }
errors-key-empty = la clé est vide
errors-key-too-long = la clé est trop longue : une clé a au plus { $limit } caractères
errors-key-lines = la clé contient un saut de ligne
errors-key-character = la clé contient un caractère qu’aucune clé n’a (une espace, un caractère de contrôle ou une lettre non ASCII)

errors-advice-proxy-password = Indiquez-les dans HTTPS_PROXY, comme dans http://user:password@proxy:port, et relancez le programme.
errors-advice-check-proxy = Vérifiez le proxy dans les réglages du système ou dans HTTPS_PROXY.
errors-advice-close-files = Fermez d’autres programmes, ou augmentez la limite de fichiers ouverts (ulimit -n) et relancez celui-ci.
errors-advice-sign-in-to-network = Ouvrez un navigateur et identifiez-vous sur ce réseau.
errors-advice-sign-in-or-check-address = Un proxy ou la page de connexion du réseau a peut-être répondu. Ouvrez un navigateur pour voir, ou vérifiez l’adresse du serveur.
errors-advice-check-connection-and-address = Vérifiez la connexion à Internet et l’adresse du serveur.
errors-advice-check-firewall = Vérifiez la connexion à Internet. Un pare-feu bloque peut-être la connexion.
errors-advice-check-clock-or-proxy = L’horloge de cet ordinateur est peut-être fausse, ou un proxy inspecte le trafic : ajoutez son certificat dans les réglages.
errors-advice-check-connection = Vérifiez la connexion à Internet. Si cela se reproduit, réessayez plus tard.
errors-advice-may-be-stored = Le fichier est peut-être tout de même stocké. Vérifiez la connexion à Internet. Si cela se reproduit, envoyez à nouveau le fichier plus tard.
errors-advice-check-names = Vérifiez comment cet ordinateur résout les noms, ou utilisez 127.0.0.1.
errors-advice-enter-redirect = Saisissez l’adresse vers laquelle le serveur redirige, si vous lui faites confiance.
errors-advice-use-https = Utilisez une adresse https://, ou autorisez http:// dans les réglages si vous faites confiance au réseau.
errors-advice-enter-address = Saisissez l’adresse du serveur comme https://dev-api.addque.org.
errors-advice-check-certificates = Vérifiez le fichier de certificats supplémentaires (--ca-file, ou les réglages du serveur) et les certificats de ce système.
errors-advice-check-whole-key = Vérifiez que vous avez collé la clé entière.
errors-advice-enter-key = Saisissez à nouveau la clé API. Rien d’autre n’est envoyé d’ici là.
errors-advice-ask-key-owner = Demandez l’autorisation au propriétaire de la clé.
errors-advice-check-address = Vérifiez l’adresse du serveur et les réglages.
errors-advice-check-address-and-port = Vérifiez l’adresse du serveur et son port.
errors-advice-check-address-and-key = Vérifiez l’adresse du serveur, le bucket et la clé d’objet.
errors-advice-check-bucket-and-key = Vérifiez le bucket et la clé d’objet.
errors-advice-wait-for-writer = Attendez que le programme qui écrit le fichier ait fini, puis envoyez-le à nouveau.
errors-advice-upload-again = Envoyez-le à nouveau. Si cela arrive à chaque fichier, l’ETag du stockage n’est pas un MD5 : désactivez la comparaison dans les réglages.
errors-advice-choose-name = Choisissez un autre nom, ou autorisez le remplacement du fichier.
errors-advice-make-smaller = Réduisez le fichier, ou divisez-le.
errors-advice-choose-folder = Choisissez un autre dossier, ou libérez de l’espace.
errors-advice-add-again = Ajoutez à nouveau le fichier depuis son nouvel emplacement.
errors-advice-allow-reading = Donnez à ce compte le droit de lire le fichier.
errors-advice-check-drive = Le disque ou le dossier réseau ne répond pas. Vérifiez qu’il est connecté.
errors-advice-check-file = Vérifiez qu’un autre programme peut ouvrir le fichier.
errors-advice-check-format = Vérifiez que le format peut être signé et que le manifeste convient au fichier.
errors-advice-check-file-type = Vérifiez que le fichier est bien ce que son nom indique. Le message du serveur dit ce qu’il n’a pas pu lire.
errors-advice-verify-smaller = Vérifiez un fichier plus petit, ou demandez une limite plus élevée à l’administrateur du serveur.
errors-advice-use-storage-tools = Téléchargez le fichier signé par son adresse S3 avec vos propres outils de stockage.
errors-advice-correct-manifest = Le manifeste n’est pas celui que Que attend. Corrigez-le et signez à nouveau.
errors-advice-correct-request = Corrigez ce que le serveur indique et réessayez.
errors-advice-choose-mode = Choisissez un autre mode.
errors-advice-start-again = Recommencez quand vous voudrez.
errors-advice-later-or-higher-limit = Si cela se reproduit, réessayez plus tard ou demandez une limite plus élevée à l’assistance de Que.
errors-advice-later-or-support = Si cela se reproduit, réessayez plus tard ou contactez l’assistance de Que.
errors-advice-later = Si cela se reproduit, réessayez plus tard.
errors-advice-again-or-support = Réessayez. Si cela se reproduit, contactez l’assistance de Que.
errors-advice-again-or-details = Réessayez. Si cela se reproduit, montrez les détails à l’assistance de Que.
errors-advice-again-or-network = Réessayez. Si cela se reproduit, quelque chose sur le réseau modifie les téléchargements.
errors-advice-new-url = Réessayez : chaque essai utilise une nouvelle URL. Si cela se reproduit, vérifiez l’horloge de cet ordinateur.
errors-advice-content-type-differs = Réessayez. Si cela se reproduit, le serveur signe un autre Content-Type que celui du fichier.
errors-advice-server-clock = L’horloge du serveur de Que est fausse. Contactez l’assistance de Que.
errors-advice-wrong-region = Contactez l’assistance de Que : les URL du serveur sont d’une autre région que le bucket.
errors-advice-storage-unsupported = Contactez l’assistance de Que : réessayer ne sert à rien.
errors-advice-storage-full = Demandez à l’assistance de Que de faire de la place, puis réessayez.
errors-advice-server-unsupported = Contactez l’administrateur de ce serveur Que : réessayer ne sert à rien.
errors-advice-server-full = Demandez à l’administrateur de ce serveur Que de faire de la place, puis réessayez.
errors-advice-server-unusable = Contactez l’administrateur de ce serveur Que : aucun client ne peut utiliser sa réponse.
errors-advice-server-newer = Vérifiez l’adresse du serveur. Si elle est correcte, le serveur est plus récent que ce programme.
errors-advice-storage-on-this-computer = Contactez l’administrateur du serveur. Si son stockage se trouve vraiment sur cet ordinateur, autorisez http:// pour ce serveur : dans ses réglages, ou avec --allow-insecure-http.
errors-advice-storage-link-local = Contactez l’administrateur du serveur : son stockage a besoin d’une adresse routable.

errors-cause-proxy-password = Le proxy demande un nom d’utilisateur et un mot de passe (407).
errors-cause-proxy-password-of = Le proxy { $proxy } demande un nom d’utilisateur et un mot de passe (407).
errors-cause-too-many-open = Cet ordinateur ne permet pas d’ouvrir davantage de fichiers et de connexions.
errors-cause-too-many-open-limit = Cet ordinateur ne permet au programme que { $limit } fichiers et connexions ouverts.
errors-cause-internal = Erreur interne : cette étape a été arrêtée.
errors-cause-not-verified-switched = Non vérifié : le serveur a été changé avant son tour.
errors-cause-not-signed-switched = Non signé : le serveur a été changé avant son tour.
errors-cause-too-large-to-sign = Le fichier dépasse 1 Go et ne peut donc pas être signé.
errors-cause-too-large-to-verify = Le fichier dépasse 1 Go et ne peut donc pas être vérifié.
errors-cause-bucket-unknown = Le bucket de cet objet est inconnu.
errors-cause-key-reused = Que a attribué à ce fichier une clé d’objet déjà attribuée à { $name } : { $key }. Rien n’a été envoyé.
errors-cause-record-closed = Le registre des envois est fermé.
errors-cause-stored-not-recorded = Le fichier est stocké sous { $key }, mais l’envoi n’a pas pu être consigné. { $why }
errors-cause-signed-not-recorded = Signé sous { $uri }, mais la signature n’a pas pu être consignée. { $why }
errors-cause-signed-somewhere-not-recorded = Signé à une adresse que le serveur n’a pas indiquée, mais la signature n’a pas pu être consignée. { $why }
errors-cause-may-be-signed = { $why } Le fichier a peut-être tout de même été signé.
errors-cause-credentials-unknown = Non signé : impossible de savoir si le fichier a des Content Credentials. { $reason }
errors-cause-metadata-timed-out = Non signé : les informations du fichier n’ont pas pu être lues à temps.
errors-cause-metadata-failed = Non signé : les informations du fichier n’ont pas pu être lues.
errors-cause-metadata-gone = Non signé : les informations du fichier ne peuvent plus être lues, car il a disparu ou changé.
errors-cause-no-origin = Non signé : il n’a pas de Content Credentials, son manifeste doit donc dire d’où il vient.
errors-cause-manifest = Non signé, à cause de la ligne { $line } du manifeste. { $words }
errors-cause-network-down = Pas de réseau : { $reason }.
errors-cause-network-was-down = Pas de réseau pendant plus de { $time } : { $reason }.
errors-cause-server-was-unavailable = Le serveur a été indisponible pendant plus de { $time } : { $reason }.
errors-cause-signing-interrupted = La signature a été interrompue ; elle a peut-être eu lieu.
errors-cause-record-lost = Le registre était endommagé : il ne reste de cet envoi qu’une clé d’objet possible.
errors-cause-details-unreadable = Les détails enregistrés sont illisibles.

errors-hint-too-many-open = Fermez d’autres programmes, ou augmentez la limite (ulimit -n 4096) et relancez celui-ci.
errors-hint-internal = Réessayez ; si cela se reproduit, merci de le signaler.
errors-hint-verify-again = Vérifiez à nouveau.
errors-hint-sign-again = Signez à nouveau.
errors-hint-try-again = Réessayez.
errors-hint-too-large-to-sign = Il peut tout de même être envoyé. Pour le signer, réduisez-le.
errors-hint-bucket-unknown = Saisissez le bucket d’envoi de votre organisation dans les réglages et envoyez à nouveau le fichier.
errors-hint-key-reused = Un envoi écraserait cet objet. Réessayez ; si cela persiste, contactez l’assistance de Que.
errors-hint-record-closed = Relancez le programme. Tout ce qui a été envoyé est consigné.
errors-hint-may-be-signed = Signez à nouveau si vous voulez en être sûr ; cela crée une autre copie signée.
errors-hint-identity-sign-without = Si le serveur ne peut pas ajouter d’identité vérifiée, signez sans.
errors-hint-identity-other-algorithm = Ce serveur signe avec { $algorithm }, que les identités ne peuvent pas utiliser. Signez sans identité.
errors-hint-identity-unknown-algorithm = Ce serveur ne dit pas avec quel algorithme il signe ; il est donc impossible de lui demander une identité. Signez sans.
errors-hint-credentials-unknown = Il est envoyé. Signez-le quand même si la copie signée peut les perdre.
errors-hint-metadata-unread = Signez à nouveau pour les relire, ou signez sans variables tirées du fichier.
errors-hint-metadata-gone = Signez sans variables tirées du fichier.
errors-hint-no-origin = Choisissez une origine et signez-le à nouveau.
errors-hint-manifest = Modifiez le manifeste et signez à nouveau.
errors-hint-server-unavailable = Réessayez plus tard ; si cela persiste, contactez l’assistance de Que.
errors-hint-network-down = Vérifiez la connexion à Internet et réessayez.
errors-hint-signing-interrupted = Signez à nouveau : s’il y a déjà une copie signée, le serveur en crée une autre.
errors-hint-record-lost = Vérifiez si l’objet existe, et sinon ajoutez à nouveau le fichier.
errors-hint-sign-unless-signed = Signez à nouveau, sauf s’il y a déjà une copie signée.
errors-hint-limited-not-said = Le serveur ne dit pas combien de temps, et cette exécution attend au plus { $longest } s. Réessayez plus tard, ou autorisez davantage avec { $option } SECONDS.
errors-hint-limited-seconds = Le serveur demande d’attendre { $asked } s en tout, et cette exécution attend au plus { $longest } s. Réessayez plus tard, ou autorisez davantage avec { $option } SECONDS.
errors-hint-limited-forever = Le serveur demande d’attendre plus de dix ans en tout, et cette exécution attend au plus { $longest } s. Réessayez plus tard, ou autorisez davantage avec { $option } SECONDS.

errors-outage-name-not-found = le nom du serveur est introuvable
errors-outage-proxy-blocks = le proxy bloque la connexion
errors-outage-no-answer = le serveur ne répond pas
errors-outage-not-reachable = le serveur est injoignable
errors-outage-web-page = une page web répond à la place de Que ; identifiez-vous sur ce réseau avec un navigateur
errors-outage-proxy-password = le proxy demande un nom d’utilisateur et un mot de passe (407)
errors-outage-proxy-password-of = le proxy { $proxy } demande un nom d’utilisateur et un mot de passe (407)
errors-outage-storage-name-not-found = le nom du stockage { $host } est introuvable
errors-outage-proxy-blocks-storage = le proxy bloque les connexions au stockage { $host }
errors-outage-storage-not-reachable = le stockage { $host } est injoignable
errors-outage-storage-no-answer = le stockage { $host } ne répond pas
errors-outage-not-trusted = le certificat de { $host } n’est pas digne de confiance
errors-outage-other-name = le certificat présenté pour { $host } est pour un autre nom
errors-outage-no-names = le certificat de { $host } n’a pas de Subject Alternative Name, obligatoire aujourd’hui
errors-outage-out-of-date = le certificat de { $host } n’est plus ou pas encore valide
errors-outage-not-secure = impossible d’établir une connexion sécurisée avec { $host }
errors-outage-nothing-sent = Rien n’est envoyé : { $reason }.

errors-remedy-not-trusted = Si ce réseau a une page de connexion, identifiez-vous dans un navigateur. Si votre entreprise gère ce serveur, indiquez le fichier de son autorité de certification dans les réglages du serveur (--ca-file sur la ligne de commande).
errors-remedy-other-name = Si ce réseau a une page de connexion, identifiez-vous dans un navigateur. Sinon, vérifiez l’adresse du serveur.
errors-remedy-no-names = Le propriétaire du serveur doit l’émettre à nouveau avec ce champ.
errors-remedy-out-of-date = Vérifiez la date et l’heure de cet ordinateur. Si elles sont correctes, le propriétaire du serveur doit le renouveler.
errors-remedy-not-secure = Si ce réseau a une page de connexion, identifiez-vous dans un navigateur. Sinon, vérifiez l’adresse du serveur et son port.

errors-store-disk-full = le disque est plein : le registre des envois n’a pas pu être écrit
errors-store-read-only = le registre des envois est en lecture seule
errors-store-locked = un autre programme a verrouillé le registre des envois
errors-store-newer-version = le registre des envois vient d’une version plus récente de Que Uploader (schéma { $found } ; cette version connaît { $known })
errors-store-corrupt = le registre des envois est endommagé : { $reason }
errors-store-foreign = { $path } est la base de données d’un autre programme
errors-store-foreign-file = { $path } est un fichier d’un autre programme et ne fait pas partie du registre des envois
errors-store-cannot-open = impossible d’ouvrir le registre des envois à { $path } : { $reason }
errors-store-gone = le registre des envois a été supprimé ou remplacé pendant son utilisation et n’a pas pu être rétabli : { $reason }
errors-store-disk = erreur du disque pendant l’utilisation du registre des envois : { $reason }
errors-store-missing = l’envoi { $number } n’est pas dans le registre
errors-store-key-reused = le serveur a déjà attribué la clé d’objet { $key } à { $name }
errors-store-broken-row = une entrée est illisible : { $reason }
errors-store-other = le registre des envois a refusé l’opération : { $reason }

errors-store-hint-disk-full = Libérez de l’espace sur le disque, puis réessayez.
errors-store-hint-read-only = Rendez le dossier de données accessible en écriture, ou indiquez-en un autre avec --data-dir.
errors-store-hint-locked = Fermez le programme qui l’a ouvert, puis réessayez.
errors-store-hint-newer-version = Utilisez la version plus récente, ou indiquez un autre dossier avec --data-dir.
errors-store-hint-corrupt = Relancez le programme. Il met de côté le fichier endommagé et récupère ce qu’il peut.
errors-store-hint-foreign = Elle n’a pas été touchée. Indiquez un autre dossier avec --data-dir.
errors-store-hint-foreign-file = Il n’a pas été touché. Déplacez-le, ou indiquez un autre dossier avec --data-dir.
errors-store-hint-cannot-open = Vérifiez que le dossier de données est accessible en lecture et en écriture, ou indiquez-en un autre avec --data-dir.
errors-store-hint-gone = Ne fermez pas le programme : il a encore tout. Rendez le dossier de données accessible en écriture, puis réessayez.
errors-store-hint-disk = Vérifiez le disque, puis réessayez.
errors-store-hint-key-reused = Contactez l’assistance de Que : un envoi écraserait cet objet.
errors-store-hint-other = Réessayez. Si cela se reproduit, merci de le signaler avec ce message.

errors-said-records-left-out = { $count ->
    [one] { $count } entrée d’envois antérieurs est illisible et n’apparaît pas.
   *[other] { $count } entrées d’envois antérieurs sont illisibles et n’apparaissent pas.
}
errors-said-not-exported = { $path } n’a pas pu être écrit : { $reason }.
errors-said-earlier-not-saved = Les Content Credentials antérieures n’ont pas pu être enregistrées à côté de { $name } : { $reason }.
errors-said-too-many-dragged = Trop de fichiers à la fois
errors-said-not-media-type = Ce n’est pas un type MIME
errors-said-settings-not-used = Ces réglages n’ont pas été appliqués
errors-said-not-signed-again = { $count ->
    [one] { $count } fichier non signé à nouveau : le manifeste d’une session antérieure est inconnu
   *[other] { $count } fichiers non signés à nouveau : le manifeste d’une session antérieure est inconnu
}
errors-said-earlier-not-kept-of = Les Content Credentials antérieures de { $name } n’ont pas été conservées sur cet ordinateur : { $reason }.
errors-said-earlier-not-kept = Les Content Credentials antérieures de { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
} n’ont pas été conservées sur cet ordinateur : { $reason }.
errors-said-earlier-not-deleted = Les Content Credentials antérieures de { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
} n’ont pas pu être supprimées du dossier de données.
errors-said-exported = { $count ->
    [one] { $count } entrée exportée
   *[other] { $count } entrées exportées
} dans { $path }.
errors-said-exported-left-out = { $count ->
    [one] { $count } entrée illisible n’y figure pas.
   *[other] { $count } entrées illisibles n’y figurent pas.
}
errors-said-forgotten = { $count ->
    [one] { $count } entrée supprimée
   *[other] { $count } entrées supprimées
}. Les objets restent dans le stockage.
errors-said-forgotten-kept = { $count ->
    [one] { $count } entrée est conservée : encore dans la file d’attente sans clé d’objet, ou en cours de signature.
   *[other] { $count } entrées sont conservées : encore dans la file d’attente sans clé d’objet, ou en cours de signature.
}
errors-said-forgotten-credentials = Les Content Credentials antérieures de { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
} ont aussi été supprimées.
errors-said-bulk-signed = Fichiers signés : { $done } sur { $all }.
errors-said-bulk-signed-with = Fichiers signés : { $done } sur { $all } ({ $parts }).
errors-said-bulk-verified = Fichiers vérifiés : { $done } sur { $all }.
errors-said-bulk-verified-with = Fichiers vérifiés : { $done } sur { $all } ({ $parts }).
errors-said-bulk-list = { $before }, { $next }
errors-said-bulk-failed = { $count ->
    [one] { $count } échec
   *[other] { $count } échecs
}
errors-said-bulk-left-out = { $count ->
    [one] { $count } ignoré
   *[other] { $count } ignorés
}
errors-said-bulk-no-object = { $count } sans objet à vérifier
errors-said-bulk-unreadable = { $count ->
    [one] { $count } illisible
   *[other] { $count } illisibles
}
errors-said-bulk-stopped = L’opération a été arrêtée.

errors-said-hint-records-left-out = Elles restent dans le dossier de données ; rien n’a été supprimé.
errors-said-hint-not-exported = Choisissez un autre dossier, ou libérez de l’espace sur le disque, et exportez à nouveau.
errors-said-hint-earlier-not-saved = Le fichier signé, lui, a été enregistré. Enregistrez la preuve pour les obtenir.
errors-said-hint-too-many-dragged = Faites glisser jusqu’à { $count } fichiers et 4 Go, ou utilisez « Enregistrer les fichiers signés… ».
errors-said-hint-not-media-type = Écrivez-le comme image/jpeg : deux mots séparés par une barre oblique.
errors-said-hint-settings-not-used = Modifiez ceci et appliquez à nouveau : { $reason }.
errors-said-hint-not-signed-again = Sélectionnez ces fichiers et choisissez « Signer… ».
errors-said-hint-earlier-not-kept = Elles se trouvent encore dans les originaux : ne les supprimez pas. Pour réessayer, enregistrez la preuve du fichier.
errors-said-hint-earlier-not-deleted = Que Uploader réessaiera à son prochain démarrage.

errors-setting-jobs = le nombre d’envois simultanés doit être de 1 à { $limit }, et non { $given }
errors-setting-stall-seconds = le délai d’inactivité doit être de 5 à 600 secondes, et non { $given }
errors-setting-zoom = le zoom doit être de 50 à 300 pour cent, et non { $given }
errors-setting-language = la langue doit être l’une des suivantes : { $known }, et non { $given } ; sans ce réglage, c’est celle du système
errors-setting-address = l’adresse du serveur doit commencer par https:// (ou http:// pour cet ordinateur), et non { $given }
errors-setting-bucket = { $given } n’est pas un nom de bucket : 3 à 63 minuscules, chiffres, points et traits d’union
errors-setting-profile-name = { $given } n’est pas un nom de profil : une ligne de { $limit } caractères au plus

errors-keyring-no-service = aucun service de trousseau ne répond sur ce système
errors-keyring-none = il n’y a pas de trousseau où enregistrer la clé
errors-keyring-locked = { $system ->
    [macos] le trousseau
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
} est verrouillé
errors-keyring-dismissed = { $system ->
    [macos] le trousseau
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
} a demandé son mot de passe et la fenêtre a été fermée
errors-keyring-timed-out = { $system ->
    [macos] le trousseau
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
} n’a pas répondu en { $time } s ; il demande peut-être son mot de passe
errors-keyring-not-a-key = ce que { $system ->
    [macos] le trousseau
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
} contient pour ce serveur n’est pas une clé
errors-keyring-several = { $system ->
    [macos] le trousseau
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
} contient plus d’une clé pour ce serveur
errors-keyring-failed = { $system ->
    [macos] le trousseau
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
} a échoué : { $reason }
errors-keyring-not-reached = Le trousseau est injoignable.
errors-keyring-hint-sign-in = Fermez puis rouvrez votre session, ou définissez QUE_API_KEY et indiquez son serveur avec --api-url.
errors-keyring-hint-no-service = Démarrez un trousseau comme GNOME Keyring, KWallet ou KeePassXC, ou définissez QUE_API_KEY et indiquez son serveur avec --api-url.
errors-keyring-hint-none = Créez un trousseau par défaut dans le programme de mots de passe du système, puis enregistrez à nouveau la clé.
errors-keyring-hint-locked = Déverrouillez { $system ->
    [macos] le trousseau
    [windows] le Gestionnaire d’identification
   *[other] le trousseau
}, puis réessayez.
errors-keyring-hint-timed-out = Répondez à la demande { $system ->
    [macos] du trousseau
    [windows] du Gestionnaire d’identification
   *[other] du trousseau
}, puis réessayez.
errors-keyring-hint-not-a-key = Supprimez la clé, puis saisissez-la à nouveau.
errors-keyring-hint-failed = Réessayez, ou utilisez la clé pour cette session seulement.

errors-with-detail = { $words } ({ $detail })
errors-list-not-updated = { $list } : non actualisée, { $reason }.
errors-list-not-given-by-server = { $list } : non actualisée. { $words }
errors-list-no-list = { $list } : { $file } n’est pas une liste : { $reason }.
errors-list-not-saved = { $list } : enregistrement impossible ({ $reason }).
errors-list-saving-stopped = { $list } : non enregistrée, erreur interne ({ $reason }).
errors-list-not-added = « { $name } » n’a pas été ajoutée : { $reason }.
errors-list-file-not-added = { $file } n’a pas été ajouté : { $reason }.
errors-list-not-removed = { $list } : suppression impossible ({ $reason }).
errors-list-no-key = { $list } : non actualisée, il n’y a pas de clé API.
errors-list-no-folder = Les listes n’ont pas été modifiées : il n’y a pas de dossier de données.
errors-list-stopped = Erreur interne : cette étape a été interrompue ({ $reason }).
errors-list-unreadable = elle n’a pas pu être lue : { $reason }
errors-list-changed = elle ne correspond pas à ce qui a été enregistré
errors-list-too-many-of-kind = il y en a plus de { $count } de ce type
errors-list-needs-name = il lui faut un nom
errors-list-bad-name = son nom doit tenir sur une ligne de { $count } caractères au plus
errors-list-name-taken = une liste porte déjà ce nom
errors-list-too-many = vous avez déjà { $count } listes personnelles
errors-list-saving-failed = elle n’a pas pu être enregistrée : { $reason }
errors-list-no-certificates = elle ne contient aucun certificat (-----BEGIN CERTIFICATE-----)
errors-list-damaged-certificate = le certificat { $number } qu’elle contient est endommagé
errors-list-other-form = elle contient des certificats sous une autre forme ({ $form }). Enregistrez-les comme certificats PEM
errors-list-private-key = elle contient une clé privée, que personne d’autre ne devrait avoir
errors-list-no-hashes = elle ne contient aucune empreinte
errors-list-no-uses = elle ne contient aucun identifiant d’objet (OID)
errors-list-too-long = elle contient plus d’entrées que toute liste connue
errors-list-no-room = ensemble, les listes de confiance dépasseraient 6 Mo
errors-publisher-lacks = { $host } n’a pas { $file } ({ $status })
errors-publisher-refused = { $host } refuse de fournir { $file } ({ $status })
errors-publisher-proxy-password = le proxy devant { $host } demande un nom d’utilisateur et un mot de passe ({ $status })
errors-publisher-too-fast = { $host } a reçu trop de requêtes ({ $status })
errors-publisher-status = { $host } n’a pas pu fournir { $file } ({ $status })
errors-publisher-other = { $host } a répondu autre chose que { $file }
errors-publisher-moved = { $host } a redirigé la demande de { $file } vers { $to }
errors-publisher-moved-somewhere = { $host } a redirigé la demande de { $file } vers une autre adresse
errors-publisher-dns = { $host } est introuvable
errors-publisher-connect = { $host } est injoignable
errors-publisher-tls = { $host } est injoignable par une connexion sécurisée
errors-publisher-proxy = { $host } est injoignable par le proxy
errors-publisher-timeout = { $host } a mis trop de temps à répondre
errors-publisher-reset = { $host } a fermé la connexion
errors-publisher-protocol = { $host } a répondu autre chose que du HTTP
errors-list-copy-kept = La copie présente sur cet ordinateur est conservée.
errors-list-hint-connection = Vérifiez la connexion internet, et qu’un pare-feu ne bloque pas ce serveur.
errors-list-hint-sign-in = Réessayez plus tard. Sur un réseau public, identifiez-vous d’abord.
errors-list-hint-moved = L’éditeur l’a peut-être déplacée. Réessayez plus tard, ou cherchez une version plus récente de ce programme.
errors-list-hint-moved-or-network = L’éditeur l’a peut-être déplacée. Sur un réseau public, identifiez-vous d’abord. Sinon, cherchez une version plus récente de ce programme.
errors-list-hint-minutes = Réessayez dans quelques minutes.
errors-list-hint-later = Réessayez plus tard.
errors-list-hint-certificate = Si votre réseau inspecte les connexions, indiquez son certificat : --ca-file, ou le certificat supplémentaire dans les réglages.
errors-list-hint-proxy = Vérifiez le proxy dans HTTPS_PROXY.
errors-list-hint-larger = Elle est plus grande que toute liste connue. Adressez-vous à son éditeur.
errors-list-hint-permission = Autorisez ce programme à écrire dans { $folder }.
errors-list-hint-space = Libérez de l’espace disque.
errors-list-hint-folder = Vérifiez le dossier { $folder }.
errors-list-hint-name = Choisissez un autre nom.
errors-list-hint-too-many = Retirez-en une que vous n’utilisez plus.
errors-list-hint-private-key = Ne partagez jamais ce fichier. Choisissez-en un qui ne contient que des certificats.
errors-list-hint-certificates = Choisissez un fichier PEM avec des certificats (-----BEGIN CERTIFICATE-----).
errors-list-hint-large-file = Choisissez un fichier qui ne contient que les certificats nécessaires.
errors-list-hint-file = Vérifiez { $file }.
errors-list-hint-key = Saisissez la clé dans les réglages.
errors-list-hint-data-folder = Lancez le programme avec --data-dir et un dossier dans lequel il peut écrire.
errors-outage-waiting-server = En attente du serveur : { $reason }
errors-outage-waiting-network = En attente du réseau : { $reason }
errors-drag-too-long = Le téléchargement des fichiers signés a pris trop de temps
errors-drag-no-file = { $path } n’est plus un fichier
errors-drag-not-dragged = Impossible de faire glisser { $name } : { $reason }
errors-drag-no-downloads = Ce serveur ne propose pas de téléchargement : les fichiers signés ne peuvent pas être glissés
errors-drag-not-copied = Les fichiers signés n’ont pas pu être copiés dans un dossier temporaire : { $reason }
errors-drag-hint-too-long = Vérifiez la connexion, ou faites glisser moins de fichiers.
errors-drag-hint-original = Il n’est pas signé : seul l’original pourrait être glissé. Vérifiez qu’il est toujours là.
errors-drag-hint-no-downloads = Copiez plutôt les clés d’objet et récupérez les fichiers dans votre stockage.
errors-drag-hint-not-copied = Libérez de l’espace disque, puis recommencez.
errors-read-no-longer-here = le fichier n’est plus là
errors-read-not-readable = le fichier ne peut pas être lu ({ $reason })
errors-read-store-unreadable = le magasin de manifestes { $name } à côté est illisible
errors-read-cannot-be-read = le fichier ne peut pas être lu
errors-read-not-a-file = ce n’est pas un fichier
errors-read-changed = le fichier a changé
errors-read-changed-since-upload = le fichier présent ici a changé depuis son envoi
errors-read-not-of-its-type = il ne peut pas être lu comme un fichier de son type
errors-read-type-not-inspected = les fichiers de ce type ne peuvent pas être examinés ici
errors-read-type-not-read = les fichiers de ce type ne peuvent pas être lus ici
errors-read-no-inspection = cette version du programme ne peut pas examiner de fichiers
errors-read-no-reading = cette version du programme ne lit pas de fichiers
errors-read-too-long = il n’a pas pu être lu en { $time }
errors-read-too-much-memory = il n’a pas pu être lu avec { $size } de mémoire
errors-read-too-deep = son imbrication est trop profonde pour être lue
errors-read-killed = la partie du programme qui le lisait a été arrêtée par le signal { $number }
errors-read-killed-damaged = la partie du programme qui le lisait a été arrêtée par le signal { $number } : le fichier est endommagé, ou conçu pour perturber les programmes
errors-read-killed-by-system = la partie du programme qui le lisait a été arrêtée par le signal { $number }, par le système (la mémoire manque peut-être) ou par quelqu’un
errors-read-broken = sa lecture a échoué : il est endommagé, ou conçu pour perturber les programmes
errors-read-failed = sa lecture a échoué
errors-read-not-started = il n’a pas pu être lu : un processus auxiliaire n’a pas pu démarrer ({ $reason })
errors-read-closing = il n’a pas été lu : le programme se ferme
errors-read-stopped = erreur interne : la lecture de ce fichier a été interrompue. Contrôlez-le de nouveau
errors-read-skipped = non lu : { $reason }
errors-read-skipped-unreadable = illisible
errors-read-skipped-other-host = sur un autre ordinateur
errors-read-skipped-other-scheme = pas une adresse de fichier
errors-read-found = le fichier a été trouvé, mais { $reason }
errors-read-copied = la copie du serveur a été téléchargée, mais { $reason }
errors-read-both = { $first }, et { $second }
errors-read-no-credentials = il ne contient aucune Content Credentials
errors-read-elsewhere = ses Content Credentials sont stockées ailleurs et ne sont pas téléchargées
errors-read-copy-not-made = une copie n’a pas pu être créée ({ $reason })
errors-read-other-copy = la copie du serveur n’est pas ce qui a été envoyé
errors-read-other-file = la copie du serveur n’est pas le fichier qui a été envoyé
errors-read-no-record = le registre des envois ne peut pas être lu
errors-read-no-bucket = le bucket de l’objet n’est pas connu
errors-read-not-asked = l’objet ne peut pas être demandé au serveur
errors-read-not-provided = le serveur ne fournit pas l’objet ({ $reason })
errors-read-larger = l’objet est plus grand que prévu et n’a donc pas été téléchargé
errors-read-not-downloaded = l’objet n’a pas pu être téléchargé ({ $reason })
errors-read-download-too-long = le téléchargement de l’objet a pris trop de temps
errors-read-ending = le programme se termine
errors-read-server-changed = le serveur a été changé entre-temps
errors-proxy-unreachable = Le proxy est injoignable.
errors-proxy-unreachable-of = Le proxy { $proxy } est injoignable.
errors-proxy-blocks = Le proxy ne laisse pas passer la connexion.
errors-proxy-blocks-of = Le proxy { $proxy } ne laisse pas passer la connexion.
