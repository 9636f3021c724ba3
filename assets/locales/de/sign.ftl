sign-view-form = Formular
sign-view-json = JSON
sign-json = Manifest (JSON)
sign-json-invalid = Das ist kein gültiges JSON
sign-json-invalid-hint = Korrigieren Sie das JSON, um wieder das Formular zu verwenden.
sign-manifest-show = Manifest einblenden
sign-manifest-hide = Manifest ausblenden
sign-blocked-errors = Korrigieren Sie zuerst das Manifest.
sign-blocked-origin = Wählen Sie einen Ursprung, um fortzufahren.
sign-blocked-edits = Geben Sie an, ob es weitere Bearbeitungen gibt, um fortzufahren.
sign-lints-none = Keine Probleme.
sign-lint-error = Fehler, Zeile { $line }: { $message }
sign-lint-warning = Warnung, Zeile { $line }: { $message }
sign-lint-advice = Hinweis, Zeile { $line }: { $message }
sign-lint-line = Zeile { $line }
sign-lint-line-hint = Zu dieser Zeile springen
sign-lint-fix = Beheben: { $fix }
sign-lint-fix-hint = Diese Korrektur anwenden
sign-origin = Ursprung
sign-origin-choose = Woher stammt die Datei?
sign-origin-open = Das können nur Sie wissen, daher ist nichts vorausgewählt.
sign-origin-discloses = { $explanation } Damit wird der Einsatz generativer KI offengelegt.
sign-origin-opened = Wird bei einer bearbeiteten Kopie nicht angegeben: Die Datei wurde geöffnet, nicht erstellt. Alle anderen Angaben und Texte gelten.
sign-origin-group-camera = Kamera
sign-origin-group-edited = Bearbeitet
sign-origin-group-scanned = Gescannt
sign-origin-group-ai = KI
sign-origin-group-other = Andere
sign-origin-digital-capture = Kamera oder Aufnahmegerät
sign-origin-computational-capture = Handykamera mit mehreren vereinten Aufnahmen
sign-origin-negative-film = Gescanntes Filmnegativ
sign-origin-positive-film = Gescanntes Dia
sign-origin-print = Gescannter Abzug oder Druck
sign-origin-human-edits = Von einem Menschen bearbeitet
sign-origin-composite-with-trained-algorithmic-media = Mit generativer KI bearbeitet
sign-origin-algorithmically-enhanced = Von einem Algorithmus verbessert
sign-origin-digital-creation = Von einem Menschen am Computer gezeichnet oder gestaltet
sign-origin-data-driven-media = Diagramm oder Darstellung von Daten
sign-origin-trained-algorithmic-media = Von generativer KI erzeugt
sign-origin-algorithmic-media = Von einem Algorithmus ohne Training erzeugt
sign-origin-screen-capture = Bildschirmaufnahme
sign-origin-virtual-recording = Aufnahme einer virtuellen Szene
sign-origin-composite = Montage aus mehreren Quellen
sign-origin-composite-capture = Montage aus Kameraaufnahmen
sign-origin-composite-synthetic = Montage mit künstlich erzeugten Teilen
sign-origin-digital-capture-hint = Mit Kamera, Handy, 3D-Scanner oder Rekorder in der wirklichen Welt aufgenommen.
sign-origin-computational-capture-hint = Mit einem Handy aufgenommen, das mehrere Aufnahmen vereint hat, etwa für HDR oder Nachtbilder.
sign-origin-negative-film-hint = Von einem Filmnegativ digitalisiert.
sign-origin-positive-film-hint = Von einem Dia oder anderem Positivfilm digitalisiert.
sign-origin-print-hint = Von einer gedruckten oder gezeichneten Vorlage digitalisiert.
sign-origin-human-edits-hint = Von einem Menschen mit Werkzeugen ohne generative KI geändert, etwa durch Zuschneiden oder Farbkorrektur.
sign-origin-composite-with-trained-algorithmic-media-hint = Mit generativer KI geändert oder erweitert, etwa durch einen eingesetzten Himmel.
sign-origin-algorithmically-enhanced-hint = Von einem automatischen Werkzeug geändert, das etwa schärft oder Rauschen verringert.
sign-origin-digital-creation-hint = Von einem Menschen mit Software geschaffen, etwa eine Zeichnung, ein Text oder Musik.
sign-origin-data-driven-media-hint = Von Software aus Daten erzeugt, etwa ein Diagramm, eine Karte oder eine Wetteranimation.
sign-origin-trained-algorithmic-media-hint = Ganz von einem trainierten Modell erzeugt, etwa einem Bildgenerator.
sign-origin-algorithmic-media-hint = Von einem Algorithmus ohne trainiertes Modell erzeugt, etwa ein Fraktal.
sign-origin-screen-capture-hint = Ein Bildschirmfoto oder eine Bildschirmaufzeichnung.
sign-origin-virtual-recording-hint = Eine Aufnahme einer virtuellen Welt, etwa eines Spiels.
sign-origin-composite-hint = Aus mehreren Quellen beliebiger Art zusammengesetzt.
sign-origin-composite-capture-hint = Aus zwei oder mehr Aufnahmen der wirklichen Welt zusammengesetzt.
sign-origin-composite-synthetic-hint = Aus mehreren Quellen zusammengesetzt, von denen mindestens eine generative KI erzeugt hat.
sign-edits = Bearbeitungen
sign-edits-choose = Wurde sonst noch etwas daran geändert?
sign-edits-none = Keine weiteren Bearbeitungen
sign-edits-may-be = Weitere Bearbeitungen sind möglich
sign-edits-open = Über den Ursprung oben hinaus, etwa Zuschneiden oder Retusche. Das können nur Sie wissen.
sign-edits-none-hint = Besagt, dass über den Ursprung oben hinaus nichts geändert wurde.
sign-edits-may-be-hint = Besagt, dass mehr geändert worden sein kann, als der Ursprung oben angibt.
sign-training = Nutzung für KI-Training und Data-Mining
sign-training-ai = KI-Training
sign-training-generative = Training generativer KI
sign-training-inference = KI-Inferenz
sign-training-mining = Data-Mining
sign-training-not-stated = Keine Angabe
sign-training-allowed = Erlaubt
sign-training-not-allowed = Nicht erlaubt
sign-training-constrained = Unter Bedingungen erlaubt
sign-training-conditions = { $kind }: Bedingungen
sign-training-conditions-hint = Text oder URL einer Lizenz
sign-training-each = Jede Nutzung einzeln festlegen
sign-training-one = Eine Angabe für alle Nutzungen
sign-field-title = Titel
sign-field-author = Autor
sign-field-caption = Bildbeschreibung
sign-field-credit = Bildnachweis
sign-field-copyright = Copyright
sign-field-headline = Überschrift
sign-field-make = Kamerahersteller
sign-field-model = Kameramodell
sign-field-lens = Objektiv
sign-field-taken = Aufgenommen
sign-field-city = Stadt
sign-field-country = Land
sign-field-generator = Erstellt mit
sign-field-version = Version
sign-field-optional = Optional
sign-field-taken-hint = Optional, z. B. 2026-05-09T12:00:00
sign-field-generator-hint = Standard: Name des Servers
sign-field-author-hint = Eine Person oder Organisation. Trennen Sie mehrere durch ein Semikolon; ein doppeltes Semikolon bleibt Teil des Namens.
sign-fields-more = Mehr Felder
sign-fields-fewer = Weniger Felder
sign-thumbnail = Kein Vorschaubild in der signierten Kopie
sign-thumbnail-hint = Server fügen eines von einigen Hundert Kilobyte hinzu, auch bei kleinen Dateien.
sign-placeholders-title = {"{stem}"} = Dateiname, {"{name}"} = mit Endung, {"{date}"} = heute.
sign-placeholders = Wird für jede Datei eingesetzt: {"{name}"} = Name der Datei, {"{stem}"} = Name ohne Endung, {"{date}"} = Tag der Signatur.
sign-placeholders-file = Aus der Datei selbst: { $names }. Fehlt einer Datei ein Wert, entfällt der Platzhalter mit dem Trennzeichen daneben. Der übrige Text bleibt.
sign-placeholder-unknown = { $name } ist kein Platzhalter. „Mehr Felder“ führt alle auf.
sign-placeholder-similar = { $name } ist kein Platzhalter. Meinten Sie { $known }?
sign-placeholder-use = { $known } verwenden
sign-placeholder-keep = Als Text behalten
sign-identity = Verifizierte Identität hinzufügen
sign-identity-hint = Das Zertifikat des Servers bürgt für Ihre Angaben. Ein Autor ist nur ein Name, den jeder eingeben könnte.
sign-identity-known = Der Server signiert sie mit seinem eigenen Zertifikat ({ $algorithm }) über die Angaben dieses Manifests. Der Bericht zeigt, ob sie bestätigt wurde.
sign-identity-unknown = Der Signaturalgorithmus dieses Servers ist noch nicht bekannt. Er wird mit der ersten Datei ermittelt, die dazu eventuell zweimal signiert wird.
sign-offers = { $whose ->
    [photo] Aus dem Foto
    [photos] Aus den Fotos
    [file] Aus der Datei
   *[files] Aus den Dateien
}
sign-offers-all = Alles übernehmen
sign-offers-all-but-location = Alles außer Ort übernehmen
sign-offers-none = Nichts übernehmen
sign-offers-all-label = { $whose ->
    [photo] Alles aus dem Foto übernehmen
    [photos] Alles aus den Fotos übernehmen
    [file] Alles aus der Datei übernehmen
   *[files] Alles aus den Dateien übernehmen
}
sign-offers-all-but-location-label = { $whose ->
    [photo] Alles außer Ort aus dem Foto übernehmen
    [photos] Alles außer Ort aus den Fotos übernehmen
    [file] Alles außer Ort aus der Datei übernehmen
   *[files] Alles außer Ort aus den Dateien übernehmen
}
sign-offers-none-label = { $whose ->
    [photo] Nichts aus dem Foto übernehmen
    [photos] Nichts aus den Fotos übernehmen
    [file] Nichts aus der Datei übernehmen
   *[files] Nichts aus den Dateien übernehmen
}
sign-offer-author = Autor
sign-offer-title = Titel
sign-offer-headline = Überschrift
sign-offer-caption = Bildbeschreibung
sign-offer-credit = Bildnachweis
sign-offer-copyright = Copyright
sign-offer-camera = Kamera
sign-offer-lens = Objektiv
sign-offer-taken = Aufgenommen
sign-offer-location = Ort
sign-offer-label = { $name } { $whose ->
    [photo] aus dem Foto
    [photos] aus den Fotos
    [file] aus der Datei
   *[files] aus den Dateien
}: { $value }
sign-offer-values = { $count ->
    [one] 1 anderer Wert
   *[other] { $count } verschiedene Werte
}
sign-offer-some = { $value } ({ $count } von { $all })
sign-offer-some-looked = { $value } ({ $count } von { $all } gelesenen)
sign-offer-shortened = { $name }: auf { $count ->
    [one] 1 Zeichen
   *[other] { $count } Zeichen
} gekürzt.
sign-offer-location-hint = Wird nur signiert, wenn Sie das Kästchen aktivieren
sign-offer-source-vorbis = Vorbis-Kommentare
sign-unread-timed-out = { $whose ->
    [photo] Die Angaben des Fotos
    [photos] Die Angaben der Fotos
    [file] Die Angaben der Datei
   *[files] Die Angaben der Dateien
} konnten nicht rechtzeitig gelesen werden{ $share ->
    [some] {" "}({ $count } von { $all })
    [looked] {" "}({ $count } von { $all } gelesenen)
   *[whole] {""}
}.
sign-unread-failed = { $whose ->
    [photo] Die Angaben des Fotos
    [photos] Die Angaben der Fotos
    [file] Die Angaben der Datei
   *[files] Die Angaben der Dateien
} konnten nicht gelesen werden{ $share ->
    [some] {" "}({ $count } von { $all })
    [looked] {" "}({ $count } von { $all } gelesenen)
   *[whole] {""}
}.
sign-unread-gone = { $whose ->
    [photo] Die Angaben des Fotos
    [photos] Die Angaben der Fotos
    [file] Die Angaben der Datei
   *[files] Die Angaben der Dateien
} sind nicht mehr lesbar: Die Datei fehlt oder wurde geändert{ $share ->
    [some] {" "}({ $count } von { $all })
    [looked] {" "}({ $count } von { $all } gelesenen)
   *[whole] {""}
}.
sign-unread-again = Erneut lesen
sign-card-title = Titel: { $title }
sign-card-no-author = Kein Autor
sign-card-no-origin = Ursprung noch nicht gewählt
sign-card-opened = geöffnet, Ursprung nicht angegeben
sign-card-camera = Kamera
sign-card-edited = Bearbeitet
sign-card-training-allowed = KI-Training erlaubt
sign-card-training-not-allowed = kein KI-Training
sign-card-training-constrained = KI-Training unter Bedingungen
sign-card-training-each = KI-Training je Nutzung festgelegt
sign-card-from = { $whose ->
    [photo] aus dem Foto
    [photos] aus den Fotos
    [file] aus der Datei
   *[files] aus den Dateien
}: { $names }
sign-card-from-author = Autor
sign-card-from-title = Titel
sign-card-from-headline = Überschrift
sign-card-from-caption = Bildbeschreibung
sign-card-from-credit = Bildnachweis
sign-card-from-copyright = Copyright
sign-card-from-camera = Kamera
sign-card-from-lens = Objektiv
sign-card-from-taken = Aufnahmezeit
sign-card-from-location = Ort
sign-names = { $names }, { $next }
sign-card-line = { $name }: { $text }
sign-card-headline = Überschrift
sign-card-caption = Bildbeschreibung
sign-card-credit = Bildnachweis
sign-card-copyright = Copyright
sign-card-device = Kamera
sign-card-taken = Aufgenommen
sign-card-location = Ort
sign-card-edits = Bearbeitungen
sign-card-edits-none = keine weiteren
sign-card-edits-may-be = weitere möglich
sign-card-identity = Identität
sign-card-identity-verified = vom Server verifiziert
sign-preset = Vorgabe
sign-preset-none = Keine
sign-preset-changed = { $name } (geändert)
sign-preset-replaces = „{ $name }“ ersetzt Ihre Änderungen.
sign-preset-keep-editing = Weiter bearbeiten
sign-preset-discard = Verwerfen
sign-preset-signs = Signiert neue Uploads automatisch
sign-preset-broken = Kann neue Uploads nicht signieren: enthält Fehler
sign-preset-save-changes = Änderungen speichern
sign-preset-options = Optionen der Vorgabe
sign-preset-save-new = Als Vorgabe speichern…
sign-preset-default = Als Standard verwenden
sign-preset-sign-new = Neue Uploads automatisch signieren
sign-preset-fix-first = Beheben Sie zuerst die Fehler und speichern Sie die Änderungen.
sign-preset-save-as = Speichern unter…
sign-preset-delete = Vorgabe löschen
sign-preset-deleted = Vorgabe „{ $name }“ gelöscht
sign-preset-name = Name der Vorgabe
sign-preset-save = Vorgabe speichern
sign-preset-do-not-save = Nicht speichern
sign-preset-own-title = Der Titel wird als {"{stem}"} gespeichert, dem Namen der jeweiligen Datei.
sign-preset-use = Für neue Dateien verwenden
sign-preset-use-always = Immer
sign-preset-use-ask = Nachfragen
sign-preset-use-always-label = Für neue Dateien verwenden: immer
sign-preset-use-ask-label = Für neue Dateien verwenden: nachfragen
sign-preset-name-missing = Geben Sie einen Namen ein.
sign-preset-name-long = Ein Name ist eine Zeile mit höchstens { $count } Zeichen.
sign-chip-signs = Signiert mit: { $name }
sign-chip-preset = Vorgabe: { $name }
sign-chip-none = Vorgabe: keine
sign-chip-label = { $words }. Vorgabe auswählen
sign-chip-signs-hint = Neue Uploads werden automatisch mit „{ $name }“ signiert.
sign-chip-hint = Das Signaturformular beginnt mit dieser Vorgabe.
sign-chip-choose-none = Keine Vorgabe
sign-chip-manage = Vorgaben verwalten…
sign-presets = Vorgaben
sign-presets-about = Um den Inhalt einer Vorgabe zu ändern, wählen Sie sie im Signaturformular aus und speichern Sie die Änderungen.
sign-presets-empty = Noch keine Vorgaben.
sign-presets-delete = Vorgabe { $name } löschen
sign-presets-use = Für neue Dateien verwenden
sign-presets-use-label = { $name } für neue Dateien verwenden
sign-presets-sign-label = Neue Uploads automatisch mit { $name } signieren
sign-sheet = Dateien signieren
sign-sheet-format = { $count ->
    [one] 1 Datei: Dieses Format kann nicht signiert werden. Übersprungen.
   *[other] { $count } Dateien: Dieses Format kann nicht signiert werden. Übersprungen.
}
sign-sheet-too-large = { $count ->
    [one] 1 Datei: über 1 GB, die Obergrenze zum Signieren. Übersprungen.
   *[other] { $count } Dateien: über 1 GB, die Obergrenze zum Signieren. Übersprungen.
}
sign-sheet-not-stored = { $count ->
    [one] 1 Datei: nicht hochgeladen. Übersprungen.
   *[other] { $count } Dateien: nicht hochgeladen. Übersprungen.
}
sign-sheet-busy = { $count ->
    [one] 1 Datei: wird gerade signiert oder verifiziert. Übersprungen.
   *[other] { $count } Dateien: werden gerade signiert oder verifiziert. Übersprungen.
}
sign-sheet-gone = { $count ->
    [one] 1 Datei: nicht mehr in der Liste.
   *[other] { $count } Dateien: nicht mehr in der Liste.
}
sign-sheet-has = { $count ->
    [one] 1 Datei: hat schon Content Credentials. Signierte Kopien nennen sie, enthalten sie aber nicht.
   *[other] { $count } Dateien: haben schon Content Credentials. Signierte Kopien nennen sie, enthalten sie aber nicht.
}
sign-sheet-has-issuers = { $count ->
    [one] 1 Datei: hat schon Content Credentials, die { $issuers } als Aussteller nennen. Signierte Kopien nennen sie, enthalten sie aber nicht.
   *[other] { $count } Dateien: haben schon Content Credentials, die { $issuers } als Aussteller nennen. Signierte Kopien nennen sie, enthalten sie aber nicht.
}
sign-sheet-issuers = { $names } und { $last }
sign-sheet-issuers-more = { $names } und { $count } weitere
sign-sheet-changed = { $count ->
    [one] 1 Datei: die Content Credentials sind ungültig (nach dem Signieren geändert).
   *[other] { $count } Dateien: die Content Credentials sind ungültig (nach dem Signieren geändert).
}
sign-sheet-not-valid = { $count ->
    [one] 1 Datei: die Content Credentials sind ungültig.
   *[other] { $count } Dateien: die Content Credentials sind ungültig.
}
sign-sheet-inconclusive = { $count ->
    [one] 1 Datei: hat möglicherweise schon Content Credentials, die signierte Kopien nicht enthalten würden.
   *[other] { $count } Dateien: haben möglicherweise schon Content Credentials, die signierte Kopien nicht enthalten würden.
}
sign-sheet-skip-these = Diese Dateien überspringen
sign-sheet-skip-has = Dateien überspringen, die Content Credentials haben oder haben könnten
sign-sheet-skip-signed = Schon signierte Dateien überspringen
sign-sheet-edited-copies = { $count ->
    [one] Sie wird als bearbeitete Kopie signiert: geöffnet, nicht erstellt, daher ohne Ursprung. Alle anderen Angaben und Texte des Formulars gelten.
   *[other] Sie werden als bearbeitete Kopien signiert: geöffnet, nicht erstellt, daher ohne Ursprung. Alle anderen Angaben und Texte des Formulars gelten.
}
sign-sheet-origin-opened = { $count ->
    [one] Wird bei 1 bearbeiteten Kopie nicht angegeben.
   *[other] Wird bei { $count } bearbeiteten Kopien nicht angegeben.
}
sign-sheet-edited-copies-unread = Dateien mit Content Credentials werden als bearbeitete Kopien signiert: geöffnet, nicht erstellt, daher ohne Ursprung. Alle anderen Angaben und Texte des Formulars gelten.
sign-sheet-signed = { $count ->
    [one] 1 von { $all } ist schon signiert. Erneutes Signieren erzeugt eine weitere signierte Kopie.
   *[other] { $count } von { $all } sind schon signiert. Erneutes Signieren erzeugt jeweils eine weitere signierte Kopie.
}
sign-sheet-unread = { $count ->
    [one] 1 Datei: noch nicht geladen. Sie wird der Reihe nach geprüft und übersprungen, wenn sie nicht signiert werden kann.
   *[other] { $count } Dateien: noch nicht geladen. Jede wird der Reihe nach geprüft und übersprungen, wenn sie nicht signiert werden kann.
}
sign-sheet-looking = { $count ->
    [one] Content Credentials werden in 1 Datei gesucht…
   *[other] Content Credentials werden in { $count } Dateien gesucht…
}
sign-sheet-unlooked = { $count ->
    [one] 1 Datei: wird als Nächstes oder direkt vor dem Signieren geprüft.
   *[other] { $count } Dateien: werden als Nächstes oder direkt vor dem Signieren geprüft.
}
sign-sheet-all-skipped = Alle werden übersprungen. Deaktivieren Sie oben das Kästchen, um sie zu signieren.
sign-sheet-none-ready = Keine davon kann jetzt signiert werden.
sign-sheet-creates = Erzeugt signierte Kopien. Originale bleiben unverändert.
sign-sheet-sign = { $count ->
    [one] 1 Datei signieren
   *[other] { $count } Dateien signieren
}
sign-sheet-sign-up-to = { $count ->
    [one] Bis zu 1 Datei signieren
   *[other] Bis zu { $count } Dateien signieren
}
sign-sheet-signing = { $count ->
    [one] 1 Datei wird signiert
   *[other] { $count } Dateien werden signiert
}
sign-beside-none-loaded = Noch keine der zu signierenden Dateien ist geladen.
sign-beside-none = Keine Dateien zu signieren.
sign-beside-place = { $number } von { $count }
sign-beside-previous = Vorherige Datei
sign-beside-next = Nächste Datei
sign-beside-fix = Korrigieren Sie das JSON, um die Angaben zu sehen.
