## Sections

commands-section-add = Añadir
commands-section-queue = Cola
commands-section-selection = Archivos seleccionados
commands-section-copy = Copiar y exportar
commands-section-history = Historial
commands-section-view = Visualización
commands-section-program = Programa

## Commands

commands-add-files = Añadir archivos…
commands-add-folder = Añadir carpeta…
commands-paste-paths = Pegar rutas
commands-pause-all = Pausar todo
commands-resume-all = Reanudar todo
commands-clear-finished = Quitar terminados
commands-clear-finished-unsigned = Quitar terminados ({ $count } sin firmar)
commands-stop = Detener
commands-sign = Firmar…
commands-sign-again = Volver a firmar…
commands-verify = Verificar
commands-verify-original = Verificar original
commands-save-signed = Guardar archivo firmado…
commands-save-signed-files = { $count ->
    [one] Guardar { $count } archivo firmado…
   *[other] Guardar { $count } archivos firmados…
}
commands-retry = Reintentar
commands-pause = Pausar
commands-resume = Reanudar
commands-cancel = Cancelar
commands-copy-keys = Copiar claves
commands-copy-signed-key = Copiar clave de la copia firmada
commands-open-folder = Abrir carpeta
commands-open-in-browser = Abrir en el navegador
commands-copy-uris = Copiar URI de S3
commands-copy-references = Copiar referencias de recursos (JSON)
commands-copy-sha = Copiar SHA-256
commands-copy-signed-links = Copiar enlaces a archivos firmados
commands-copy-signed-link = Copiar enlace al archivo firmado
commands-copy-original-keys = Copiar claves de los originales
commands-copy-original-key = Copiar clave del original
commands-copy-names-and-keys = Copiar nombres y claves
commands-copy-with-template = Copiar con plantilla
commands-edit-template = Editar plantilla…
commands-export-csv = Exportar como CSV…
commands-export-json = Exportar como JSON…
commands-export-markdown = Exportar como Markdown…
commands-sign-all = Firmar todo…
commands-copy-all-links = Copiar todos los enlaces a archivos firmados
commands-retry-failed = Reintentar fallidos
commands-find-by-content = Buscar por contenido…
commands-forget = Eliminar del historial…
commands-remove = Quitar de la cola
commands-undo-remove = Deshacer «Quitar»
commands-undo-delete = Deshacer la eliminación del preajuste
commands-show-row-menu = Menú de la selección
commands-select-all = Seleccionar todo
commands-select-nothing = Deseleccionar todo
commands-show-overview = Mostrar resumen
commands-show-credentials = Mostrar credenciales
commands-show-report = Mostrar informe
commands-show-technical = Mostrar detalles técnicos
commands-show-details = Mostrar detalles
commands-hide-details = Ocultar detalles
commands-view-picture = Ver imagen
commands-show-grid = Mostrar como cuadrícula
commands-show-table = Mostrar como tabla
commands-set-type = Definir tipo…
commands-save-report = Guardar informe…
commands-show-results = Ver resultados…
commands-show-all-results = Ver todos los resultados…
commands-save-results = Guardar resultados…
commands-save-proof = Guardar evidencia (JSON)…
commands-show-queue = Mostrar cola
commands-show-history = Mostrar historial
commands-show-check = Mostrar comprobación
commands-check-files = Comprobar archivos…
commands-check-selection = Comprobar
commands-search = Buscar
commands-sort-by-name = Ordenar por nombre
commands-sort-by-size = Ordenar por tamaño
commands-sort-by-progress = Ordenar por progreso
commands-sort-by-key = Ordenar por clave de objeto
commands-sort-by-time = Ordenar por fecha
commands-only-active = Mostrar solo los archivos en curso
commands-only-waiting = Mostrar solo los archivos en espera
commands-only-paused = Mostrar solo los archivos en pausa
commands-only-failed = Mostrar solo los archivos con errores
commands-only-uploaded = Mostrar solo los archivos subidos
commands-only-signed = Mostrar solo los archivos firmados
commands-only-verified = Mostrar solo los archivos verificados
commands-only-invalid = Mostrar solo los archivos no válidos
commands-only-unconfirmed = Mostrar solo los archivos sin confirmar
commands-only-canceled = Mostrar solo los archivos cancelados
commands-show-all-rows = Mostrar todos los archivos
commands-next-pane = Panel siguiente
commands-previous-pane = Panel anterior
commands-show-palette = Todos los comandos…
commands-show-shortcuts = Atajos de teclado
commands-open-settings = Ajustes…
commands-edit-servers = Servidores…
commands-next-server = Servidor siguiente
commands-try-sandbox = Probar el entorno de pruebas
commands-test-connection = Probar conexión
commands-show-diagnostics = Diagnóstico…
commands-review-skipped = Revisar archivos omitidos
commands-show-message-details = Mostrar detalles del mensaje
commands-dismiss-message = Ocultar mensaje
commands-light-theme = Usar tema claro
commands-dark-theme = Usar tema oscuro
commands-system-theme = Usar tema del sistema
commands-zoom-in = Ampliar
commands-zoom-out = Reducir
commands-reset-zoom = Tamaño real
commands-quit = Salir

## Reasons

commands-reason-nothing-selected = No hay nada seleccionado
commands-reason-no-file-selected = Ningún archivo seleccionado
commands-reason-some-unread = Algunas entradas seleccionadas aún no se han cargado: selecciona menos
commands-reason-nothing-uploading = No se está subiendo nada
commands-reason-none-uploading = No se está subiendo ningún archivo seleccionado
commands-reason-nothing-finished = Aún no ha terminado nada
commands-reason-finished-need-attention = Los archivos terminados requieren antes tu atención
commands-reason-nothing-to-sign = No hay archivos subidos pendientes de firmar
commands-reason-no-signed-copies = Aún no hay copias firmadas
commands-reason-no-signed-copy = Aún no hay copia firmada
commands-reason-nothing-failed = Ningún archivo tiene errores
commands-reason-none-failed = Ninguno de estos archivos tiene errores
commands-reason-none-verifiable = Ninguno de estos archivos se puede verificar ahora
commands-reason-none-signable = Ninguno de estos archivos se puede firmar ahora
commands-reason-not-signable = Este archivo es demasiado grande para firmarlo o su formato no se puede firmar
commands-reason-not-signed = Aún sin firmar
commands-reason-no-downloads = Este servidor no ofrece descargas
commands-reason-being-saved = Ya se está guardando
commands-reason-no-key = Aún sin clave de objeto
commands-reason-nothing-to-copy = Nada que copiar
commands-reason-after-upload = Disponible después de la subida
commands-reason-nothing-to-export = Nada que exportar
commands-reason-nothing-to-sort = Nada que ordenar
commands-reason-nothing-to-select = Nada que seleccionar
commands-reason-no-records = No hay entradas
commands-reason-type-stored = El archivo ya está almacenado con su tipo
commands-reason-not-verified = Aún sin verificar
commands-reason-none-verified = No se ha verificado ninguno de los archivos seleccionados
commands-reason-queue-not-verified = No se ha verificado ningún archivo de la cola
commands-reason-none-listed = No hay archivos verificados en la lista
commands-reason-loading = Aún se está cargando
commands-reason-none-in-state = No hay archivos en este estado
commands-reason-one-server = Solo hay un servidor
commands-reason-test-running = Hay una prueba en curso
commands-reason-largest-zoom = Ya está al tamaño máximo
commands-reason-smallest-zoom = Ya está al tamaño mínimo
commands-reason-plain-zoom = Ya está al 100 %
commands-not-available = «{ $command }» no está disponible
commands-reason-sentence = { $reason }.

## Shortcuts

commands-shortcuts-title = Atajos de teclado
commands-shortcuts-move = Moverse
commands-move-row = Seleccionar la fila siguiente
commands-move-more = Seleccionar más filas
commands-move-only = Moverse sin seleccionar
commands-move-toggle = Seleccionar o deseleccionar una fila
commands-move-picture = Ver la imagen
commands-move-page = Moverse una página
commands-move-ends = Ir a la primera o la última fila
commands-move-control = Elemento siguiente o anterior
commands-shortcuts-line = { $name }: { $keys }

## Keys

commands-key-ctrl = Ctrl
commands-key-shift = Mayús
commands-key-space = Espacio
commands-key-page-up = Re Pág
commands-key-page-down = Av Pág
commands-key-home = Inicio
commands-key-end = Fin
commands-key-tab = Tab
commands-key-delete = Supr
commands-key-backspace = Retroceso
commands-key-escape = Esc
commands-key-menu = Menú

## Palette

commands-palette-title = Todos los comandos
commands-palette-hint = Buscar un comando
commands-palette-nothing = No hay comandos que coincidan.

## Top bar

commands-bar-server = Servidor { $server }. { $key }. Elegir un servidor
commands-bar-key-refused = Clave no aceptada
commands-bar-unreachable = Servidor inaccesible
commands-bar-key-reading = Leyendo la clave…
commands-bar-key-none = Sin clave
commands-bar-key-environment = Clave de { $variable }
commands-bar-key-keyring = { $system ->
    [mac] Clave en el llavero
    [windows] Clave guardada en Windows
   *[linux] Clave en el llavero
}
commands-bar-key-session = Clave para esta sesión
commands-bar-no-account = No hace falta cuenta
commands-bar-settings = Ajustes
commands-bar-menu = Menú

## Tabs

commands-tab-queue = Cola
commands-tab-queue-count = Cola  { $count }
commands-tab-queue-found = Cola  { $found } de { $count }
commands-tab-history = Historial
commands-tab-check = Comprobación
commands-tab-check-count = Comprobación  { $count }
commands-tab-pause-hint = Detiene las subidas en curso. Al reanudarlas, empiezan de nuevo.
commands-tab-clear-hint = Quita de esta lista los archivos terminados. Los archivos con clave de objeto siguen en el historial.
commands-tab-clear-hint-unsigned = Quita de esta lista los archivos terminados. Los archivos con clave de objeto siguen en el historial. { $count ->
    [one] { $count } aún no está firmado.
   *[other] { $count } aún no están firmados.
}
commands-search-history = Buscar en el historial
commands-search-history-hint = Nombre, clave, 2026-11-14…
commands-search-queue = Buscar en la cola
commands-search-clear = Borrar búsqueda

## Filter

commands-find-all-states = Todos los estados
commands-find-state = { $state }: { $count }
commands-find-states-shown = Estados mostrados: { $state }
commands-find-searching = Buscando…
commands-find-nothing = No hay archivos que coincidan
commands-find-in-queue = { $count ->
    [one] { $count } archivo en la cola.
   *[other] { $count } archivos en la cola.
}
commands-find-show-all = Mostrar todo

## Menus

commands-row-menu = Menú de la selección
