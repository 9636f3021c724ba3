states-failed = Fehlgeschlagen
states-uploading = Wird hochgeladen
states-finishing = Abschluss
states-preparing = Vorbereitung
states-waiting = Neuer Versuch
states-queued = Wartet
states-paused = Pausiert
states-uploaded = Hochgeladen
states-signing = Wird signiert
states-signed = Signiert
states-verifying = Wird verifiziert
states-verified = Verifiziert
states-canceling = Wird abgebrochen
states-canceled = Abgebrochen
states-waiting-for = Versuch in { $time }

states-count-failed = { $count } fehlgeschlagen
states-count-uploading = { $count } im Upload
states-count-finishing = { $count } im Abschluss
states-count-preparing = { $count } in Vorbereitung
states-count-waiting = { $count } vor neuem Versuch
states-count-queued =
    { $count ->
        [one] { $count } wartet
       *[other] { $count } warten
    }
states-count-paused = { $count } pausiert
states-count-uploaded = { $count } hochgeladen
states-count-signing = { $count } beim Signieren
states-count-signed = { $count } signiert
states-count-verifying = { $count } beim Verifizieren
states-count-verified = { $count } verifiziert
states-count-canceling = { $count } beim Abbrechen
states-count-canceled = { $count } abgebrochen
states-count-invalid = { $count } ungültig
states-count-unconfirmed = { $count } nicht bestätigt

states-inside-failed = fehlgeschlagen
states-inside-uploading = wird hochgeladen
states-inside-finishing = wird abgeschlossen
states-inside-preparing = wird vorbereitet
states-inside-waiting = wartet auf den nächsten Versuch
states-inside-waiting-for = nächster Versuch in { $time }
states-inside-queued = wartet
states-inside-paused = pausiert
states-inside-uploaded = hochgeladen
states-inside-signing = wird signiert
states-inside-signed = signiert
states-inside-verifying = wird verifiziert
states-inside-verified = verifiziert
states-inside-canceling = wird abgebrochen
states-inside-canceled = abgebrochen
states-inside-not-signed = nicht signiert
states-inside-not-verified = nicht verifiziert
states-inside-uploading-percent = wird hochgeladen, { $percent }
states-inside-original-verified = Original verifiziert: { $verdict }
states-inside-signed-copy-verified = signierte Kopie verifiziert: { $verdict }

states-step-sign = Signieren
states-step-verify = Verifizieren
states-step-upload-only = Nur Upload
states-step-not-signed = Nicht signiert
states-step-not-verified = Nicht verifiziert

states-verdict-trusted = Vertrauenswürdig
states-verdict-valid = Unbekannter Unterzeichner
states-verdict-unconfirmed = Nicht bestätigt
states-verdict-invalid = Ungültig
states-verdict-none = Keine Content Credentials
states-verdict-remote = Anderswo gespeichert
states-verdict-unsupported = Format für diesen Server nicht lesbar
states-verdict-unsupported-here = Format nicht lesbar
states-verdict-unknown = Bericht unklar
states-verdict-not-read = Nicht gelesen

states-verdict-count-trusted = { $count } vertrauenswürdig
states-verdict-count-valid = { $count } mit unbekanntem Unterzeichner
states-verdict-count-unconfirmed = { $count } nicht bestätigt
states-verdict-count-invalid = { $count } ungültig
states-verdict-count-none = { $count } ohne Content Credentials
states-verdict-count-remote = { $count } mit anderswo gespeicherten Credentials
states-verdict-count-unsupported = { $count } in einem Format, das dieser Server nicht liest
states-verdict-count-unknown = { $count } mit unklarem Bericht

states-target-original = Original
states-target-signed = Signierte Kopie
states-verifying-original = Original wird verifiziert
states-verifying-signed = Signierte Kopie wird verifiziert

states-attempt-running = Läuft
states-attempt-stored = Gespeichert
states-attempt-refused = Nicht gespeichert
states-attempt-unknown = Unbekannt

states-show-all = Alle
states-show-active = Aktiv
states-show-waiting = Wartend
states-show-paused = Pausiert
states-show-failed = Fehlgeschlagen
states-show-uploaded = Hochgeladen
states-show-signed = Signiert
states-show-verified = Verifiziert
states-show-invalid = Ungültig
states-show-unconfirmed = Nicht bestätigt
states-show-canceled = Abgebrochen

states-verdict-count-unsupported-here = { $count } in nicht lesbarem Format
states-verdict-count-not-read = { $count } nicht gelesen
