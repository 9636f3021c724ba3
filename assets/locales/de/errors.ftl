errors-sentence = { $words }.
errors-two-sentences = { $first } { $second }
errors-status = { $what } ({ $status })
errors-status-code = { $what } ({ $status } { $code })
errors-said = { $what }: { $message }

errors-step-setup = Einrichten der Verbindung
errors-step-health = Prüfen des Servers
errors-step-presign = Anfordern einer Upload-URL
errors-step-upload = Hochladen
errors-step-sign = Signieren
errors-step-verify = Verifizieren
errors-step-trust-list = Abrufen der Vertrauensliste
errors-step-presign-download = Anfordern einer Download-URL
errors-step-download = Herunterladen

errors-refusal-proxy-password = der Proxy verlangt einen Benutzernamen und ein Passwort
errors-refusal-request = Que akzeptiert die Anfrage nicht
errors-refusal-api-key = Que akzeptiert den API-Schlüssel nicht
errors-refusal-not-permitted = der API-Schlüssel erlaubt das nicht ({ $step })
errors-refusal-no-downloads = dieser Que-Server bietet keine Download-URLs an
errors-refusal-not-found = Que konnte das Objekt oder den Aufruf nicht finden ({ $step })
errors-refusal-asset-too-large = die Datei ist zu groß für Que
errors-refusal-unreadable = Que konnte die Content Credentials dieser Datei nicht lesen
errors-refusal-not-processed = Que konnte diese Datei oder das Manifest nicht verarbeiten
errors-refusal-too-fast = Que bittet um weniger Anfragen
errors-refusal-error-as-success = Que meldete einen Fehler mit einem Erfolgsstatus ({ $step })
errors-refusal-not-supported = dieser Que-Server unterstützt das noch nicht
errors-refusal-version-not-supported = dieser Que-Server unterstützt Anfragen dieser Art nicht
errors-refusal-server-full = Que hat keinen Speicherplatz mehr
errors-refusal-unavailable = Que ist zurzeit nicht verfügbar
errors-refusal-server-error = interner Fehler bei Que ({ $step })
errors-refusal-other = Que hat abgelehnt ({ $step })
errors-refusal-url-expired = die Upload-URL ist abgelaufen
errors-refusal-url-signature = der Speicher akzeptiert die Signatur der URL nicht
errors-refusal-clocks = die Uhren von Que und seinem Speicher stimmen nicht überein
errors-refusal-file-too-large = die Datei ist zu groß für den Speicher
errors-refusal-no-such-key = im Speicher gibt es dieses Objekt nicht
errors-refusal-no-such-bucket = im Speicher gibt es diesen Bucket nicht
errors-refusal-waited-too-long = der Speicher hat zu lange auf Daten gewartet
errors-refusal-storage-too-fast = der Speicher bittet um weniger Anfragen
errors-refusal-bucket-elsewhere = der Bucket hat eine andere Adresse als die URL
errors-refusal-not-stored = der Speicher meldete einen Fehler, die Datei ist also nicht gespeichert
errors-refusal-error-for-file = der Speicher schickte statt der Datei einen Fehler
errors-refusal-url-refused = der Speicher hat die URL abgelehnt
errors-refusal-storage-not-supported = der Speicher unterstützt das nicht
errors-refusal-storage-full = der Speicher ist voll
errors-refusal-no-such-address = der Speicher konnte diese Adresse nicht finden
errors-refusal-no-such-object = der Speicher konnte das Objekt nicht finden
errors-refusal-storage-error = interner Fehler im Speicher ({ $step })
errors-refusal-storage-refused = der Speicher hat abgelehnt ({ $step })

errors-transport-dns = der Name des Servers wurde nicht gefunden ({ $step })
errors-transport-connect = der Server ist nicht erreichbar ({ $step })
errors-transport-tls = es kam keine sichere Verbindung zum Server zustande ({ $step })
errors-transport-proxy = der Proxy hat die Verbindung nicht hergestellt ({ $step })
errors-transport-reset = die Verbindung ist abgebrochen ({ $step })
errors-transport-timeout = keine rechtzeitige Antwort ({ $step })
errors-transport-stalled = zu lange wurden keine Daten übertragen ({ $step })
errors-transport-response-lost = alle Bytes wurden gesendet, aber die Antwort ging verloren: Die Datei ist möglicherweise gespeichert
errors-transport-protocol = die Antwort des Servers war kein HTTP ({ $step })

errors-response-web-page = die Antwort war eine Webseite ({ $status }, { $step })
errors-response-empty = die Antwort war leer ({ $status }, { $step })
errors-response-not-json = die Antwort war kein JSON ({ $status }, { $step })
errors-response-unexpected-json = in der Antwort fehlen erwartete Felder ({ $status }, { $step })
errors-response-too-large = die Antwort war größer als { $limit } Bytes ({ $status }, { $step })
errors-response-too-many-values = die Antwort hatte mehr als { $limit } Werte ({ $status }, { $step })
errors-response-invalid-value = die Antwort ist nicht verwendbar: { $reason } ({ $status }, { $step })
errors-response-status = die Antwort hat einen unerwarteten Status ({ $status }, { $step })
errors-response-checksum = die empfangenen Bytes weichen vom gespeicherten Objekt ab ({ $status }, { $step })
errors-response-unknown-length = die Antwort nennt keine Länge und ist vielleicht unvollständig ({ $status }, { $step })
errors-response-premature = der Server meldete Erfolg, bevor alle Bytes gesendet waren ({ $status }, { $step })
errors-response-unconfirmed = die Antwort bestätigt nicht, dass die Datei gespeichert ist ({ $status }, { $step }): { $message }
errors-redirected = der Server hat auf { $host } umgeleitet ({ $status }, { $step })
errors-redirected-somewhere = der Server hat auf einen unbekannten Host umgeleitet ({ $status }, { $step })

errors-file-gone = die Datei gibt es nicht mehr
errors-file-forbidden = keine Berechtigung, die Datei zu lesen
errors-file-opening-timed-out = das Öffnen der Datei dauerte zu lange
errors-file-too-many-open = auf diesem Computer sind zu viele Dateien geöffnet
errors-file-not-opened = die Datei lässt sich nicht öffnen
errors-file-reading-timed-out = das Lesen der Datei dauerte zu lange
errors-file-not-read = die Datei lässt sich nicht vollständig lesen
errors-file-disk-full = die Festplatte ist voll
errors-file-not-written = der Download lässt sich nicht speichern
errors-file-shrank = die Datei wurde beim Lesen kleiner; nichts wurde gespeichert
errors-file-grew = die Datei wurde beim Lesen größer; nichts wurde gespeichert
errors-file-modified = die Datei wurde beim Lesen geändert; nichts wurde gespeichert
errors-file-vanished = die Datei verschwand beim Lesen; nichts wurde gespeichert
errors-content-mismatch = das gespeicherte Objekt weicht von den gesendeten Bytes ab
errors-already-exists = eine Datei mit diesem Namen gibt es schon
errors-too-large-for-upload = die Datei ist zu groß für einen Upload: { $bytes } Bytes, erlaubt sind { $limit }
errors-canceled = abgebrochen

errors-insecure-url = die Adresse von { $host } beginnt mit http://; andere im Netz können mitlesen
errors-forbidden-loopback = der Server verweist auf diesen Computer ({ $host }), was nur ein Server auf diesem Computer darf
errors-forbidden-link-local = der Server verweist auf eine Link-Local-Adresse ({ $host }), an der kein Speicher sein kann
errors-forbidden-not-loopback = der Name { $host } ist für diesen Computer reserviert, führt aber zu einem anderen
errors-invalid-url = die Adresse ist nicht verwendbar: { $reason }
errors-url-empty = sie ist leer
errors-url-not-https = sie beginnt nicht mit https:// oder ist keine URL
errors-url-no-path = es lässt sich kein Pfad anhängen
errors-url-host = ihr Host ist ungültig
errors-url-scheme = die URL ist weder https:// noch http://
errors-url-no-host = die URL hat keinen Host
errors-url-credentials = die URL enthält einen Benutzernamen oder ein Passwort
errors-url-too-long = die URL ist länger, als ein Speicher sie annimmt
errors-url-upload-url = die Upload-URL des Servers ist keine URL
errors-url-upload-url-scheme = die Upload-URL des Servers ist weder https:// noch http://
errors-url-upload-url-too-long = die Upload-URL des Servers ist länger, als ein Speicher sie annimmt
errors-url-download-url = die Download-URL des Servers ist keine URL
errors-url-target = an die URL des Speichers lässt sich keine Anfrage senden
errors-url-key-empty = der Objektschlüssel ist leer
errors-url-key-too-long = der Objektschlüssel ist länger als 1.024 Bytes, was kein Speicher annimmt
errors-url-key-with-nul = der Objektschlüssel enthält ein NUL-Zeichen
errors-url-signed-uri-too-long = die Adresse der signierten Kopie ist länger, als eine Objektadresse sein kann
errors-url-signed-uri-with-nul = die Adresse der signierten Kopie enthält ein NUL-Zeichen

errors-setup = eine sichere Verbindung ließ sich nicht einrichten: { $reason }
errors-setup-trust-store = die Zertifikate des Systems sind nicht verwendbar
errors-setup-no-tls = keine TLS-Version ist verfügbar
errors-setup-http-client = der HTTP-Client lässt sich nicht einrichten
errors-setup-user-agent = der User-Agent ist kein gültiger Header-Wert
errors-setup-content-type = der Content-Type ist kein gültiger Header-Wert
errors-setup-api-key = der API-Schlüssel ist kein gültiger Header-Wert
errors-setup-key-for-public-file = eine öffentliche Datei wird ohne Schlüssel abgerufen
errors-setup-certificates-out-of-date = das Zertifikat in der Datei mit zusätzlichen Zertifikaten ist abgelaufen oder nach der Uhr dieses Computers noch nicht gültig
errors-setup-certificates-empty = die Datei mit zusätzlichen Zertifikaten ist leer
errors-setup-certificates-binary = die Datei mit zusätzlichen Zertifikaten ist binär (DER) statt PEM. Wandeln Sie sie um: openssl x509 -inform der -in FILE -out FILE.pem
errors-setup-certificates-with-key = die Datei mit zusätzlichen Zertifikaten enthält einen privaten Schlüssel, den nur der Server haben soll. Verwenden Sie eine Datei nur mit dem Zertifikat
errors-setup-certificates-not-text = die Datei mit zusätzlichen Zertifikaten ist kein UTF-8-Text. Speichern Sie sie als UTF-8, oder verwenden Sie eine andere
errors-setup-certificates-not-utf16 = die Datei mit zusätzlichen Zertifikaten beginnt wie UTF-16-Text, ist aber etwas anderes: Speichern Sie sie als UTF-8
errors-setup-certificates-damaged = die Datei mit zusätzlichen Zertifikaten enthält ein beschädigtes Zertifikat
errors-setup-no-certificates = die Datei mit zusätzlichen Zertifikaten enthält kein Zertifikat (-----BEGIN CERTIFICATE-----)
errors-setup-certificates-missing = unter diesem Pfad gibt es keine Datei mit zusätzlichen Zertifikaten
errors-setup-certificates-not-a-file = die Datei mit zusätzlichen Zertifikaten ist keine Datei, sondern ein Ordner, eine Pipe oder ein Gerät: Speichern Sie die Zertifikate als Datei
errors-setup-certificates-too-large = die Datei mit zusätzlichen Zertifikaten ist größer als 4 MiB: Es ist eine andere Datei
errors-setup-certificates-forbidden = dieses Benutzerkonto darf die Datei mit zusätzlichen Zertifikaten nicht lesen
errors-setup-certificates-no-descriptor = die Datei mit zusätzlichen Zertifikaten lässt sich nicht öffnen: Auf diesem Computer sind zu viele Dateien geöffnet
errors-setup-certificates-unreadable = die Datei mit zusätzlichen Zertifikaten lässt sich nicht lesen

errors-invalid-key = der API-Schlüssel ist nicht verwendbar: { $reason }
errors-key-empty = der Schlüssel ist leer
errors-key-too-long = der Schlüssel ist zu lang: Ein Schlüssel hat höchstens { $limit } Zeichen
errors-key-lines = der Schlüssel enthält einen Zeilenumbruch
errors-key-character = der Schlüssel enthält ein Zeichen, das in keinem Schlüssel vorkommt (ein Leerzeichen, ein Steuerzeichen oder einen Buchstaben außerhalb von ASCII)

errors-advice-proxy-password = Tragen Sie beides in HTTPS_PROXY ein, wie in http://user:password@proxy:port, und starten Sie das Programm neu.
errors-advice-check-proxy = Prüfen Sie den Proxy in den Systemeinstellungen oder in HTTPS_PROXY.
errors-advice-close-files = Schließen Sie andere Programme, oder erhöhen Sie das Limit offener Dateien (ulimit -n) und starten Sie dieses neu.
errors-advice-sign-in-to-network = Öffnen Sie einen Browser und melden Sie sich in diesem Netz an.
errors-advice-sign-in-or-check-address = Vielleicht hat ein Proxy oder die Anmeldeseite des Netzes geantwortet. Sehen Sie in einem Browser nach, oder prüfen Sie die Serveradresse.
errors-advice-check-connection-and-address = Prüfen Sie die Internetverbindung und die Serveradresse.
errors-advice-check-firewall = Prüfen Sie die Internetverbindung. Vielleicht blockiert eine Firewall die Verbindung.
errors-advice-check-clock-or-proxy = Vielleicht geht die Uhr dieses Computers falsch, oder ein Proxy liest mit: Fügen Sie sein Zertifikat in den Einstellungen hinzu.
errors-advice-check-connection = Prüfen Sie die Internetverbindung. Kommt das öfter vor, versuchen Sie es später erneut.
errors-advice-may-be-stored = Vielleicht ist die Datei doch gespeichert. Prüfen Sie die Internetverbindung. Kommt das öfter vor, laden Sie die Datei später noch einmal hoch.
errors-advice-check-names = Prüfen Sie, wie dieser Computer Namen auflöst, oder verwenden Sie 127.0.0.1.
errors-advice-enter-redirect = Geben Sie die Adresse ein, auf die der Server umleitet, wenn Sie ihr vertrauen.
errors-advice-use-https = Verwenden Sie eine https://-Adresse, oder erlauben Sie http:// in den Einstellungen, wenn Sie dem Netz vertrauen.
errors-advice-enter-address = Geben Sie die Serveradresse ein wie https://dev-api.addque.org.
errors-advice-check-certificates = Prüfen Sie die Datei mit zusätzlichen Zertifikaten (--ca-file oder die Einstellungen des Servers) und die Zertifikate dieses Systems.
errors-advice-check-whole-key = Prüfen Sie, ob Sie den ganzen Schlüssel eingefügt haben.
errors-advice-enter-key = Geben Sie den API-Schlüssel noch einmal ein. Bis dahin wird nichts mehr gesendet.
errors-advice-ask-key-owner = Bitten Sie den Inhaber des Schlüssels um die Berechtigung.
errors-advice-check-address = Prüfen Sie die Serveradresse und die Einstellungen.
errors-advice-check-address-and-port = Prüfen Sie die Serveradresse und den Port.
errors-advice-check-address-and-key = Prüfen Sie die Serveradresse, den Bucket und den Objektschlüssel.
errors-advice-check-bucket-and-key = Prüfen Sie den Bucket und den Objektschlüssel.
errors-advice-wait-for-writer = Warten Sie, bis das Programm, das die Datei schreibt, fertig ist, und laden Sie sie dann noch einmal hoch.
errors-advice-upload-again = Laden Sie sie noch einmal hoch. Passiert das bei jeder Datei, ist das ETag des Speichers kein MD5: Schalten Sie den Vergleich in den Einstellungen aus.
errors-advice-choose-name = Wählen Sie einen anderen Namen, oder erlauben Sie das Ersetzen der Datei.
errors-advice-make-smaller = Verkleinern oder teilen Sie die Datei.
errors-advice-choose-folder = Wählen Sie einen anderen Ordner, oder schaffen Sie Platz.
errors-advice-add-again = Fügen Sie die Datei von ihrem neuen Ort noch einmal hinzu.
errors-advice-allow-reading = Geben Sie diesem Benutzerkonto das Recht, die Datei zu lesen.
errors-advice-check-drive = Das Laufwerk oder der Netzwerkordner antwortet nicht. Prüfen Sie, ob es verbunden ist.
errors-advice-check-file = Prüfen Sie, ob ein anderes Programm die Datei öffnen kann.
errors-advice-check-format = Prüfen Sie, ob sich das Format signieren lässt und ob das Manifest zur Datei passt.
errors-advice-check-file-type = Prüfen Sie, ob die Datei das ist, was ihr Name sagt. Die Meldung des Servers nennt, was er nicht lesen konnte.
errors-advice-verify-smaller = Verifizieren Sie eine kleinere Datei, oder bitten Sie den Administrator des Servers um ein höheres Limit.
errors-advice-use-storage-tools = Laden Sie die signierte Datei mit Ihren eigenen Werkzeugen über ihre S3-Adresse herunter.
errors-advice-correct-manifest = Das Manifest ist nicht so, wie Que es erwartet. Korrigieren Sie es und signieren Sie erneut.
errors-advice-correct-request = Korrigieren Sie, was der Server nennt, und versuchen Sie es erneut.
errors-advice-choose-mode = Wählen Sie einen anderen Modus.
errors-advice-start-again = Starten Sie den Vorgang noch einmal, wenn Sie so weit sind.
errors-advice-later-or-higher-limit = Kommt das öfter vor, versuchen Sie es später erneut, oder bitten Sie den Support von Que um ein höheres Limit.
errors-advice-later-or-support = Kommt das öfter vor, versuchen Sie es später erneut, oder wenden Sie sich an den Support von Que.
errors-advice-later = Kommt das öfter vor, versuchen Sie es später erneut.
errors-advice-again-or-support = Versuchen Sie es erneut. Kommt das öfter vor, wenden Sie sich an den Support von Que.
errors-advice-again-or-details = Versuchen Sie es erneut. Kommt das öfter vor, zeigen Sie dem Support von Que die Details.
errors-advice-again-or-network = Versuchen Sie es erneut. Kommt das öfter vor, verändert etwas im Netz die Downloads.
errors-advice-new-url = Versuchen Sie es erneut: Jeder Versuch verwendet eine neue URL. Kommt das öfter vor, prüfen Sie die Uhr dieses Computers.
errors-advice-content-type-differs = Versuchen Sie es erneut. Kommt das öfter vor, signiert der Server einen anderen Content-Type, als die Datei hat.
errors-advice-server-clock = Die Uhr des Que-Servers geht falsch. Wenden Sie sich an den Support von Que.
errors-advice-wrong-region = Wenden Sie sich an den Support von Que: Die URLs des Servers gehören zu einer anderen Region als der Bucket.
errors-advice-storage-unsupported = Wenden Sie sich an den Support von Que: Ein neuer Versuch hilft nicht.
errors-advice-storage-full = Bitten Sie den Support von Que, Platz zu schaffen, und versuchen Sie es dann erneut.
errors-advice-server-unsupported = Wenden Sie sich an den Administrator dieses Que-Servers: Ein neuer Versuch hilft nicht.
errors-advice-server-full = Bitten Sie den Administrator dieses Que-Servers, Platz zu schaffen, und versuchen Sie es dann erneut.
errors-advice-server-unusable = Wenden Sie sich an den Administrator dieses Que-Servers: Kein Client kann diese Antwort verwenden.
errors-advice-server-newer = Prüfen Sie die Serveradresse. Ist sie richtig, ist der Server neuer als dieses Programm.
errors-advice-storage-on-this-computer = Wenden Sie sich an den Administrator des Servers. Läuft sein Speicher wirklich auf diesem Computer, erlauben Sie http:// für diesen Server: in seinen Einstellungen oder mit --allow-insecure-http.
errors-advice-storage-link-local = Wenden Sie sich an den Administrator des Servers: Sein Speicher braucht eine Adresse, die von außen erreichbar ist.

errors-cause-proxy-password = Der Proxy verlangt einen Benutzernamen und ein Passwort (407).
errors-cause-proxy-password-of = Der Proxy { $proxy } verlangt einen Benutzernamen und ein Passwort (407).
errors-cause-too-many-open = Dieser Computer erlaubt keine weiteren offenen Dateien und Verbindungen.
errors-cause-too-many-open-limit = Dieser Computer erlaubt dem Programm höchstens { $limit } offene Dateien und Verbindungen.
errors-cause-internal = Interner Fehler: Dieser Schritt wurde abgebrochen.
errors-cause-not-verified-switched = Nicht verifiziert: Der Server wurde vorher gewechselt.
errors-cause-not-signed-switched = Nicht signiert: Der Server wurde vorher gewechselt.
errors-cause-too-large-to-sign = Die Datei ist größer als 1 GB und lässt sich nicht signieren.
errors-cause-too-large-to-verify = Die Datei ist größer als 1 GB und lässt sich nicht verifizieren.
errors-cause-bucket-unknown = Der Bucket dieses Objekts ist nicht bekannt.
errors-cause-key-reused = Que hat für diese Datei einen Objektschlüssel vergeben, den es schon für { $name } vergeben hatte: { $key }. Nichts wurde gesendet.
errors-cause-record-closed = Die Upload-Datenbank ist geschlossen.
errors-cause-stored-not-recorded = Die Datei ist unter { $key } gespeichert, aber das ließ sich nicht festhalten. { $why }
errors-cause-signed-not-recorded = Signiert als { $uri }, aber das ließ sich nicht festhalten. { $why }
errors-cause-signed-somewhere-not-recorded = Signiert unter einer Adresse, die der Server nicht genannt hat, aber das ließ sich nicht festhalten. { $why }
errors-cause-may-be-signed = { $why } Vielleicht wurde die Datei trotzdem signiert.
errors-cause-credentials-unknown = Nicht signiert: Es ließ sich nicht feststellen, ob die Datei Content Credentials hat. { $reason }
errors-cause-metadata-timed-out = Nicht signiert: Die Angaben in der Datei ließen sich nicht rechtzeitig lesen.
errors-cause-metadata-failed = Nicht signiert: Die Angaben in der Datei ließen sich nicht lesen.
errors-cause-metadata-gone = Nicht signiert: Die Angaben in der Datei lassen sich nicht mehr lesen; die Datei ist weg oder wurde geändert.
errors-cause-no-origin = Nicht signiert: Die Datei hat keine Content Credentials, daher muss das Manifest sagen, woher sie stammt.
errors-cause-manifest = Nicht signiert, wegen Zeile { $line } des Manifests. { $words }
errors-cause-network-down = Keine Verbindung: { $reason }.
errors-cause-network-was-down = Länger als { $time } keine Verbindung: { $reason }.
errors-cause-server-was-unavailable = Der Server war länger als { $time } nicht verfügbar: { $reason }.
errors-cause-signing-interrupted = Das Signieren wurde unterbrochen; vielleicht ist es geschehen.
errors-cause-record-lost = Die Upload-Datenbank war beschädigt: Von diesem Upload ist nur ein möglicher Objektschlüssel übrig.
errors-cause-details-unreadable = Die gespeicherten Details lassen sich nicht lesen.

errors-hint-too-many-open = Schließen Sie andere Programme, oder erhöhen Sie das Limit (ulimit -n 4096) und starten Sie dieses neu.
errors-hint-internal = Versuchen Sie es erneut; passiert es wieder, melden Sie es bitte.
errors-hint-verify-again = Verifizieren Sie erneut.
errors-hint-sign-again = Signieren Sie erneut.
errors-hint-try-again = Versuchen Sie es erneut.
errors-hint-too-large-to-sign = Hochladen lässt sie sich trotzdem. Zum Signieren verkleinern Sie sie.
errors-hint-bucket-unknown = Geben Sie in den Einstellungen den Upload-Bucket Ihrer Organisation ein und laden Sie die Datei noch einmal hoch.
errors-hint-key-reused = Ein Upload würde jenes Objekt überschreiben. Versuchen Sie es erneut; bleibt es dabei, wenden Sie sich an den Support von Que.
errors-hint-record-closed = Starten Sie das Programm neu. Alles bisher Hochgeladene ist festgehalten.
errors-hint-may-be-signed = Signieren Sie noch einmal, wenn Sie sichergehen wollen; dabei entsteht eine weitere signierte Kopie.
errors-hint-identity-sign-without = Wenn der Server keine verifizierte Identität hinzufügen kann, signieren Sie ohne.
errors-hint-identity-other-algorithm = Dieser Server signiert mit { $algorithm }, was Identitäten nicht verwenden können. Signieren Sie ohne Identität.
errors-hint-identity-unknown-algorithm = Dieser Server sagt nicht, mit welchem Algorithmus er signiert, daher lässt sich keine Identität anfordern. Signieren Sie ohne.
errors-hint-credentials-unknown = Die Datei ist hochgeladen. Signieren Sie sie trotzdem, wenn die signierte Kopie sie verlieren darf.
errors-hint-metadata-unread = Signieren Sie erneut, um sie noch einmal zu lesen, oder signieren Sie ohne Platzhalter für Angaben der Datei.
errors-hint-metadata-gone = Signieren Sie ohne Platzhalter für Angaben der Datei.
errors-hint-no-origin = Wählen Sie einen Ursprung und signieren Sie noch einmal.
errors-hint-manifest = Ändern Sie das Manifest und signieren Sie erneut.
errors-hint-server-unavailable = Versuchen Sie es später erneut; bleibt es dabei, wenden Sie sich an den Support von Que.
errors-hint-network-down = Prüfen Sie die Internetverbindung und versuchen Sie es erneut.
errors-hint-signing-interrupted = Signieren Sie noch einmal: Gibt es schon eine signierte Kopie, macht der Server eine weitere.
errors-hint-record-lost = Prüfen Sie, ob es das Objekt gibt, und fügen Sie die Datei sonst noch einmal hinzu.
errors-hint-sign-unless-signed = Signieren Sie erneut, sofern es noch keine signierte Kopie gibt.
errors-hint-limited-not-said = Der Server sagt nicht, wie lange, und dieser Lauf wartet höchstens { $longest } s. Versuchen Sie es später erneut, oder erlauben Sie mehr mit { $option } SECONDS.
errors-hint-limited-seconds = Der Server bittet um insgesamt { $asked } s Wartezeit, und dieser Lauf wartet höchstens { $longest } s. Versuchen Sie es später erneut, oder erlauben Sie mehr mit { $option } SECONDS.
errors-hint-limited-forever = Der Server bittet um mehr als zehn Jahre Wartezeit, und dieser Lauf wartet höchstens { $longest } s. Versuchen Sie es später erneut, oder erlauben Sie mehr mit { $option } SECONDS.

errors-outage-name-not-found = der Name des Servers wird nicht gefunden
errors-outage-proxy-blocks = der Proxy blockiert die Verbindung
errors-outage-no-answer = der Server antwortet nicht
errors-outage-not-reachable = der Server ist nicht erreichbar
errors-outage-web-page = statt Que antwortet eine Webseite; melden Sie sich mit einem Browser in diesem Netz an
errors-outage-proxy-password = der Proxy verlangt einen Benutzernamen und ein Passwort (407)
errors-outage-proxy-password-of = der Proxy { $proxy } verlangt einen Benutzernamen und ein Passwort (407)
errors-outage-storage-name-not-found = der Name des Speichers { $host } wird nicht gefunden
errors-outage-proxy-blocks-storage = der Proxy blockiert Verbindungen zum Speicher { $host }
errors-outage-storage-not-reachable = der Speicher { $host } ist nicht erreichbar
errors-outage-storage-no-answer = der Speicher { $host } antwortet nicht
errors-outage-not-trusted = dem Zertifikat von { $host } wird nicht vertraut
errors-outage-other-name = das Zertifikat, das { $host } vorzeigt, gilt für einen anderen Namen
errors-outage-no-names = das Zertifikat von { $host } hat keinen Subject Alternative Name, der heute vorgeschrieben ist
errors-outage-out-of-date = das Zertifikat von { $host } ist abgelaufen oder noch nicht gültig
errors-outage-not-secure = es kam keine sichere Verbindung zu { $host } zustande
errors-outage-nothing-sent = Nichts wird gesendet, denn { $reason }.

errors-remedy-not-trusted = Hat dieses Netz eine Anmeldeseite, melden Sie sich in einem Browser an. Betreibt Ihre Firma diesen Server, geben Sie in seinen Einstellungen die Datei ihrer Zertifizierungsstelle an (--ca-file in der Befehlszeile).
errors-remedy-other-name = Hat dieses Netz eine Anmeldeseite, melden Sie sich in einem Browser an. Prüfen Sie sonst die Serveradresse.
errors-remedy-no-names = Der Betreiber des Servers muss es mit einem solchen neu ausstellen.
errors-remedy-out-of-date = Prüfen Sie Datum und Uhrzeit dieses Computers. Stimmen sie, muss der Betreiber des Servers es erneuern.
errors-remedy-not-secure = Hat dieses Netz eine Anmeldeseite, melden Sie sich in einem Browser an. Prüfen Sie sonst die Serveradresse und den Port.

errors-store-disk-full = die Festplatte ist voll: Die Upload-Datenbank ließ sich nicht schreiben
errors-store-read-only = die Upload-Datenbank ist schreibgeschützt
errors-store-locked = ein anderes Programm hat die Upload-Datenbank gesperrt
errors-store-newer-version = die Upload-Datenbank stammt von einer neueren Version von Que Uploader (Schemaversion { $found }; diese Version kennt { $known })
errors-store-corrupt = die Upload-Datenbank ist beschädigt: { $reason }
errors-store-foreign = { $path } ist die Datenbank eines anderen Programms
errors-store-foreign-file = { $path } ist die Datei eines anderen Programms und gehört nicht zur Upload-Datenbank
errors-store-cannot-open = die Upload-Datenbank lässt sich unter { $path } nicht öffnen: { $reason }
errors-store-gone = die Upload-Datenbank wurde während der Benutzung gelöscht oder ersetzt und ließ sich nicht wiederherstellen: { $reason }
errors-store-disk = die Festplatte versagte während der Benutzung der Upload-Datenbank: { $reason }
errors-store-missing = zu Upload { $number } gibt es keinen Eintrag
errors-store-key-reused = der Server hat den Objektschlüssel { $key } schon für { $name } vergeben
errors-store-broken-row = ein Eintrag lässt sich nicht lesen: { $reason }
errors-store-other = die Upload-Datenbank meldet einen Fehler: { $reason }

errors-store-hint-disk-full = Schaffen Sie Platz auf der Festplatte und versuchen Sie es dann erneut.
errors-store-hint-read-only = Machen Sie den Datenordner beschreibbar, oder nennen Sie mit --data-dir einen anderen.
errors-store-hint-locked = Schließen Sie das Programm, das es geöffnet hat, und versuchen Sie es dann erneut.
errors-store-hint-newer-version = Verwenden Sie die neuere Version, oder nennen Sie mit --data-dir einen anderen Ordner.
errors-store-hint-corrupt = Starten Sie das Programm neu. Es legt die beschädigte Datei beiseite und rettet, was es kann.
errors-store-hint-foreign = Sie wurde nicht angerührt. Nennen Sie mit --data-dir einen anderen Ordner.
errors-store-hint-foreign-file = Sie wurde nicht angerührt. Verschieben Sie sie, oder nennen Sie mit --data-dir einen anderen Ordner.
errors-store-hint-cannot-open = Prüfen Sie, ob der Datenordner les- und beschreibbar ist, oder nennen Sie mit --data-dir einen anderen.
errors-store-hint-gone = Schließen Sie das Programm nicht: Es hat noch alles. Machen Sie den Datenordner beschreibbar und versuchen Sie es dann erneut.
errors-store-hint-disk = Prüfen Sie die Festplatte und versuchen Sie es dann erneut.
errors-store-hint-key-reused = Wenden Sie sich an den Support von Que: Ein Upload würde jenes Objekt überschreiben.
errors-store-hint-other = Versuchen Sie es erneut. Passiert es wieder, melden Sie es bitte mit dieser Meldung.

errors-said-records-left-out = { $count ->
    [one] 1 Eintrag früherer Uploads lässt sich nicht lesen und fehlt hier.
   *[other] { $count } Einträge früherer Uploads lassen sich nicht lesen und fehlen hier.
}
errors-said-not-exported = { $path } ließ sich nicht schreiben: { $reason }.
errors-said-earlier-not-saved = Die früheren Content Credentials ließen sich nicht neben { $name } speichern: { $reason }.
errors-said-too-many-dragged = Zu viele Dateien auf einmal gezogen
errors-said-not-media-type = Das ist kein MIME-Typ
errors-said-settings-not-used = Diese Einstellungen wurden nicht übernommen
errors-said-not-signed-again = { $count } nicht erneut signiert: Das Manifest einer früheren Sitzung ist nicht bekannt
errors-said-earlier-not-kept-of = Die früheren Content Credentials von { $name } wurden auf diesem Computer nicht aufbewahrt: { $reason }.
errors-said-earlier-not-kept = Die früheren Content Credentials von { $count ->
    [one] 1 Datei
   *[other] { $count } Dateien
} wurden auf diesem Computer nicht aufbewahrt: { $reason }.
errors-said-earlier-not-deleted = Die früheren Content Credentials von { $count ->
    [one] 1 Datei
   *[other] { $count } Dateien
} ließen sich nicht aus dem Datenordner löschen.
errors-said-exported = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
} nach { $path } geschrieben.
errors-said-exported-left-out = { $count ->
    [one] 1 ließ sich nicht lesen und fehlt.
   *[other] { $count } ließen sich nicht lesen und fehlen.
}
errors-said-forgotten = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
} aus dem Verlauf entfernt. Die Objekte bleiben im Speicher.
errors-said-forgotten-kept = { $count ->
    [one] 1 Eintrag bleibt: Er ist noch ohne Objektschlüssel in der Warteschlange oder wird gerade signiert.
   *[other] { $count } Einträge bleiben: Sie sind noch ohne Objektschlüssel in der Warteschlange oder werden gerade signiert.
}
errors-said-forgotten-credentials = Auch die früheren Content Credentials von { $count ->
    [one] 1 Datei
   *[other] { $count } Dateien
} wurden gelöscht.
errors-said-bulk-signed = { $done } von { $all } Einträgen signiert.
errors-said-bulk-signed-with = { $done } von { $all } Einträgen signiert: { $parts }.
errors-said-bulk-verified = { $done } von { $all } Einträgen verifiziert.
errors-said-bulk-verified-with = { $done } von { $all } Einträgen verifiziert: { $parts }.
errors-said-bulk-list = { $before }, { $next }
errors-said-bulk-failed = { $count } fehlgeschlagen
errors-said-bulk-left-out = { $count } ausgelassen
errors-said-bulk-no-object = { $count } ohne Objekt zum Verifizieren
errors-said-bulk-unreadable = { $count } nicht lesbar
errors-said-bulk-stopped = Der Vorgang wurde gestoppt.

errors-said-hint-records-left-out = Sie bleiben im Datenordner; nichts wurde gelöscht.
errors-said-hint-not-exported = Wählen Sie einen anderen Ordner, oder schaffen Sie Platz auf der Festplatte, und exportieren Sie noch einmal.
errors-said-hint-earlier-not-saved = Die signierte Datei selbst wurde gespeichert. Speichern Sie den Nachweis, um sie zu erhalten.
errors-said-hint-too-many-dragged = Ziehen Sie bis zu { $count } Dateien und 4 GB, oder verwenden Sie „Signierte Dateien speichern…“.
errors-said-hint-not-media-type = Schreiben Sie ihn wie image/jpeg: zwei Wörter mit einem Schrägstrich dazwischen.
errors-said-hint-settings-not-used = Ändern Sie dies und übernehmen Sie noch einmal: { $reason }.
errors-said-hint-not-signed-again = Wählen Sie diese Dateien aus und dann „Signieren…“.
errors-said-hint-earlier-not-kept = Die Originale haben sie noch, löschen Sie diese also nicht. Beim Speichern des Nachweises einer Datei wird es erneut versucht.
errors-said-hint-earlier-not-deleted = Que Uploader versucht es beim nächsten Start erneut.

errors-setting-jobs = die Zahl gleichzeitiger Uploads muss zwischen 1 und { $limit } liegen, nicht { $given }
errors-setting-stall-seconds = das Zeitlimit bei Stillstand muss zwischen 5 und 600 Sekunden liegen, nicht { $given }
errors-setting-zoom = der Zoom muss zwischen 50 und 300 Prozent liegen, nicht { $given }
errors-setting-language = die Sprache muss eine von { $known } sein, nicht { $given }; ohne Angabe gilt die des Systems
errors-setting-address = die Serveradresse muss mit https:// beginnen (oder http:// für diesen Computer), nicht { $given }
errors-setting-bucket = { $given } ist kein Bucket-Name: 3 bis 63 Kleinbuchstaben, Ziffern, Punkte und Bindestriche
errors-setting-profile-name = { $given } ist kein Profilname: eine Zeile mit höchstens { $limit } Zeichen

errors-keyring-no-service = auf diesem System antwortet kein Schlüsselbunddienst
errors-keyring-none = es gibt keinen Schlüsselbund, in dem der Schlüssel gespeichert werden kann
errors-keyring-locked = { $system ->
    [macos] der Schlüsselbund
    [windows] die Anmeldeinformationsverwaltung
   *[other] der Schlüsselbund
} ist gesperrt
errors-keyring-dismissed = { $system ->
    [macos] der Schlüsselbund
    [windows] die Anmeldeinformationsverwaltung
   *[other] der Schlüsselbund
} fragte nach dem Passwort, und das Fenster wurde geschlossen
errors-keyring-timed-out = { $system ->
    [macos] der Schlüsselbund
    [windows] die Anmeldeinformationsverwaltung
   *[other] der Schlüsselbund
} hat innerhalb von { $time } s nicht geantwortet; vielleicht wartet das Passwortfenster
errors-keyring-not-a-key = was { $system ->
    [macos] im Schlüsselbund
    [windows] in der Anmeldeinformationsverwaltung
   *[other] im Schlüsselbund
} für diesen Server steht, ist kein Schlüssel
errors-keyring-several = { $system ->
    [macos] im Schlüsselbund
    [windows] in der Anmeldeinformationsverwaltung
   *[other] im Schlüsselbund
} steht mehr als ein Schlüssel für diesen Server
errors-keyring-failed = { $system ->
    [macos] der Schlüsselbund
    [windows] die Anmeldeinformationsverwaltung
   *[other] der Schlüsselbund
} meldet einen Fehler: { $reason }
errors-keyring-not-reached = Der Schlüsselbund war nicht erreichbar.
errors-keyring-hint-sign-in = Melden Sie sich ab und wieder an, oder setzen Sie QUE_API_KEY und nennen Sie dessen Server mit --api-url.
errors-keyring-hint-no-service = Starten Sie einen Schlüsselbund wie GNOME Keyring, KWallet oder KeePassXC, oder setzen Sie QUE_API_KEY und nennen Sie dessen Server mit --api-url.
errors-keyring-hint-none = Legen Sie im Passwortprogramm des Systems einen Standard-Schlüsselbund an und speichern Sie den Schlüssel dann noch einmal.
errors-keyring-hint-locked = Entsperren Sie { $system ->
    [macos] den Schlüsselbund
    [windows] die Anmeldeinformationsverwaltung
   *[other] den Schlüsselbund
} und versuchen Sie es dann erneut.
errors-keyring-hint-timed-out = Beantworten Sie die Frage { $system ->
    [macos] des Schlüsselbunds
    [windows] der Anmeldeinformationsverwaltung
   *[other] des Schlüsselbunds
} und versuchen Sie es dann erneut.
errors-keyring-hint-not-a-key = Löschen Sie den Schlüssel und geben Sie ihn dann noch einmal ein.
errors-keyring-hint-failed = Versuchen Sie es erneut, oder verwenden Sie den Schlüssel nur für diese Sitzung.

errors-with-detail = { $words } ({ $detail })
errors-list-not-updated = { $list } wurde nicht aktualisiert: { $reason }.
errors-list-not-given-by-server = { $list } wurde nicht aktualisiert. { $words }
errors-list-no-list = { $list }: { $file } ist keine Liste: { $reason }.
errors-list-not-saved = { $list } konnte nicht gespeichert werden: { $reason }.
errors-list-saving-stopped = { $list } wurde nicht gespeichert: interner Fehler ({ $reason }).
errors-list-not-added = „{ $name }“ wurde nicht hinzugefügt: { $reason }.
errors-list-file-not-added = { $file } wurde nicht hinzugefügt: { $reason }.
errors-list-not-removed = { $list } konnte nicht entfernt werden: { $reason }.
errors-list-no-key = { $list } wurde nicht aktualisiert: Es gibt keinen API-Schlüssel.
errors-list-no-folder = Die Listen wurden nicht geändert: Es gibt keinen Datenordner.
errors-list-stopped = Interner Fehler: Dieser Schritt wurde abgebrochen ({ $reason }).
errors-list-unreadable = sie konnte nicht gelesen werden: { $reason }
errors-list-changed = sie entspricht nicht dem, was gespeichert wurde
errors-list-too-many-of-kind = es gibt mehr als { $count } dieser Art
errors-list-needs-name = sie braucht einen Namen
errors-list-bad-name = der Name muss eine einzige Zeile mit höchstens { $count } Zeichen sein
errors-list-name-taken = es gibt schon eine Liste mit diesem Namen
errors-list-too-many = es gibt schon { $count } eigene Listen
errors-list-saving-failed = sie konnte nicht gespeichert werden: { $reason }
errors-list-no-certificates = sie enthält kein Zertifikat (-----BEGIN CERTIFICATE-----)
errors-list-damaged-certificate = Zertifikat { $number } darin ist beschädigt
errors-list-other-form = sie enthält Zertifikate in einer anderen Form ({ $form }). Speichern Sie sie als PEM-Zertifikate
errors-list-private-key = sie enthält einen privaten Schlüssel, den sonst niemand haben sollte
errors-list-no-hashes = sie enthält keinen Hash
errors-list-no-uses = sie enthält keine Objektkennung (OID)
errors-list-too-long = sie hat mehr Einträge als jede bekannte Liste
errors-list-no-room = die Vertrauenslisten wären zusammen größer als 6 MB
errors-publisher-lacks = { $host } hat { $file } nicht ({ $status })
errors-publisher-refused = { $host } gibt { $file } nicht heraus ({ $status })
errors-publisher-proxy-password = der Proxy vor { $host } verlangt einen Benutzernamen und ein Passwort ({ $status })
errors-publisher-too-fast = { $host } hat zu viele Anfragen erhalten ({ $status })
errors-publisher-status = { $host } konnte { $file } nicht liefern ({ $status })
errors-publisher-other = { $host } hat mit etwas anderem als { $file } geantwortet
errors-publisher-moved = { $host } hat die Anfrage nach { $file } an { $to } weitergeleitet
errors-publisher-moved-somewhere = { $host } hat die Anfrage nach { $file } an eine andere Adresse weitergeleitet
errors-publisher-dns = { $host } wurde nicht gefunden
errors-publisher-connect = { $host } war nicht erreichbar
errors-publisher-tls = { $host } war nicht über eine sichere Verbindung erreichbar
errors-publisher-proxy = { $host } war über den Proxy nicht erreichbar
errors-publisher-timeout = { $host } hat zu lange nicht geantwortet
errors-publisher-reset = { $host } hat die Verbindung geschlossen
errors-publisher-protocol = { $host } hat mit etwas anderem als HTTP geantwortet
errors-list-copy-kept = Die Kopie auf diesem Computer bleibt erhalten.
errors-list-hint-connection = Prüfen Sie die Internetverbindung und ob eine Firewall diesen Server zulässt.
errors-list-hint-sign-in = Versuchen Sie es später erneut. Melden Sie sich in einem öffentlichen Netz zuerst an.
errors-list-hint-moved = Vielleicht hat der Herausgeber sie verschoben. Versuchen Sie es später erneut, oder suchen Sie nach einer neueren Version dieses Programms.
errors-list-hint-moved-or-network = Vielleicht hat der Herausgeber sie verschoben. Melden Sie sich in einem öffentlichen Netz zuerst an. Suchen Sie sonst nach einer neueren Version dieses Programms.
errors-list-hint-minutes = Versuchen Sie es in einigen Minuten erneut.
errors-list-hint-later = Versuchen Sie es später erneut.
errors-list-hint-certificate = Wenn Ihr Netz Verbindungen überwacht, geben Sie sein Zertifikat an: mit --ca-file oder als zusätzliches Zertifikat in den Einstellungen.
errors-list-hint-proxy = Prüfen Sie den Proxy in HTTPS_PROXY.
errors-list-hint-larger = Sie ist größer als jede bekannte Liste. Fragen Sie den Herausgeber.
errors-list-hint-permission = Erlauben Sie diesem Programm, in { $folder } zu schreiben.
errors-list-hint-space = Geben Sie Speicherplatz frei.
errors-list-hint-folder = Prüfen Sie den Ordner { $folder }.
errors-list-hint-name = Wählen Sie einen anderen Namen.
errors-list-hint-too-many = Entfernen Sie eine, die Sie nicht mehr brauchen.
errors-list-hint-private-key = Geben Sie diese Datei nie weiter. Wählen Sie eine, die nur Zertifikate enthält.
errors-list-hint-certificates = Wählen Sie eine PEM-Datei mit Zertifikaten (-----BEGIN CERTIFICATE-----).
errors-list-hint-large-file = Wählen Sie eine Datei, die nur die benötigten Zertifikate enthält.
errors-list-hint-file = Prüfen Sie { $file }.
errors-list-hint-key = Geben Sie den Schlüssel in den Einstellungen ein.
errors-list-hint-data-folder = Starten Sie das Programm mit --data-dir und einem Ordner, in den es schreiben darf.
errors-outage-waiting-server = Wartet auf den Server: { $reason }
errors-outage-waiting-network = Wartet auf das Netz: { $reason }
errors-drag-too-long = Das Laden der signierten Dateien hat zu lange gedauert
errors-drag-no-file = { $path } ist keine Datei mehr
errors-drag-not-dragged = { $name } kann nicht gezogen werden: { $reason }
errors-drag-no-downloads = Dieser Server bietet keine Downloads an, deshalb können signierte Dateien nicht gezogen werden
errors-drag-not-copied = Die signierten Dateien konnten nicht in einen temporären Ordner kopiert werden: { $reason }
errors-drag-hint-too-long = Prüfen Sie die Verbindung, oder ziehen Sie weniger Dateien.
errors-drag-hint-original = Die Datei ist nicht signiert, deshalb kann nur das Original gezogen werden. Prüfen Sie, ob es noch da ist.
errors-drag-hint-no-downloads = Kopieren Sie stattdessen die Objektschlüssel und holen Sie die Dateien aus Ihrem Speicher.
errors-drag-hint-not-copied = Geben Sie Speicherplatz frei und ziehen Sie noch einmal.
errors-read-no-longer-here = die Datei ist nicht mehr da
errors-read-not-readable = die Datei kann nicht gelesen werden ({ $reason })
errors-read-store-unreadable = der Manifestspeicher { $name } daneben kann nicht gelesen werden
errors-read-cannot-be-read = die Datei kann nicht gelesen werden
errors-read-not-a-file = es ist keine Datei
errors-read-changed = die Datei hat sich geändert
errors-read-changed-since-upload = die Datei hier wurde seit dem Upload geändert
errors-read-not-of-its-type = sie lässt sich nicht als Datei ihres Typs lesen
errors-read-type-not-inspected = Dateien dieses Typs können hier nicht untersucht werden
errors-read-type-not-read = Dateien dieses Typs können hier nicht gelesen werden
errors-read-no-inspection = diese Programmversion kann keine Dateien untersuchen
errors-read-no-reading = diese Programmversion liest keine Dateien
errors-read-too-long = sie konnte nicht in { $time } gelesen werden
errors-read-too-much-memory = sie konnte nicht mit { $size } Arbeitsspeicher gelesen werden
errors-read-too-deep = sie ist zu tief verschachtelt, um gelesen zu werden
errors-read-killed = der Programmteil, der sie gelesen hat, wurde durch Signal { $number } beendet
errors-read-killed-damaged = der Programmteil, der sie gelesen hat, wurde durch Signal { $number } beendet: die Datei ist beschädigt oder soll Programme stören
errors-read-killed-by-system = der Programmteil, der sie gelesen hat, wurde durch Signal { $number } beendet, vom System (vielleicht fehlt Arbeitsspeicher) oder von jemandem
errors-read-broken = das Lesen ist fehlgeschlagen: sie ist beschädigt oder soll Programme stören
errors-read-failed = das Lesen ist fehlgeschlagen
errors-read-not-started = sie konnte nicht gelesen werden: ein Hilfsprozess ließ sich nicht starten ({ $reason })
errors-read-closing = sie wurde nicht gelesen: das Programm wird beendet
errors-read-stopped = interner Fehler: das Lesen dieser Datei wurde abgebrochen. Prüfen Sie sie noch einmal
errors-read-skipped = nicht gelesen: { $reason }
errors-read-skipped-unreadable = nicht lesbar
errors-read-skipped-other-host = auf einem anderen Computer
errors-read-skipped-other-scheme = keine Dateiadresse
errors-read-found = die Datei wurde gefunden, aber: { $reason }
errors-read-copied = die Kopie des Servers wurde geladen, aber: { $reason }
errors-read-both = { $first }, und { $second }
errors-read-no-credentials = sie enthält keine Content Credentials
errors-read-elsewhere = ihre Content Credentials sind anderswo gespeichert und werden nicht geladen
errors-read-copy-not-made = eine Kopie konnte nicht angelegt werden ({ $reason })
errors-read-other-copy = die Kopie des Servers entspricht nicht dem, was hochgeladen wurde
errors-read-other-file = die Kopie des Servers ist nicht die hochgeladene Datei
errors-read-no-record = das Verzeichnis der Uploads kann nicht gelesen werden
errors-read-no-bucket = der Bucket des Objekts ist nicht bekannt
errors-read-not-asked = der Server kann nicht nach dem Objekt gefragt werden
errors-read-not-provided = der Server stellt das Objekt nicht bereit ({ $reason })
errors-read-larger = das Objekt ist größer als erwartet und wurde deshalb nicht geladen
errors-read-not-downloaded = das Objekt konnte nicht geladen werden ({ $reason })
errors-read-download-too-long = das Laden des Objekts hat zu lange gedauert
errors-read-ending = das Programm wird beendet
errors-read-server-changed = der Server wurde inzwischen gewechselt
errors-proxy-unreachable = Der Proxy ist nicht erreichbar.
errors-proxy-unreachable-of = Der Proxy { $proxy } ist nicht erreichbar.
errors-proxy-blocks = Der Proxy lässt die Verbindung nicht durch.
errors-proxy-blocks-of = Der Proxy { $proxy } lässt die Verbindung nicht durch.
