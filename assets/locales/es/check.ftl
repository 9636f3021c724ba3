check-drop = Suelta un archivo para leer sus Content Credentials
check-choose = Elige un archivo para leer sus Content Credentials
check-about = No se sube nada. Los archivos y carpetas se leen en este equipo, sin clave de API.
check-choose-files = Elegir archivos…
check-reading-files = { $count ->
    [one] Leyendo 1 archivo…
   *[other] Leyendo { $count } archivos…
}
check-finding = Buscando archivos…
check-clear = Vaciar
check-reading = Leyendo…
check-column-file = Archivo
check-column-verdict = Veredicto
check-column-issuer = Emisor
check-column-time = Hora verificada
check-column-list = Lista de confianza
check-sort = Ordenar los archivos comprobados por { $column ->
    [file] archivo
    [verdict] veredicto
    [issuer] emisor
    [time] hora verificada
   *[list] lista de confianza
}
check-sort-ascending = { $sort }, orden ascendente
check-sort-descending = { $sort }, orden descendente
check-no-time = Sin hora verificada
check-report = Informe
check-report-hint = Selecciona un archivo para ver quién lo firmó, cuándo y qué se le hizo.
check-report-reading = Leyendo el archivo
check-report-folder = En este equipo  ·  { $folder }
check-report-list = Lista de confianza
check-report-list-none = ninguna de las usadas
check-list-official = Lista oficial de C2PA
check-list-interim = Lista provisional
check-list-news = Editores de noticias (IPTC)
check-list-que = Lista del servidor de Que
check-list-of-server = { $list } ({ $host })
check-list-own = Tu propia lista
check-lists = Listas de confianza: { $lists }
check-lists-dated = { $list }, { $date }
check-lists-loading = Leyendo las listas de confianza…
check-lists-empty = Aún no hay listas de confianza. Los cambios se detectan, pero todos los firmantes son desconocidos.
check-lists-unusable = No se puede usar ninguna lista de confianza, así que todos los firmantes son desconocidos
check-lists-some-unusable = Algunas listas de confianza no se pueden usar. { $lists }
check-lists-some-old = Algunas listas de confianza tienen más de 30 días. { $lists }
check-lists-show = Mostrar listas
check-lists-hide = Ocultar listas
check-lists-update = Actualizar listas de confianza
check-lists-updating = Actualizando listas de confianza…
check-lists-update-hint = Descarga las listas públicas de raw.githubusercontent.com, contentcredentials.org y trust.iptc.org, sin tu clave de API. Si hay una clave, se usa para pedir también a { $host } su lista. Tus archivos no se envían.
check-failures-show = Detalles
check-failures-hide = Ocultar detalles
check-failures-offline = { $list } no se actualizó: sin conexión
check-failures = { $count ->
    [one] No se actualizó 1 lista
   *[other] No se actualizaron { $count } listas
}
check-failures-all-offline = { $count ->
    [one] No se actualizó 1 lista: sin conexión
   *[other] No se actualizaron { $count } listas: sin conexión
}
check-lists-rule = Se nombra la primera lista que conoce al firmante. La revocación no se comprueba.
check-list-line = { $list }: { $state }
check-list-not-used = No se usa: { $reason }. Quita las listas que no necesites.
check-list-broken = No se puede usar: { $reason }. { $remedy }
check-list-remedy-own = Quítala y añade su archivo de nuevo.
check-list-remedy-que = Cambia a ese servidor y actualiza, o quítala.
check-list-remedy = Actualízala.
check-list-added = { $count ->
    [one] Añadida el { $date }, 1 entrada
   *[other] Añadida el { $date }, { $count } entradas
}
check-list-fetched = { $count ->
    [one] Descargada el { $date }, 1 entrada
   *[other] Descargada el { $date }, { $count } entradas
}
check-list-fetched-old = { $count ->
    [one] Descargada el { $date }, 1 entrada. Antigua: actualízala.
   *[other] Descargada el { $date }, { $count } entradas. Antigua: actualízala.
}
check-list-absent-que = No está en este equipo. Se descarga con las demás si hay una clave de API.
check-list-absent = No está en este equipo
check-list-remove = Quitar { $list }
check-list-remove-own-hint = Quita la copia de este programa. Tu archivo se conserva.
check-list-remove-hint = Quita la lista de este equipo. Se puede descargar de nuevo.
check-list-from = De { $file }
check-own = Añadir tu propia lista…
check-own-hint = Un archivo PEM con certificados de autoridades o de firmantes, de hasta 4 MB; 20 listas como máximo. Se guarda una copia, así que los cambios posteriores del archivo no se tienen en cuenta.
check-own-name = Nombre de la lista en { $file }
check-own-add = Añadir lista
