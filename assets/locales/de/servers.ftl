servers-menu-sandbox-note = Der Que-Server, der in dieses Programm eingebaut ist. Nichts verlässt diesen Computer, und niemand sonst vertraut dem, was er signiert.
servers-menu-visited-note = Dieser Server wurde für diese Sitzung in der Befehlszeile angegeben.
servers-menu-in-use = wird verwendet
servers-menu-waiting = { $count ->
    [one] 1 Datei wartet
   *[other] { $count } Dateien warten
}
servers-menu-sandbox = Sandbox ausprobieren
servers-menu-sandbox-waiting = Sandbox ausprobieren ({ $count ->
    [one] 1 Datei wartet
   *[other] { $count } Dateien warten
})
servers-menu-servers = Server…
servers-menu-key = Schlüssel für diesen Server…

servers-switch-title = Zu { $server } wechseln?
servers-switch-uploads = { $count ->
    [one] 1 Datei ist noch nicht hochgeladen. Sie bleibt in der Warteschlange von { $server } und wird fortgesetzt, wenn Sie zurückwechseln.
   *[other] { $count } Dateien sind noch nicht hochgeladen. Sie bleiben in der Warteschlange von { $server } und werden fortgesetzt, wenn Sie zurückwechseln.
}
servers-switch-signings = { $count ->
    [one] 1 Datei wird gerade signiert oder verifiziert. Ein laufender Schritt wird beendet, der Rest wird abgebrochen.
   *[other] { $count } Dateien werden gerade signiert oder verifiziert. Laufende Schritte werden beendet, der Rest wird abgebrochen.
}
servers-switch-folders = Ein Ordner wird noch gelesen. Noch nicht gefundene Dateien werden nicht hinzugefügt.
servers-switch-now = Pausieren und wechseln

servers-welcome-title = Willkommen bei Que Uploader
servers-welcome-lead = Legen Sie Fotos im Fenster ab. Jedes wird hochgeladen und erhält einen Objektschlüssel. Signieren und verifizieren Sie, wenn Sie so weit sind.
servers-welcome-key-accepted = Schlüssel akzeptiert
servers-welcome-offline = Sie sind anscheinend offline
servers-welcome-offline-hint = Prüfen Sie die Internetverbindung und wählen Sie dann noch einmal „Los geht’s“.
servers-welcome-key = API-Schlüssel
servers-welcome-another-key = Anderer Schlüssel
servers-welcome-get-key = Schlüssel holen
servers-welcome-get-key-hint = Öffnet addque.org. Schlüssel für Ihren eigenen Server bekommen Sie von dessen Administrator.
servers-welcome-key-present = Sie haben schon einen Schlüssel für diesen Server.
servers-welcome-kept-trouble = Wird behalten, bis Sie das Fenster schließen, denn { $desktop ->
    [windows] die Anmeldeinformationsverwaltung
   *[other] der Schlüsselbund
} kann nicht verwendet werden: { $trouble }
servers-welcome-kept-session = Wird behalten, bis Sie das Fenster schließen.
servers-welcome-kept-stored = Wird { $desktop ->
    [windows] in der Anmeldeinformationsverwaltung
   *[other] im Schlüsselbund
} gespeichert.
servers-welcome-kept-and-sent = { $kept } { $sent }
servers-welcome-sent-to = Wird nur an { $host } gesendet.
servers-welcome-sent-to-yours = Wird nur an Ihren Server gesendet.
servers-welcome-other-server = Anderen Server verwenden…
servers-welcome-address = Serveradresse
servers-welcome-address-invalid = Beginnen Sie mit https:// oder, für diesen Computer, mit http://.
servers-welcome-address-plain-http = http:// funktioniert nur für diesen Computer. Andere Computer können Sie in den Einstellungen erlauben.
servers-welcome-sandbox = Sandbox ausprobieren
servers-welcome-sandbox-hint = Üben Sie mit dem eingebauten Que-Server. Kein Schlüssel nötig; nichts verlässt diesen Computer.
servers-welcome-skip-test = Test überspringen
servers-welcome-skip-test-hint = Der Schlüssel wird beim nächsten Upload erneut getestet.
servers-welcome-skip = Überspringen
servers-welcome-skip-hint = Sie können alles später im Servermenü oben links eingeben.
servers-welcome-start = Los geht’s
servers-welcome-connecting = Wird verbunden…

servers-startup-title = Que Uploader kann nicht starten
servers-startup-quit = Beenden

servers-diagnostics-title = Diagnose
servers-diagnostics-lead = Lesen Sie das, bevor Sie es senden. Es enthält keine Schlüssel, Signaturen oder Passwörter, vielleicht aber Pfade und Dateinamen.
servers-diagnostics-copy = Diagnose kopieren
