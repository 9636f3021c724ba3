controls-copied = コピー済み
controls-show-all = すべて表示
controls-show-less = 一部だけ表示
controls-show-all-of = すべて表示：{ $what }
controls-show-less-of = 一部だけ表示：{ $what }
controls-fact = { $name }：{ $value }
