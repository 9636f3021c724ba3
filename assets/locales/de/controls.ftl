controls-copied = Kopiert
controls-show-all = Alles anzeigen
controls-show-less = Weniger anzeigen
controls-show-all-of = Alles anzeigen: { $what }
controls-show-less-of = Weniger anzeigen: { $what }
controls-fact = { $name }: { $value }
