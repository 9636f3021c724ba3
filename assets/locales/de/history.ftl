## Statt der Einträge

history-loading = Verlauf wird geladen…
history-content-missing = Nicht im Verlauf
history-content-missing-more = Kein Eintrag hat diesen Inhalt. Schon ein einziges geändertes Byte macht eine andere Datei daraus.
history-nothing-found = Nichts gefunden
history-nothing-today = Heute wurde nichts Passendes hochgeladen.
history-nothing-seven-days = In den letzten 7 Tagen wurde nichts Passendes hochgeladen.
history-nothing-this-month = Diesen Monat wurde nichts Passendes hochgeladen.
history-nothing-last-month = Letzten Monat wurde nichts Passendes hochgeladen.
history-nothing-for-text = Kein Dateiname, Objektschlüssel oder SHA-256 enthält „{ $text }“, und ein Datum mit Uploads ist es auch nicht.
history-empty = Noch nichts hochgeladen
history-empty-more = Jede Datei mit einem Objektschlüssel steht hier, auch nach einem Neustart.
history-show-all-dates = Alle Tage anzeigen
history-server-note = Dies ist der Verlauf von { $server }. Jeder Server hat seinen eigenen.
history-show-server = { $server } anzeigen

## Zeile unter den Einträgen

history-records = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
history-records-at-server = { $count ->
    [one] 1 Eintrag auf { $server }
   *[other] { $count } Einträge auf { $server }
}
history-unreadable = { $count ->
    [one] 1 dieser Einträge kann nicht gelesen werden
   *[other] { $count } dieser Einträge können nicht gelesen werden
}
history-show-new = { $count ->
    [one] 1 neuen anzeigen
   *[other] { $count } neue anzeigen
}
history-forget-hint = Löscht Einträge. Objekte im Speicher werden nicht gelöscht.
history-verifying = Verifizieren: { $done } von { $all }
history-signing = Signieren: { $done } von { $all }
history-stop = Stoppen
history-stop-verifying = Verifizieren stoppen
history-stop-signing = Signieren stoppen
history-stop-hint = Was gerade läuft, wird noch abgeschlossen.

## Zeiträume

history-chip-today = Heute
history-chip-seven-days = 7 Tage
history-chip-this-month = Dieser Monat
history-chip-last-month = Letzter Monat
history-chip-today-only = Nur heute
history-chip-seven-days-only = Nur die letzten 7 Tage
history-chip-this-month-only = Nur dieser Monat
history-chip-last-month-only = Nur letzter Monat

## Tage

history-day-today = Heute
history-day-yesterday = Gestern
history-day-unknown = Unbekannter Tag
history-day-heading = { $day }, { $records }
