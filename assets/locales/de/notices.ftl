## Lists

notices-joined = { $first }, { $second }

## Dialogs

notices-dialog-close = „{ $title }“ schließen
notices-discard-title = Änderungen verwerfen?
notices-discard-text = „{ $title }“ enthält nicht gespeicherte Änderungen.
notices-discard = Verwerfen
notices-discard-keep = Weiter bearbeiten

## Deleting records

notices-forget-title = Aus dem Verlauf löschen?
notices-forget-title-many = { $count ->
    [one] { $count } Eintrag aus dem Verlauf löschen?
   *[other] { $count } Einträge aus dem Verlauf löschen?
}
notices-forget-word = löschen
notices-forget-type = Das ist der gesamte Verlauf. Geben Sie zum Fortfahren „{ $word }“ ein
notices-forget-many = { $count ->
    [one] { $count } Eintrag löschen
   *[other] { $count } Einträge löschen
}
notices-forget-loses-key = Der Objektschlüssel geht verloren
notices-forget-loses-keys = Die Objektschlüssel gehen verloren
notices-forget-loses = Auch die Ergebnisse von Signatur und Verifizierung werden gelöscht, ebenso frühere Content Credentials, die auf diesem Computer aufbewahrt werden. Das lässt sich nicht rückgängig machen.
notices-forget-keeps = Die Objekte im Speicher werden nicht gelöscht.

## Quitting

notices-quit-title = Während des Hochladens beenden?
notices-quit-title-lost = Beenden und Dateien verlieren?
notices-quit-unfinished = { $count ->
    [one] { $count } Datei ist nicht fertig. Unfertige Dateien werden beim nächsten Mal fortgesetzt.
   *[other] { $count } Dateien sind nicht fertig. Unfertige Dateien werden beim nächsten Mal fortgesetzt.
}
notices-quit-unsaved = { $count ->
    [one] { $count } Datei konnte nicht in der Warteschlange gespeichert werden und geht beim Beenden verloren. Um sie zu behalten, wählen Sie „Abbrechen“ und versuchen Sie es erneut.
   *[other] { $count } Dateien konnten nicht in der Warteschlange gespeichert werden und gehen beim Beenden verloren. Um sie zu behalten, wählen Sie „Abbrechen“ und versuchen Sie es erneut.
}
notices-quit-scanning = Ein Ordner wird noch gelesen. Fügen Sie ihn beim nächsten Mal erneut hinzu, damit auch die noch nicht gefundenen Dateien dabei sind.
notices-quit = Beenden
notices-quit-keep = Weiter hochladen

## API key

notices-key-needed = Que benötigt Ihren API-Schlüssel
notices-key-needed-text = Er wird nur an diesen Server gesendet und nie in eine Datei geschrieben.
notices-key-refused = Dieser API-Schlüssel wurde nicht akzeptiert
notices-key-refused-text = Nichts ist verloren. Uploads werden fortgesetzt, sobald ein Schlüssel akzeptiert wird.
notices-key-unused = { $variable } ist gesetzt, aber nur für { $server }. Hier wird die Variable nicht verwendet.
notices-key-label = API-Schlüssel
notices-key-use = Verwenden
notices-key-save = { $system ->
    [mac] Im Schlüsselbund speichern
    [windows] In Windows speichern
   *[linux] Im Schlüsselbund speichern
}
notices-key-save-again = { $system ->
    [mac] Erneut im Schlüsselbund
    [windows] Erneut in Windows speichern
   *[linux] Erneut im Schlüsselbund
}
notices-key-session = Nur diese Sitzung
notices-key-keyring-trouble = { $system ->
    [mac] Der Schlüsselbund lässt sich nicht verwenden: { $trouble }
    [windows] Die Anmeldeinformationsverwaltung lässt sich nicht verwenden: { $trouble }
   *[linux] Der Schlüsselbund lässt sich nicht verwenden: { $trouble }
}
notices-key-where = Noch kein Schlüssel? Sie bekommen einen auf { $site } oder vom Administrator Ihres Servers.

## Offline

notices-offline = Sie sind offline.
notices-offline-server = Der Server ist nicht verfügbar.
notices-offline-continue-any = Uploads werden fortgesetzt, sobald die Verbindung wieder besteht.
notices-offline-continue = { $count ->
    [one] { $count } Datei wird fortgesetzt, sobald die Verbindung wieder besteht.
   *[other] { $count } Dateien werden fortgesetzt, sobald die Verbindung wieder besteht.
}
notices-offline-server-continue-any = Uploads werden fortgesetzt, sobald er wieder verfügbar ist.
notices-offline-server-continue = { $count ->
    [one] { $count } Datei wird fortgesetzt, sobald er wieder verfügbar ist.
   *[other] { $count } Dateien werden fortgesetzt, sobald er wieder verfügbar ist.
}
notices-offline-try = Jetzt versuchen
notices-offline-trying = Wird versucht…
notices-offline-waiting = Wartet auf die Verbindung
notices-offline-waiting-server = Wartet auf den Server

## Toasts

notices-toast-sentence = { $headline }. { $more }
notices-toast-details = Details
notices-drag-ready = { $count ->
    [one] Die Datei ist bereit. Ziehen Sie sie noch einmal.
   *[other] { $count } Dateien sind bereit. Ziehen Sie sie noch einmal.
}
notices-drag-not-begun = Die Dateien konnten nicht gezogen werden
notices-drag-busy = Der letzte Ziehvorgang ist noch nicht beendet. Versuchen Sie es gleich noch einmal.
notices-drag-no-files = Es gibt nichts zu ziehen.
notices-drag-not-possible = Diese Anzeigeumgebung unterstützt kein Ziehen.
notices-drag-not-delivered = Die Dateien sind möglicherweise nicht angekommen
notices-drag-unanswered = Das andere Programm hat nicht gemeldet, ob es die Dateien hat.
notices-drag-ended = Der Desktop hat den Ziehvorgang beendet.
notices-drop-reading = Abgelegte Dateien werden gelesen…
notices-drag-fetching = Signierte Dateien werden zum Ziehen geholt… { $done } von { $count }
notices-saving-signed = Signierte Dateien werden gespeichert… { $done } von { $count }

## Notices

notices-nothing-found = Keine Dateien gefunden
notices-nothing-added = Nichts wurde hinzugefügt.
notices-nothing-added-duplicates = { $count ->
    [one] Nichts hinzugefügt: { $count } ist schon hier
   *[other] Nichts hinzugefügt: { $count } sind schon hier
}
notices-nothing-added-skipped = Nichts hinzugefügt, { $count } übersprungen: { $reasons }
notices-added = { $added } hinzugefügt
notices-added-skipped = { $added } hinzugefügt, { $count } übersprungen: { $reasons }
notices-added-by-setting = Sie können sie in den Einstellungen unter „Uploads“ einschließen.
notices-added-before = { $count ->
    [one] { $count } wurde schon einmal hochgeladen und wird erneut hochgeladen. Der frühere Objektschlüssel steht im Verlauf.
   *[other] { $count } wurden schon einmal hochgeladen und werden erneut hochgeladen. Die früheren Objektschlüssel stehen im Verlauf.
}
notices-left-waiting = { $count ->
    [one] { $count } Datei wartet bei { $server }
   *[other] { $count } Dateien warten bei { $server }
}
notices-left-waiting-text = Uploads werden fortgesetzt, wenn Sie zurückwechseln: Wählen Sie den Server im Menü oben links.
notices-restored = { $count ->
    [one] { $count } Datei aus der letzten Sitzung wiederhergestellt
   *[other] { $count } Dateien aus der letzten Sitzung wiederhergestellt
}
notices-restored-continue = Sie werden automatisch fortgesetzt.
notices-restored-ended = { $count ->
    [one] { $count } Datei wurde nicht fertig. Sie können sie wiederholen.
   *[other] { $count } Dateien wurden nicht fertig. Sie können sie wiederholen.
}
notices-restored-both = { $count ->
    [one] { $count } wird automatisch fortgesetzt, { $ended ->
        [one] { $ended } kann wiederholt werden.
       *[other] { $ended } können wiederholt werden.
    }
   *[other] { $count } werden automatisch fortgesetzt, { $ended ->
        [one] { $ended } kann wiederholt werden.
       *[other] { $ended } können wiederholt werden.
    }
}
notices-maybe-signed = { $count ->
    [one] { $count } Datei einer früheren Sitzung wurde vielleicht signiert
   *[other] { $count } Dateien einer früheren Sitzung wurden vielleicht signiert
}
notices-maybe-signed-text = Suchen Sie zuerst nach einer signierten Kopie: Erneutes Signieren erzeugt eine zweite.
notices-unverified = { $count ->
    [one] { $count } Datei einer früheren Sitzung wurde nicht verifiziert
   *[other] { $count } Dateien einer früheren Sitzung wurden nicht verifiziert
}
notices-unverified-text = Die Sitzung endete vorher.
notices-signing-skipped = { $count ->
    [one] { $count } Datei nicht signiert: enthält bereits Content Credentials
   *[other] { $count } Dateien nicht signiert: enthalten bereits Content Credentials
}
notices-signing-skipped-text = Signierte Kopien enthielten sie nicht. Wählen Sie „Signieren…“, um sie als bearbeitete Kopien zu signieren.
notices-review = Durchsehen
notices-review-hide = Details ausblenden
notices-more = { $count } weitere

## Skipped, with counts

notices-skipped-missing = { $count } nicht gefunden
notices-skipped-unreadable = { $count } nicht lesbar
notices-skipped-too-large = { $count } über 5 GB
notices-skipped-not-a-file = { $count ->
    [one] { $count } keine Datei
   *[other] { $count } keine Dateien
}
notices-skipped-broken-link = { $count } mit Verknüpfung ohne Ziel
notices-skipped-link-cycle = { $count } mit Verknüpfung im Kreis
notices-skipped-duplicate = { $count } schon hier
notices-skipped-other-host = { $count } auf einem anderen Computer
notices-skipped-other-scheme = { $count ->
    [one] { $count } keine Dateiadresse
   *[other] { $count } keine Dateiadressen
}
notices-skipped-not-a-path = { $count ->
    [one] { $count } kein Pfad
   *[other] { $count } keine Pfade
}
notices-skipped-incomplete = { $count } vom anderen Programm nicht übergeben
notices-skipped-too-many = { $count } zu viele für die Liste
notices-skipped-hidden = { $count } versteckt
notices-skipped-system-file = { $count ->
    [one] { $count } Systemdatei
   *[other] { $count } Systemdateien
}
notices-skipped-link-outside = { $count } mit Ziel außerhalb des Ordners
notices-skipped-protected = { $count ->
    [one] { $count } eigene Datei von Que Uploader
   *[other] { $count } eigene Dateien von Que Uploader
}

## Skipped, one file

notices-review-missing = nicht gefunden
notices-review-unreadable = nicht lesbar ({ $error })
notices-review-too-large = über 5 GB
notices-review-not-a-file = keine Datei
notices-review-broken-link = Verknüpfung ohne Ziel
notices-review-link-cycle = Verknüpfung im Kreis
notices-review-duplicate = schon hier
notices-review-other-host = auf einem anderen Computer ({ $host })
notices-review-other-scheme = keine Dateiadresse ({ $scheme })
notices-review-not-a-path = kein Pfad
notices-review-incomplete = vom anderen Programm nicht übergeben
notices-review-too-many = zu viele für die Liste
notices-review-hidden = versteckt
notices-review-system-file = Systemdatei
notices-review-link-outside = Ziel außerhalb des Ordners
notices-review-protected = eigene Datei von Que Uploader
notices-review-before = früher hochgeladen als { $key }

## Finished

notices-finished-signed-verified = { $count ->
    [one] { $count } Datei signiert und verifiziert
   *[other] { $count } Dateien signiert und verifiziert
}
notices-finished-signed = { $count ->
    [one] { $count } Datei signiert
   *[other] { $count } Dateien signiert
}
notices-finished-verified = { $count ->
    [one] { $count } Datei verifiziert
   *[other] { $count } Dateien verifiziert
}
notices-finished-uploaded = { $count ->
    [one] { $count } Datei hochgeladen
   *[other] { $count } Dateien hochgeladen
}
notices-finished-broken = { $count ->
    [one] { $count } Datei mit Problem verifiziert
   *[other] { $count } Dateien mit Problem verifiziert
}
notices-finished-failed = { $count ->
    [one] { $count } Datei fehlgeschlagen
   *[other] { $count } Dateien fehlgeschlagen
}
notices-finished-and-verified = { $count } verifiziert
notices-finished-and-others = { $count ->
    [one] { $count } weitere verifiziert
   *[other] { $count } weitere verifiziert
}
notices-finished-and-broken = { $count } mit Problem
notices-finished-and-failed = { $count } fehlgeschlagen
notices-next-retry = Nächster Schritt: Fehlgeschlagenes wiederholen
notices-next-results = Nächster Schritt: Ergebnisse ansehen
notices-next-links = Nächster Schritt: Links zu signierten Dateien kopieren
notices-next-sign = { $count ->
    [one] Nächster Schritt: { $count } Datei signieren
   *[other] Nächster Schritt: { $count } Dateien signieren
}
notices-notification-open = Öffnen

## Title

notices-title-working = { $percent } % – Que Uploader
notices-title-waiting = Wartet bei { $percent } % – Que Uploader

## Chip

notices-chip-added = { $count } hinzugefügt
notices-chip-scroll = Zu den neuen Dateien scrollen

## Lookup

notices-lookup-reading-any = Dateien werden gelesen…
notices-lookup-reading = { $name } wird gelesen  ·  { $percent } von { $size }
notices-lookup-none = Keine Dateien gefunden
notices-lookup-unreadable = { $name } ist nicht lesbar
notices-lookup-unreadable-files = { $count ->
    [one] { $count } Datei ist nicht lesbar
   *[other] { $count } Dateien sind nicht lesbar
}
notices-lookup-unknown = { $name } wurde noch nicht hochgeladen
notices-lookup-unknown-files = { $count ->
    [one] { $count } Datei wurde noch nicht hochgeladen
   *[other] { $count } Dateien wurden noch nicht hochgeladen
}
notices-lookup-matches = { $count ->
    [one] { $count } Eintrag passt zu { $name }
   *[other] { $count } Einträge passen zu { $name }
}
notices-lookup-found = { $found ->
    [one] { $found } von { $count } Dateien steht im Verlauf
   *[other] { $found } von { $count } Dateien stehen im Verlauf
}
notices-lookup-and-unreadable = { $result }; { $count } nicht lesbar
notices-lookup-upload = { $count ->
    [one] { $count } Datei hochladen
   *[other] { $count } Dateien hochladen
}
notices-lookup-stop = Stoppen
notices-lookup-show-all = Alle Einträge anzeigen
notices-lookup-hint = Findet eine Datei an ihrem Inhalt, egal wie sie heißt. Sie können sie auch hier ablegen.

## Drops

notices-drop-add = Zum Hinzufügen ablegen
notices-drop-add-items = { $count ->
    [one] Ablegen, um { $count } Objekt hinzuzufügen
   *[other] Ablegen, um { $count } Objekte hinzuzufügen
}
notices-drop-find = Ablegen, um im Verlauf zu suchen
notices-drop-find-items = { $count ->
    [one] Ablegen, um { $count } Objekt im Verlauf zu suchen
   *[other] Ablegen, um { $count } Objekte im Verlauf zu suchen
}
notices-drop-find-text = Findet Dateien an ihrem Inhalt, egal wie sie heißen. Nichts wird hochgeladen.
notices-drop-check = Zum Prüfen ablegen
notices-drop-check-items = { $count ->
    [one] Ablegen, um { $count } Objekt zu prüfen
   *[other] Ablegen, um { $count } Objekte zu prüfen
}
notices-drop-check-text = Liest die Content Credentials. Nichts wird hochgeladen.
notices-drop-nothing = Nichts davon kann hinzugefügt werden
notices-drop-any = Dateien und Ordner, beliebig gemischt
notices-drop-pictures = { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder
}
notices-drop-videos = { $count ->
    [one] { $count } Video
   *[other] { $count } Videos
}
notices-drop-sounds = { $count ->
    [one] { $count } Tondatei
   *[other] { $count } Tondateien
}
notices-drop-folders = { $count ->
    [one] { $count } Ordner
   *[other] { $count } Ordner
}
notices-drop-others = { $count ->
    [one] { $count } andere Datei
   *[other] { $count } andere Dateien
}
notices-drop-skipped = { $count ->
    [one] { $count } wird übersprungen: { $reasons }
   *[other] { $count } werden übersprungen: { $reasons }
}

## Failed drops

notices-drop-no-data = Das andere Programm hat die abgelegten Dateien nicht übergeben
notices-drop-no-data-text = Legen Sie sie noch einmal ab, oder nutzen Sie „Dateien hinzufügen…“ oder „Ordner hinzufügen…“.
notices-drop-timeout = Das andere Programm hat auf das Ablegen nicht reagiert
notices-drop-timeout-text = Sehen Sie in dem Programm nach und legen Sie die Dateien noch einmal ab, oder nutzen Sie „Dateien hinzufügen…“.
notices-drop-too-large = Es wurden zu viele Dateien auf einmal abgelegt
notices-drop-too-large-text = Legen Sie den Ordner ab, der sie enthält, oder weniger Dateien.
notices-paste-no-paths = Der eingefügte Text enthält keine Dateipfade
notices-paste-no-paths-text = { $system ->
    [mac] Kopieren Sie Dateien im Finder oder ihre vollständigen Pfade, einen pro Zeile.
    [windows] Kopieren Sie Dateien im Explorer oder ihre vollständigen Pfade, einen pro Zeile.
   *[linux] Kopieren Sie Dateien in einem Dateimanager oder ihre vollständigen Pfade, einen pro Zeile.
}

## File dialogs

notices-pick-files = Dateien hinzufügen
notices-pick-folders = Ordner hinzufügen
notices-pick-to-find = Dateien im Verlauf suchen
notices-pick-to-check = Dateien prüfen
notices-pick-export = Exportieren
notices-pick-save-signed = Signierte Datei speichern
notices-pick-signed-folder = Ordner für die signierten Dateien wählen
notices-pick-authorities = Datei mit Zertifizierungsstellen wählen
notices-pick-trust-list = Vertrauensliste wählen
notices-pick-certificates = Zertifikate (PEM)
notices-pick-all-files = Alle Dateien
notices-saved-as = Gespeichert als { $path }.
notices-not-saved = { $path } konnte nicht geschrieben werden: { $error }.
notices-not-saved-text = Wählen Sie einen anderen Ordner, oder kopieren Sie stattdessen den Text.
notices-no-file-manager = Es ließ sich kein Dateimanager öffnen
notices-no-file-manager-text = Die Datei liegt hier: { $path }
notices-no-dialog = Dieser Desktop hat keinen Dateidialog
notices-no-dialog-text = Legen Sie Dateien auf dem Fenster ab, oder kopieren Sie ihre Pfade und drücken Sie hier { $keys }. Was sich nicht speichern lässt, können Sie kopieren.
