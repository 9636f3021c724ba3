## Lists

notices-joined = { $first }, { $second }

## Dialogs

notices-dialog-close = Cerrar «{ $title }»
notices-discard-title = ¿Descartar los cambios?
notices-discard-text = «{ $title }» tiene cambios sin guardar.
notices-discard = Descartar
notices-discard-keep = Seguir editando

## Deleting records

notices-forget-title = ¿Eliminar del historial?
notices-forget-title-many = { $count ->
    [one] ¿Eliminar { $count } entrada del historial?
   *[other] ¿Eliminar { $count } entradas del historial?
}
notices-forget-word = eliminar
notices-forget-type = Es todo el historial. Escribe «{ $word }» para continuar
notices-forget-many = { $count ->
    [one] Eliminar { $count } entrada
   *[other] Eliminar { $count } entradas
}
notices-forget-loses-key = Perderás su clave de objeto
notices-forget-loses-keys = Perderás sus claves de objeto
notices-forget-loses = También se eliminan los resultados de firma y verificación, y las Content Credentials anteriores guardadas en este equipo. No se puede deshacer.
notices-forget-keeps = Los objetos del almacenamiento no se eliminan.

## Quitting

notices-quit-title = ¿Salir durante la subida?
notices-quit-title-lost = ¿Salir y perder archivos?
notices-quit-unfinished = { $count ->
    [one] { $count } archivo sin terminar. Los archivos sin terminar continúan la próxima vez.
   *[other] { $count } archivos sin terminar. Los archivos sin terminar continúan la próxima vez.
}
notices-quit-unsaved = { $count ->
    [one] { $count } archivo no se pudo guardar en la cola y se perderá al salir. Para conservarlo, cancela y reintenta.
   *[other] { $count } archivos no se pudieron guardar en la cola y se perderán al salir. Para conservarlos, cancela y reintenta.
}
notices-quit-scanning = Aún se está leyendo una carpeta. Vuelve a añadirla la próxima vez para obtener los archivos que faltan.
notices-quit = Salir
notices-quit-keep = Seguir subiendo

## API key

notices-key-needed = Que Uploader necesita tu clave de API
notices-key-needed-text = Solo se envía a este servidor y nunca se escribe en un archivo.
notices-key-refused = No se aceptó esta clave de API
notices-key-refused-text = No se ha perdido nada. Las subidas continúan en cuanto se acepte una clave.
notices-key-unused = { $variable } está definida, pero solo para { $server }. Aquí no se usa.
notices-key-label = Clave de API
notices-key-use = Usar clave
notices-key-save = { $system ->
    [mac] Guardar en el llavero
    [windows] Guardar en el Administrador de credenciales
   *[linux] Guardar en el llavero
}
notices-key-save-again = { $system ->
    [mac] Volver a probar el llavero
    [windows] Volver a probar el Administrador de credenciales
   *[linux] Volver a probar el llavero
}
notices-key-session = Solo esta sesión
notices-key-keyring-trouble = { $system ->
    [mac] No se puede usar el llavero: { $trouble }
    [windows] No se puede usar el Administrador de credenciales: { $trouble }
   *[linux] No se puede usar el llavero: { $trouble }
}
notices-key-where = ¿Aún no tienes clave? Consíguela en { $site } o pídesela al administrador de tu servidor.

## Offline

notices-offline = Estás sin conexión.
notices-offline-server = El servidor no está disponible.
notices-offline-continue-any = Las subidas continuarán cuando vuelva la conexión.
notices-offline-continue = { $count ->
    [one] { $count } archivo continuará cuando vuelva la conexión.
   *[other] { $count } archivos continuarán cuando vuelva la conexión.
}
notices-offline-server-continue-any = Las subidas continuarán cuando vuelva a estar disponible.
notices-offline-server-continue = { $count ->
    [one] { $count } archivo continuará cuando vuelva a estar disponible.
   *[other] { $count } archivos continuarán cuando vuelva a estar disponible.
}
notices-offline-try = Probar ahora
notices-offline-trying = Probando…
notices-offline-waiting = Esperando la conexión
notices-offline-waiting-server = Esperando al servidor

## Toasts

notices-toast-sentence = { $headline }. { $more }
notices-toast-details = Detalles
notices-drag-ready = { $count ->
    [one] El archivo está listo. Vuelve a arrastrarlo.
   *[other] { $count } archivos están listos. Vuelve a arrastrarlos.
}
notices-drag-not-begun = No se pudieron arrastrar los archivos
notices-drag-busy = El último arrastre aún no ha terminado. Inténtalo de nuevo en un momento.
notices-drag-no-files = No hay nada que arrastrar.
notices-drag-not-possible = Esta pantalla no permite iniciar el arrastre.
notices-drag-not-delivered = Es posible que los archivos no hayan llegado
notices-drag-unanswered = El otro programa no ha confirmado si recibió los archivos.
notices-drag-ended = El escritorio interrumpió el arrastre.
notices-drop-reading = Leyendo los archivos soltados…
notices-drag-fetching = Obteniendo los archivos firmados para arrastrarlos… { $done } de { $count }
notices-saving-signed = Guardando archivos firmados… { $done } de { $count }

## Notices

notices-nothing-found = No se encontraron archivos
notices-nothing-added = No se añadió nada.
notices-nothing-added-duplicates = { $count ->
    [one] No se añadió nada: { $count } ya está aquí
   *[other] No se añadió nada: { $count } ya están aquí
}
notices-nothing-added-skipped = { $count ->
    [one] No se añadió nada, { $count } omitido: { $reasons }
   *[other] No se añadió nada, { $count } omitidos: { $reasons }
}
notices-added = { $added ->
    [one] { $added } añadido
   *[other] { $added } añadidos
}
notices-added-skipped = Añadidos: { $added }, omitidos: { $count } ({ $reasons })
notices-added-by-setting = Puedes incluirlos en Ajustes, Subidas.
notices-added-before = { $count ->
    [one] { $count } ya se había subido y se subirá otra vez; su clave anterior está en el historial.
   *[other] { $count } ya se habían subido y se subirán otra vez; sus claves anteriores están en el historial.
}
notices-left-waiting = { $count ->
    [one] { $count } archivo espera en { $server }
   *[other] { $count } archivos esperan en { $server }
}
notices-left-waiting-text = Las subidas continuarán cuando vuelvas: elige el servidor en el menú de arriba a la izquierda.
notices-restored = { $count ->
    [one] { $count } archivo restaurado de la última sesión
   *[other] { $count } archivos restaurados de la última sesión
}
notices-restored-continue = Continúan automáticamente.
notices-restored-ended = { $count ->
    [one] { $count } archivo no se completó. Puedes reintentarlo.
   *[other] { $count } archivos no se completaron. Puedes reintentarlos.
}
notices-restored-both = { $count ->
    [one] { $count } continúa automáticamente,
   *[other] { $count } continúan automáticamente,
} { $ended ->
    [one] { $ended } se puede reintentar.
   *[other] { $ended } se pueden reintentar.
}
notices-maybe-signed = { $count ->
    [one] Es posible que { $count } archivo de una sesión anterior se haya firmado
   *[other] Es posible que { $count } archivos de una sesión anterior se hayan firmado
}
notices-maybe-signed-text = Busca antes una copia firmada: si firmas otra vez, se crea una segunda.
notices-unverified = { $count ->
    [one] { $count } archivo de una sesión anterior no se verificó
   *[other] { $count } archivos de una sesión anterior no se verificaron
}
notices-unverified-text = La sesión terminó antes.
notices-signing-skipped = { $count ->
    [one] { $count } archivo sin firmar: ya tiene Content Credentials
   *[other] { $count } archivos sin firmar: ya tienen Content Credentials
}
notices-signing-skipped-text = Las copias firmadas no las incluirían. Elige «Firmar…» para firmarlos como copias editadas.
notices-review = Revisar
notices-review-hide = Ocultar detalles
notices-more = { $count } más

## Skipped, with counts

notices-skipped-missing = { $count ->
    [one] { $count } no encontrado
   *[other] { $count } no encontrados
}
notices-skipped-unreadable = { $count ->
    [one] { $count } ilegible
   *[other] { $count } ilegibles
}
notices-skipped-too-large = { $count } de más de 5 GB
notices-skipped-not-a-file = { $count ->
    [one] { $count } no es un archivo
   *[other] { $count } no son archivos
}
notices-skipped-broken-link = { $count ->
    [one] { $count } enlace roto
   *[other] { $count } enlaces rotos
}
notices-skipped-link-cycle = { $count ->
    [one] { $count } enlace circular
   *[other] { $count } enlaces circulares
}
notices-skipped-duplicate = { $count } ya en la lista
notices-skipped-other-host = { $count } en otro equipo
notices-skipped-other-scheme = { $count ->
    [one] { $count } no es una dirección de archivo
   *[other] { $count } no son direcciones de archivo
}
notices-skipped-not-a-path = { $count ->
    [one] { $count } no es una ruta
   *[other] { $count } no son rutas
}
notices-skipped-incomplete = { $count ->
    [one] { $count } no entregado por el otro programa
   *[other] { $count } no entregados por el otro programa
}
notices-skipped-too-many = { $count ->
    [one] { $count } que no cabe en la lista
   *[other] { $count } que no caben en la lista
}
notices-skipped-hidden = { $count ->
    [one] { $count } oculto
   *[other] { $count } ocultos
}
notices-skipped-system-file = { $count ->
    [one] { $count } creado por el sistema
   *[other] { $count } creados por el sistema
}
notices-skipped-link-outside = { $count ->
    [one] { $count } enlace fuera de la carpeta
   *[other] { $count } enlaces fuera de la carpeta
}
notices-skipped-protected = { $count ->
    [one] { $count } propio de Que Uploader
   *[other] { $count } propios de Que Uploader
}

## Skipped, one file

notices-review-missing = no encontrado
notices-review-unreadable = ilegible ({ $error })
notices-review-too-large = más de 5 GB
notices-review-not-a-file = no es un archivo
notices-review-broken-link = enlace roto
notices-review-link-cycle = enlace circular
notices-review-duplicate = ya en la lista
notices-review-other-host = en otro equipo ({ $host })
notices-review-other-scheme = no es una dirección de archivo ({ $scheme })
notices-review-not-a-path = no es una ruta
notices-review-incomplete = no entregado por el otro programa
notices-review-too-many = no cabe en la lista
notices-review-hidden = oculto
notices-review-system-file = creado por el sistema
notices-review-link-outside = enlace fuera de la carpeta
notices-review-protected = datos propios de Que Uploader
notices-review-before = subido antes como { $key }

## Finished

notices-finished-signed-verified = { $count ->
    [one] { $count } archivo firmado y verificado
   *[other] { $count } archivos firmados y verificados
}
notices-finished-signed = { $count ->
    [one] { $count } archivo firmado
   *[other] { $count } archivos firmados
}
notices-finished-verified = { $count ->
    [one] { $count } archivo verificado
   *[other] { $count } archivos verificados
}
notices-finished-uploaded = { $count ->
    [one] { $count } archivo subido
   *[other] { $count } archivos subidos
}
notices-finished-broken = { $count ->
    [one] { $count } archivo verificado con problemas
   *[other] { $count } archivos verificados con problemas
}
notices-finished-failed = { $count ->
    [one] { $count } archivo con errores
   *[other] { $count } archivos con errores
}
notices-finished-and-verified = { $count ->
    [one] { $count } verificado
   *[other] { $count } verificados
}
notices-finished-and-others = { $count ->
    [one] { $count } más verificado
   *[other] { $count } más verificados
}
notices-finished-and-broken = { $count } con problemas
notices-finished-and-failed = { $count } con errores
notices-next-retry = A continuación: reintentar los archivos con errores
notices-next-results = A continuación: ver los resultados
notices-next-links = A continuación: copiar los enlaces a archivos firmados
notices-next-sign = { $count ->
    [one] A continuación: firmar { $count } archivo
   *[other] A continuación: firmar { $count } archivos
}
notices-notification-open = Abrir

## Title

notices-title-working = { $percent } % – Que Uploader
notices-title-waiting = En espera al { $percent } % – Que Uploader

## Chip

notices-chip-added = { $count ->
    [one] { $count } añadido
   *[other] { $count } añadidos
}
notices-chip-scroll = Ir a los archivos nuevos

## Lookup

notices-lookup-reading-any = Leyendo archivos…
notices-lookup-reading = Leyendo { $name }  ·  { $percent } de { $size }
notices-lookup-none = No se encontraron archivos
notices-lookup-unreadable = No se puede leer { $name }
notices-lookup-unreadable-files = { $count ->
    [one] No se puede leer { $count } archivo
   *[other] No se pueden leer { $count } archivos
}
notices-lookup-unknown = { $name } no se ha subido
notices-lookup-unknown-files = { $count ->
    [one] { $count } archivo no se ha subido
   *[other] { $count } archivos no se han subido
}
notices-lookup-matches = { $count ->
    [one] { $count } entrada coincide con { $name }
   *[other] { $count } entradas coinciden con { $name }
}
notices-lookup-found = { $found ->
    [one] { $found } de { $count } archivos está en el historial
   *[other] { $found } de { $count } archivos están en el historial
}
notices-lookup-and-unreadable = { $count ->
    [one] { $result }; { $count } no se puede leer
   *[other] { $result }; { $count } no se pueden leer
}
notices-lookup-upload = { $count ->
    [one] Subir { $count } archivo
   *[other] Subir { $count } archivos
}
notices-lookup-stop = Detener
notices-lookup-show-all = Mostrar todas las entradas
notices-lookup-hint = Encuentra un archivo por su contenido, sea cual sea su nombre. También puedes soltarlo aquí.

## Drops

notices-drop-add = Suelta para añadir
notices-drop-add-items = { $count ->
    [one] Suelta para añadir { $count } elemento
   *[other] Suelta para añadir { $count } elementos
}
notices-drop-find = Suelta para buscar en el historial
notices-drop-find-items = { $count ->
    [one] Suelta para buscar { $count } elemento en el historial
   *[other] Suelta para buscar { $count } elementos en el historial
}
notices-drop-find-text = Encuentra archivos por su contenido, sea cual sea su nombre. No se sube nada.
notices-drop-check = Suelta para comprobar
notices-drop-check-items = { $count ->
    [one] Suelta para comprobar { $count } elemento
   *[other] Suelta para comprobar { $count } elementos
}
notices-drop-check-text = Lee sus Content Credentials. No se sube nada.
notices-drop-nothing = Nada de esto se puede añadir
notices-drop-any = Archivos y carpetas, en cualquier combinación
notices-drop-pictures = { $count ->
    [one] { $count } imagen
   *[other] { $count } imágenes
}
notices-drop-videos = { $count ->
    [one] { $count } vídeo
   *[other] { $count } vídeos
}
notices-drop-sounds = { $count ->
    [one] { $count } audio
   *[other] { $count } audios
}
notices-drop-folders = { $count ->
    [one] { $count } carpeta
   *[other] { $count } carpetas
}
notices-drop-others = { $count ->
    [one] { $count } archivo de otro tipo
   *[other] { $count } archivos de otro tipo
}
notices-drop-skipped = { $count ->
    [one] { $count } se omitirá: { $reasons }
   *[other] { $count } se omitirán: { $reasons }
}

## Failed drops

notices-drop-no-data = El otro programa no entregó los archivos soltados
notices-drop-no-data-text = Suéltalos otra vez o usa «Añadir archivos…» o «Añadir carpeta…».
notices-drop-timeout = El otro programa no respondió al soltar los archivos
notices-drop-timeout-text = Comprueba ese programa y suelta los archivos otra vez, o usa «Añadir archivos…».
notices-drop-too-large = Se soltaron demasiados archivos a la vez
notices-drop-too-large-text = Suelta la carpeta que los contiene o menos archivos.
notices-paste-no-paths = El texto pegado no contiene rutas de archivo
notices-paste-no-paths-text = { $system ->
    [mac] Copia archivos en el Finder, o sus rutas completas, una por línea.
    [windows] Copia archivos en el Explorador de archivos, o sus rutas completas, una por línea.
   *[linux] Copia archivos en un gestor de archivos, o sus rutas completas, una por línea.
}

## File dialogs

notices-pick-files = Añadir archivos
notices-pick-folders = Añadir carpetas
notices-pick-to-find = Buscar archivos en el historial
notices-pick-to-check = Comprobar archivos
notices-pick-export = Exportar
notices-pick-save-signed = Guardar archivo firmado
notices-pick-signed-folder = Elegir una carpeta para los archivos firmados
notices-pick-authorities = Elegir un archivo con autoridades de certificación
notices-pick-trust-list = Elegir una lista de confianza
notices-pick-certificates = Certificados (PEM)
notices-pick-all-files = Todos los archivos
notices-saved-as = Se guardó como { $path }.
notices-not-saved = No se pudo escribir { $path }: { $error }.
notices-not-saved-text = Elige otra carpeta o copia el texto.
notices-no-file-manager = No se pudo abrir ningún gestor de archivos
notices-no-file-manager-text = El archivo está en { $path }.
notices-no-dialog = Este escritorio no tiene selector de archivos
notices-no-dialog-text = Suelta archivos en la ventana, o copia sus rutas y pulsa { $keys } aquí. Lo que no puedas guardar, puedes copiarlo.
