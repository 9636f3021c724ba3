provenance-picture = Bild: { $name }
provenance-picture-loading = Bild wird geladen…
provenance-picture-none = Kein Bild vorhanden
provenance-pin = Content Credentials: { $verdict }
provenance-this-file = Diese Datei
provenance-the-original = Das Original
provenance-compare-original = Mit dem Original vergleichen
provenance-compare-this = Mit dieser Datei vergleichen
provenance-compare-slider-name = Vergleich: { $left } und { $right }
provenance-compare-slider = Schieberegler
provenance-compare-beside = Nebeneinander
provenance-compare-close = Vergleich schließen

provenance-remote = Credentials gespeichert unter
provenance-remote-copy = Adresse kopieren
provenance-issuer = Aussteller
provenance-signer = Unterzeichner
provenance-issued = Ausgestellt
provenance-generator = App oder Gerät
provenance-ai = KI-Nutzung
provenance-title = Titel
provenance-revocation = Widerruf
provenance-identity = Identität
provenance-valid-until = Gültig bis
provenance-not-stated = nicht angegeben
provenance-issued-verified = { $time } (verifizierte Zeit)
provenance-issued-unverified = { $time } (nicht verifiziert)
provenance-issued-verified-only = verifizierte Zeit
provenance-issued-unverified-only = keine verifizierte Zeit
provenance-valid-until-certificate = { $day } (Zertifikat)
provenance-unverified-explained = Ohne verifizierte Zeit gilt eine Signatur nur so lange wie ihr Zertifikat, meist höchstens ein Jahr.

provenance-tree = Herkunft
provenance-ingredients = { $count ->
    [one] 1 Bestandteil
   *[other] { $count } Bestandteile
}
provenance-ingredients-more = { $count ->
    [one] mehr als 1 Bestandteil
   *[other] mehr als { $count } Bestandteile
}
provenance-tree-rest = Der Rest steht unten im Rohbericht.
provenance-ingredient = Bestandteil
provenance-node-file = Diese Datei { $title }, { $verdict }
provenance-node = Bestandteil { $title }, { $verdict }
provenance-node-role = Bestandteil { $title }, { $role }, { $verdict }
provenance-node-level = Bestandteil { $title }, { $verdict }, Ebene { $level }
provenance-node-role-level = Bestandteil { $title }, { $role }, { $verdict }, Ebene { $level }
provenance-node-has-credentials = hat Content Credentials
provenance-node-named = Content Credentials genannt, aber nicht enthalten
provenance-node-itself = Die Datei selbst. Wählen Sie eines der Bilder, um zu sehen, was es ist und woher es stammt.

provenance-relationship = Beziehung
provenance-format = Format
provenance-credentials = Credentials
provenance-credentials-named = in der Datei genannt, aber nicht enthalten: Sie sind beim Original
provenance-credentials-none = keine eigenen
provenance-description = Beschreibung
provenance-verdict = Ergebnis
provenance-verdict-recorded = { $verdict }, wie beim Hinzufügen aufgezeichnet
provenance-verdict-none = nicht aufgezeichnet
provenance-ai-generative = Mit generativer KI erstellt.
provenance-cut = Die eigenen Bestandteile sind nicht dargestellt: Sie wiederholen sich oder sind zu tief verschachtelt.
provenance-failed-when-added = Beim Hinzufügen nicht gültig: { $code }
provenance-doubt-unknown = All dies hat ein Unterzeichner aufgezeichnet, der hier unbekannt ist.
provenance-doubt-invalid = All dies stammt aus Credentials, die ungültig sind.
provenance-doubt-unconfirmed = All dies stammt aus Credentials, die nicht bestätigt sind.
provenance-ingredient-actions = Bearbeitungen und Aktivität

provenance-actions = Bearbeitungen und Aktivität
provenance-assertions = Was die Credentials aussagen
provenance-checks = Prüfungen
provenance-certificates = Signatur und Zertifikate
provenance-raw = Rohbericht
provenance-line = { $name }: { $value }
provenance-check-failed = Fehlgeschlagen: { $words }
provenance-check-info = Hinweis: { $words }
provenance-check-passed = Bestanden: { $words }
provenance-check-failed-file = Fehlgeschlagen, zur Datei: { $words }
provenance-check-info-file = Hinweis, zur Datei: { $words }
provenance-check-passed-file = Bestanden, zur Datei: { $words }
provenance-check-failed-ingredient = Fehlgeschlagen, zu einem Bestandteil: { $words }
provenance-check-info-ingredient = Hinweis, zu einem Bestandteil: { $words }
provenance-check-passed-ingredient = Bestanden, zu einem Bestandteil: { $words }
provenance-check-of-ingredient = ein Bestandteil
provenance-algorithm = Algorithmus
provenance-made-by = Erstellt mit
provenance-certificate = Zertifikat { $number }
provenance-certificate-copy = Zertifikat { $number } kopieren
provenance-report-copy = Bericht kopieren
provenance-report-save = Bericht speichern…
provenance-report-save-title = Bericht speichern
provenance-report-clipped = Nur der Anfang ist zu lesen. Kopieren oder speichern Sie den Bericht, um ihn ganz zu lesen.
