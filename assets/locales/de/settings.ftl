settings-title = Einstellungen

settings-tab-servers = Server
settings-tab-key = Schlüssel
settings-tab-uploads = Uploads
settings-tab-appearance = Darstellung
settings-tab-about = Info

settings-diagnostics = Diagnose…
settings-diagnostics-hint = Was Sie mitschicken sollten, wenn Sie ein Problem melden
settings-advanced = Erweitert

settings-servers-sandbox = Sandbox
settings-servers-sandbox-note = Sie verwenden den Que-Server, der in dieses Programm eingebaut ist. Änderungen hier gelten für Ihre eigenen Server; oben links im Fenster können Sie zu einem wechseln.
settings-servers-visited = Server aus der Befehlszeile
settings-servers-visited-note = Dieses Fenster verwendet { $server }, bis Sie es schließen oder einen anderen Server wählen.
settings-servers-add = Server hinzufügen
settings-servers-edit = { $name } bearbeiten
settings-servers-edit-in-use = { $name } bearbeiten, wird verwendet
settings-servers-in-use = wird verwendet
settings-servers-new = Neuer Server
settings-servers-new-numbered = Neuer Server { $number }
settings-servers-name = Name
settings-servers-color = Farbe
settings-color-blue = Blau
settings-color-teal = Petrol
settings-color-green = Grün
settings-color-amber = Bernstein
settings-color-red = Rot
settings-color-gray = Grau
settings-servers-address = Serveradresse
settings-servers-bucket = Bucket
settings-servers-bucket-hint = Wird aus den URLs des Servers erkannt
settings-servers-authorities = Zusätzliche Zertifizierungsstellen (Datei)
settings-servers-authorities-hint = Optional
settings-servers-authorities-choose = Auswählen…
settings-servers-plain-http = http:// zu anderen Computern erlauben
settings-servers-plain-http-hint = Ihr Schlüssel und Ihre Dateien werden unverschlüsselt übertragen, und der Server kann diesen Computer als Speicher verwenden. Nur für einen Testserver im eigenen Netzwerk verwenden.
settings-servers-keeps-credentials = Dieser Server behält frühere Credentials
settings-servers-keeps-credentials-hint = Nur einschalten, wenn der Betreiber des Servers dies bestätigt. Dateien, die schon Content Credentials haben, werden dann mit einem Manifest signiert, das es dem Server überlässt, das Original hinzuzufügen. Andere Server würden eine falsche Aussage signieren.
settings-servers-default = Standardserver
settings-servers-use = Diesen Server verwenden
settings-servers-use-fix-first = Zuerst die Felder korrigieren
settings-servers-remove = Server entfernen…
settings-servers-remove-now = Server entfernen
settings-servers-remove-not = Server behalten
settings-servers-remove-note = Seine Uploads bleiben im Verlauf und sein Schlüssel { $desktop ->
    [windows] in der Anmeldeinformationsverwaltung
   *[other] im Schlüsselbund
}.

settings-servers-name-missing = Geben Sie einen Namen ein.
settings-servers-name-long = Höchstens { $max } Zeichen.
settings-servers-name-taken = Ein anderer Server hat schon diesen Namen.
settings-servers-address-invalid = Beginnen Sie mit https:// oder, für diesen Computer, mit http://.
settings-servers-address-plain-http = Erlauben Sie zuerst unter „Erweitert“ http:// zu anderen Computern.
settings-servers-bucket-invalid = 3 bis 63 Kleinbuchstaben, Ziffern, Punkte und Bindestriche.

settings-key-heading = API-Schlüssel für { $server }
settings-key-reading = Schlüssel wird gelesen…
settings-key-missing = Kein Schlüssel.
settings-key-from-environment = Der Schlüssel kommt aus der Umgebungsvariable { $variable }.
settings-key-stored = Der Schlüssel ist { $desktop ->
    [windows] in der Anmeldeinformationsverwaltung
   *[other] im Schlüsselbund
} gespeichert.
settings-key-for-session = Der Schlüssel wird behalten, bis Sie das Fenster schließen.
settings-key-of-sandbox = Die Sandbox hat sich selbst einen Schlüssel erstellt.
settings-key-no-keyring = { $desktop ->
    [windows] Die Anmeldeinformationsverwaltung
   *[other] Der Schlüsselbund
} kann nicht verwendet werden
settings-key-no-keyring-note = { $trouble } Ein Schlüssel gilt nur für diese Sitzung, außer er kommt aus QUE_API_KEY in der Umgebung.
settings-key-at-once = Änderungen hier gelten sofort, für den aktuellen Server. Jeder Server hat seinen eigenen Schlüssel.
settings-key-new = Neuer Schlüssel
settings-key-use = Schlüssel verwenden
settings-key-delete = Schlüssel löschen…
settings-key-delete-question = Löschen, auch { $desktop ->
    [windows] aus der Anmeldeinformationsverwaltung
   *[other] aus dem Schlüsselbund
}?
settings-key-delete-now = Schlüssel löschen
settings-key-delete-not = Schlüssel behalten

settings-connection-heading = Verbindung
settings-connection-test = Verbindung testen
settings-connection-testing = Wird verbunden…
settings-connection-works = { $host } ist erreichbar und akzeptiert den Schlüssel.
settings-connection-no-key = { $host } ist erreichbar, aber es gibt noch keinen API-Schlüssel.
settings-connection-no-key-hint = Geben Sie Ihren Schlüssel ein und testen Sie noch einmal.
settings-connection-name-not-found = Es gibt keinen Server namens { $host }, oder sein Name kann nicht aufgelöst werden.
settings-connection-name-not-found-hint = Prüfen Sie die Adresse Buchstabe für Buchstabe, dann die Internetverbindung.
settings-connection-refused = Der Computer ist erreichbar, aber unter { $host } antwortet nichts.
settings-connection-refused-hint = Prüfen Sie Adresse und Port. Stimmt beides, ist der Server ausgeschaltet oder eine Firewall lehnt ab.
settings-connection-no-answer = { $host } hat nicht rechtzeitig geantwortet.
settings-connection-no-answer-hint = Prüfen Sie die Internetverbindung, dann die Adresse; vielleicht verwirft eine Firewall, was gesendet wird.
settings-connection-not-reachable = { $host } ist nicht erreichbar.
settings-connection-not-reachable-hint = Prüfen Sie die Internetverbindung; vielleicht ist eine Firewall dazwischen.
settings-connection-not-trusted = Dem Zertifikat von { $host } vertraut dieser Computer nicht.
settings-connection-not-trusted-hint = Wenn Ihre Firma diesen Server betreibt oder den Datenverkehr mitliest, geben Sie in den Einstellungen des Servers die Datei ihrer Zertifizierungsstelle an. Senden Sie Ihren Schlüssel sonst nicht dorthin.
settings-connection-other-name = Das Zertifikat, das { $host } vorzeigt, gilt für einen anderen Namen.
settings-connection-other-name-hint = Prüfen Sie die Adresse: Sie muss der Name sein, für den das Zertifikat gilt. Senden Sie Ihren Schlüssel sonst nicht dorthin.
settings-connection-out-of-date = Das Zertifikat von { $host } ist abgelaufen oder noch nicht gültig.
settings-connection-out-of-date-hint = Prüfen Sie Datum und Uhrzeit dieses Computers. Stimmen sie, muss der Betreiber des Servers das Zertifikat erneuern.
settings-connection-not-secure = Zu { $host } lässt sich keine sichere Verbindung aufbauen.
settings-connection-not-secure-hint = Prüfen Sie, ob die Adresse mit https:// beginnt und der Port stimmt.
settings-connection-proxy = Der Proxy lässt die Verbindung nicht durch oder ist nicht erreichbar.
settings-connection-proxy-hint = Prüfen Sie HTTPS_PROXY oder die Proxy-Einstellungen des Systems, oder bitten Sie den Administrator des Proxys, diesen Server zu erlauben; NO_PROXY nennt Server, die keinen brauchen.
settings-connection-key-refused = { $host } ist erreichbar, akzeptiert aber den API-Schlüssel nicht (401).
settings-connection-key-refused-hint = Geben Sie den Schlüssel noch einmal ein, ganz und ohne die Wörter davor und dahinter. Ein Schlüssel gehört zu einem Server: Prüfen Sie, ob es dieser ist.
settings-connection-key-forbidden = { $host } kennt den API-Schlüssel, er darf dafür aber nicht verwendet werden (403).
settings-connection-key-forbidden-hint = Bitten Sie die Person, die Ihnen den Schlüssel gegeben hat, um das Recht, diesen Server zu verwenden.
settings-connection-other = Der Verbindungstest ist fehlgeschlagen.

settings-uploads-signing = Signieren
settings-uploads-author = Standardautor
settings-uploads-author-note = Sie können ihn vor dem Signieren für jede Datei ändern.
settings-uploads-verify = Jede signierte Kopie verifizieren
settings-uploads-verify-note = Der Bericht ist fertig, wenn Sie die Datei öffnen.
settings-uploads-new-only = Gilt für neue Uploads.
settings-uploads-heading = Uploads
settings-uploads-automatic = Zahl der gleichzeitigen Uploads automatisch wählen
settings-uploads-automatic-note = Wenige auf einmal bei großen Dateien, mehr bei kleinen, wenn die Verbindung es zulässt.
settings-uploads-parallel = Gleichzeitige Uploads
settings-uploads-parallel-note = 1 bis { $max }. Mehr für viele kleine Dateien, weniger bei langsamer Verbindung.
settings-uploads-stall = Zeitlimit bei Stillstand
settings-uploads-stall-note = 5 bis 600. Neuer Versuch, wenn so lange nichts gesendet wird.
settings-uploads-seconds = {" "}s
settings-uploads-md5 = Gespeicherte Dateien mit dem Gesendeten vergleichen (MD5)
settings-uploads-md5-note = Dauert beim Hochladen ein bis zwei Sekunden pro Gigabyte. Ausschalten, wenn jeder Upload an dieser Prüfung scheitert.
settings-folders-heading = Ordner
settings-folders-note = Wenn Sie einen Ordner hinzufügen, werden übersprungene Dateien gezählt. Direkt hinzugefügte Dateien werden aus diesen Gründen nie übersprungen.
settings-folders-hidden = Versteckte Dateien und Ordner einschließen
settings-folders-hidden-note = Etwa .env und .git, die oft Passwörter oder private Daten enthalten.
settings-folders-system = Systemdateien einschließen
settings-folders-system-note = Etwa .DS_Store, Thumbs.db und Papierkörbe.
settings-folders-links = Verknüpfungen folgen, die aus dem Ordner herausführen
settings-folders-links-note = Eine Verknüpfung kann Dateien hinzufügen, die Sie nicht hochladen wollten.

settings-theme-heading = Farbschema
settings-theme-system = Wie das System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-language-heading = Sprache
settings-language-system = Wie das System ({ $language })
settings-size-heading = Textgröße
settings-size-smaller = Kleiner
settings-size-larger = Größer
settings-size-reset = Zurücksetzen
settings-size-percent = { $percent } %
settings-size-keys = Sie können auch jederzeit { $larger }, { $smaller } oder { $plain } drücken.
settings-notify-heading = Mitteilungen
settings-notify-notification = Mitteilung anzeigen, wenn die Arbeit fertig ist und ein anderes Fenster vorn ist
settings-notify-attention = In der Taskleiste darauf hinweisen, wenn die Arbeit fertig ist
settings-notify-title = Fortschritt im Fenstertitel anzeigen
settings-notify-taskbar = Fortschritt in der Taskleiste oder im Dock anzeigen

settings-about-version = Version
settings-about-license = Lizenz
settings-about-license-value = MIT oder Apache-2.0, nach Ihrer Wahl
settings-about-typeface = Schrift
settings-about-typeface-value = Inter, Copyright The Inter Project Authors, SIL Open Font License 1.1
settings-about-icons = Symbole
settings-about-icons-value = Phosphor Icons, Copyright Phosphor Icons, MIT-Lizenz
settings-about-where = Was wohin gesendet wird
settings-about-key = API-Schlüssel
settings-about-key-value = Nur an { $server }
settings-about-names = Dateinamen
settings-about-names-value = An { $server }
settings-about-bytes = Dateiinhalte
settings-about-bytes-value = In den Speicher dieses Servers
settings-about-nowhere-else = Darüber hinaus wird nichts gesendet.
