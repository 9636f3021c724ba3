inspector-nothing-title = Details
inspector-nothing-hint = Wählen Sie eine Datei aus, um Objektschlüssel, Content Credentials und Bericht zu sehen. { $keys } wählt alle aus.
inspector-edge = Bereichsgröße ändern
inspector-close = Details schließen
inspector-back = { $count ->
    [one] Zurück zu 1 Datei
   *[other] Zurück zu { $count } Dateien
}
inspector-tab-overview = Übersicht
inspector-tab-credentials = Credentials
inspector-tab-report = Bericht
inspector-save-report-title = Bericht speichern
inspector-save-evidence-title = Nachweis speichern
inspector-save-results-title = Ergebnisse speichern

inspector-key = Objektschlüssel
inspector-key-later = Erscheint, sobald der Upload fertig ist.
inspector-key-copy = Objektschlüssel kopieren
inspector-uri = S3-URI
inspector-uri-copy = S3-URI kopieren
inspector-original-key = Schlüssel des Originals
inspector-original-key-copy = Schlüssel des Originals kopieren
inspector-original-uri = S3-URI des Originals
inspector-original-uri-copy = S3-URI des Originals kopieren
inspector-signed-key = Schlüssel der signierten Kopie
inspector-signed-key-copy = Schlüssel der signierten Kopie kopieren
inspector-signed-link = Link zur signierten Datei
inspector-signed-link-copy = Link zur signierten Datei kopieren
inspector-bucket-unknown = Bucket unbekannt: Er steht nicht in der Serveradresse. Legen Sie ihn in den Einstellungen fest.

inspector-file = Datei
inspector-path = Pfad
inspector-size = Größe
inspector-size-exact = { $size } ({ $bytes } Bytes)
inspector-modified = Geändert
inspector-hash-copy = SHA-256 kopieren
inspector-type = Typ
inspector-type-next = { $mime }, ab dem nächsten Versuch
inspector-type-unknown-sent = unbekannt, gesendet als { $mime }
inspector-type-unknown = unbekannt
inspector-type-later = wird vor dem Upload erkannt
inspector-type-detected = Erkannt an
inspector-type-by-name = Dateiname; der Inhalt stimmt überein
inspector-type-disagrees = Name und Inhalt widersprechen sich
inspector-type-unknown-title = Unbekannter Typ
inspector-type-set = Typ festlegen…
inspector-type-set-hint = Die Datei mit einem anderen MIME-Typ senden
inspector-type-use-detected = Erkannten Typ verwenden
inspector-type-field = Senden mit MIME-Typ
inspector-type-explained = Der Server signiert den Typ nach dem Namen der Datei. Deshalb wird der Name mit der Endung dieses Typs gesendet. Dies gilt ab dem nächsten Versuch.
inspector-type-apply = Festlegen
inspector-type-keep = Aktuellen Typ behalten

inspector-pause = Pausieren
inspector-pause-file = { $name } pausieren
inspector-resume = Fortsetzen
inspector-resume-file = { $name } fortsetzen
inspector-retry = Wiederholen
inspector-retrying = { $count ->
    [one] Bisher 1 Versuch; neuer Versuch in { $time }. { $more }
   *[other] Bisher { $count } Versuche; neuer Versuch in { $time }. { $more }
}
inspector-step = Schritt: { $step }
inspector-step-read = Lesen
inspector-step-presign = URL anfordern
inspector-step-upload = Hochladen
inspector-step-sign = Signieren
inspector-step-verify = Verifizieren
inspector-step-download = Herunterladen
inspector-step-record = Aufzeichnen
inspector-doubt-title = Versuche ohne Antwort
inspector-doubt = Die Verbindung brach ab, bevor der Speicher geantwortet hat. Unter jedem dieser Objektschlüssel kann ein Objekt liegen.
inspector-attempt = Versuch { $number }
inspector-attempt-copy = Objektschlüssel von Versuch { $number } kopieren

inspector-technical = Technische Details
inspector-bucket = Bucket
inspector-evidence = Nachweis
inspector-evidence-explained = Ein JSON-Dokument mit Hash, Objektschlüsseln, gesendetem Manifest, Bericht und Zeiten.
inspector-evidence-save = Nachweis speichern (JSON)…
inspector-times = Zeiten
inspector-time-added = Hinzugefügt
inspector-time-uploaded = Hochgeladen
inspector-time-queued = Wartezeit
inspector-time-presign = URL anfordern
inspector-time-upload = Uploaddauer
inspector-time-total = Gesamt
inspector-rate = Datenrate
inspector-attempts = Versuche
inspector-attempt-outcome = { $number }. { $outcome }
inspector-attempt-key = Objektschlüssel

inspector-requests-loading = Wird geladen…
inspector-requests-none = Für diese Datei gab es seit dem Start des Programms keine Anfragen.
inspector-requests = Anfragen (neueste zuerst)
inspector-requests-copy = Aktivität kopieren
inspector-requests-secrets = Schlüssel und Signaturen werden nie protokolliert.
inspector-request-no-response = keine Antwort
inspector-request-sent = { $size } gesendet
inspector-request-received = { $size } empfangen
inspector-request-retried = wiederholt
inspector-request-plain = unverschlüsselt, { $host }

inspector-signing-title = Wird signiert
inspector-signing = Der Server liest die Datei, signiert sie und speichert eine signierte Kopie.
inspector-too-large-title = Nur Dateien bis 1 GB können signiert werden
inspector-too-large = Diese Datei ist { $size } groß. Hochladen können Sie sie trotzdem.
inspector-format-title = Dieses Format kann nicht signiert werden
inspector-format = { $mime } kann nicht signiert werden. Diese Formate sind möglich: { $formats }.
inspector-sign-explained = Fügt einer Kopie eine signierte Aussage darüber hinzu, woher die Datei stammt. Das Original bleibt unverändert.
inspector-looking = Die Datei wird auf Content Credentials untersucht…
inspector-earlier-removed = Die signierte Kopie nennt diese Datei als ihr Original.
inspector-earlier-kept = Dieser Server behält sie in der signierten Kopie.
inspector-earlier-named = Die signierte Kopie nennt sie, enthält sie aber nicht.
inspector-sign-edited = Als bearbeitete Kopie signieren
inspector-existing-unknown-title = Diese Datei hat möglicherweise Content Credentials
inspector-existing-unknown = Es ließ sich nicht prüfen, ob die Datei Content Credentials hat. { $reason } Eine signierte Kopie enthielte keine.
inspector-sign-anyway = Trotzdem signieren
inspector-existing-none = Noch keine Content Credentials.
inspector-sign = Diese Datei signieren
inspector-sign-back = Zurück
inspector-sign-upload-first = Laden Sie die Datei zuerst hoch.
inspector-sign-verifying = Die Verifizierung läuft.
inspector-sign-confirm-edited = Bestätigen Sie oben die bearbeitete Kopie.
inspector-sign-confirm-anyway = Bestätigen Sie oben „Trotzdem signieren“.

inspector-signed-title = Signiert
inspector-signed-when = { $when }. Das Original ist unverändert; die signierte Kopie ist ein eigenes Objekt.
inspector-signed-nowhere = Der Server hat nicht mitgeteilt, wo die signierte Kopie liegt.
inspector-edited-kept = Eine bearbeitete Kopie: Sie nennt die früheren Content Credentials. Diese bleiben auf diesem Computer und werden mit dem Nachweis und der signierten Datei gespeichert.
inspector-edited-original = Eine bearbeitete Kopie: Sie nennt die früheren Content Credentials, die beim Original bleiben.
inspector-edited-damaged = Eine bearbeitete Kopie: Sie nennt die früheren Content Credentials. Die auf diesem Computer aufbewahrten sind beschädigt, und die Datei liegt hier nicht mehr unverändert vor, um sie erneut zu lesen.
inspector-edited-missing = Eine bearbeitete Kopie: Sie nennt die früheren Content Credentials. Diese sind nicht auf diesem Computer: { $reason }.
inspector-verify-signed-running = Wird verifiziert…
inspector-show-report = Bericht anzeigen
inspector-sign-again = Erneut signieren…
inspector-saving = Wird gespeichert…
inspector-save-signed = Signierte Datei speichern…
inspector-no-downloads = Dieser Server bietet keine Downloads an. Holen Sie die signierte Kopie mit der obigen URI aus S3.
inspector-saved = Gespeichert als { $path }
inspector-save-failed = Die signierte Kopie konnte nicht gespeichert werden
inspector-signed-evidence = Nachweis
inspector-sent-show = Gesendetes Manifest einblenden
inspector-sent-hide = Gesendetes Manifest ausblenden

inspector-report-none = Die Verifizierung prüft die Content Credentials im Objekt und zeigt, wer sie signiert hat.
inspector-verifying = Der Server liest das Objekt und prüft jeden Hash darin.
inspector-report-practice = Zur Übung von der Sandbox signiert. Niemand sonst vertraut dieser Signatur.
inspector-report-lost = Dies ist die signierte Kopie: Ihre Content Credentials müssten vorhanden sein. Speichern Sie den Bericht, und zeigen Sie ihn dem Betreiber des Servers.
inspector-report-object = Objekt
inspector-report-verified = Verifiziert
inspector-report-of-original = Bericht über das Original
inspector-report-of-signed = Bericht über die signierte Kopie
inspector-verify-signed = Signierte Kopie verifizieren
inspector-verify-original = Original verifizieren
inspector-verify-too-large = Nur Objekte bis 1 GB können verifiziert werden.
inspector-verify-upload-first = Laden Sie die Datei zuerst hoch.
inspector-verify-unsigned = Noch keine signierte Kopie.
inspector-pictures-load = Bilder laden ({ $size })
inspector-pictures-load-hint = Die Bilder ihrer Bestandteile sind in der signierten Kopie. Diese wird dafür heruntergeladen.
inspector-pictures-no-downloads = Die Bilder ihrer Bestandteile sind in der signierten Kopie, und dieser Server bietet keine Downloads an.
inspector-pictures-missing = Die Bilder ihrer Bestandteile sind in der signierten Kopie, die sich nicht laden ließ: { $reason }.
inspector-readings = Zweimal gelesen
inspector-reading-server = Server
inspector-reading-here = Dieser Computer
inspector-reading-none = Kein Ergebnis
inspector-reading-copy = Gelesen wurde die Kopie, die der Server bereitstellt. { $explanation }
inspector-reading-failed = Die Datei konnte nicht gelesen werden: { $reason }.

inspector-many-title = { $count ->
    [one] 1 ausgewählt
   *[other] { $count } ausgewählt
}
inspector-many-clear = Aufheben
inspector-many-clear-name = Auswahl aufheben
inspector-many-state = { $state }: { $count }
inspector-many-actions = Aktionen
inspector-many-unread = { $count ->
    [one] 1 ist noch nicht geladen. Jede Datei wird der Reihe nach geprüft und übersprungen, wenn es nicht möglich ist.
   *[other] { $count } sind noch nicht geladen. Jede Datei wird der Reihe nach geprüft und übersprungen, wenn es nicht möglich ist.
}
inspector-many-sign = { $count ->
    [one] 1 signieren…
   *[other] { $count } signieren…
}
inspector-many-sign-most = { $count ->
    [one] Bis zu 1 signieren…
   *[other] Bis zu { $count } signieren…
}
inspector-many-sign-name = Ausgewählte signieren
inspector-many-sign-again = { $count ->
    [one] 1 erneut signieren…
   *[other] { $count } erneut signieren…
}
inspector-many-sign-again-name = Ausgewählte erneut signieren
inspector-many-verify = { $count ->
    [one] 1 verifizieren
   *[other] { $count } verifizieren
}
inspector-many-verify-most = { $count ->
    [one] Bis zu 1 verifizieren
   *[other] Bis zu { $count } verifizieren
}
inspector-many-verify-name = Ausgewählte verifizieren
inspector-many-save = { $count ->
    [one] 1 signierte Datei speichern…
   *[other] { $count } signierte Dateien speichern…
}
inspector-many-save-name = Signierte Dateien speichern
inspector-many-retry = { $count ->
    [one] 1 wiederholen
   *[other] { $count } wiederholen
}
inspector-many-retry-name = Ausgewählte wiederholen
inspector-many-resume = { $count ->
    [one] 1 fortsetzen
   *[other] { $count } fortsetzen
}
inspector-many-resume-name = Ausgewählte fortsetzen
inspector-many-pause = { $count ->
    [one] 1 pausieren
   *[other] { $count } pausieren
}
inspector-many-pause-name = Ausgewählte pausieren
inspector-many-cancel = { $count ->
    [one] 1 abbrechen
   *[other] { $count } abbrechen
}
inspector-many-cancel-name = Ausgewählte abbrechen
inspector-many-remove = { $count ->
    [one] 1 entfernen
   *[other] { $count } entfernen
}
inspector-many-remove-name = Ausgewählte entfernen
inspector-many-remove-hint = Entfernt sie aus dieser Liste. Dateien mit Objektschlüssel bleiben im Verlauf.
inspector-many-copy-keys = { $count ->
    [one] 1 Schlüssel kopieren
   *[other] { $count } Schlüssel kopieren
}
inspector-many-copy-keys-most = { $count ->
    [one] Bis zu 1 Schlüssel kopieren
   *[other] Bis zu { $count } Schlüssel kopieren
}
inspector-many-copy-keys-name = Objektschlüssel kopieren
inspector-many-copy-keys-hint = Die der signierten Kopien; bei Dateien ohne Signatur die der Originale.
inspector-many-copied = Kopiert
inspector-many-copy-links = { $count ->
    [one] 1 Link kopieren
   *[other] { $count } Links kopieren
}
inspector-many-copy-links-hint = Wo die signierten Kopien liegen.

inspector-results = Verifizierung
inspector-results-loaded = Nur geladene Einträge werden gezählt.
inspector-results-table-hint = Öffnet eine große, sortierbare Tabelle.
inspector-results-save-hint = Speichert eine Tabelle für Tabellenprogramme.
inspector-results-none-left = Davon ist keine mehr übrig.
inspector-results-no-problems = Keine Probleme gefunden.
inspector-results-attention = Zu beachten
inspector-results-all = Alle
inspector-results-filter = { $name } { $count }
inspector-results-filter-name = { $name }: { $count }
inspector-results-issuer = ausgestellt von { $issuer }
inspector-result-name = { $verdict }: { $name }, { $more }
