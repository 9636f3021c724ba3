controls-copied = Copié
controls-show-all = Tout afficher
controls-show-less = Afficher moins
controls-show-all-of = Tout afficher : { $what }
controls-show-less-of = Afficher moins : { $what }
controls-fact = { $name } : { $value }
