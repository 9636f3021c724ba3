controls-copied = Copiado
controls-show-all = Mostrar todo
controls-show-less = Mostrar menos
controls-show-all-of = Mostrar todo: { $what }
controls-show-less-of = Mostrar menos: { $what }
controls-fact = { $name }: { $value }
