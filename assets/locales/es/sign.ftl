sign-view-form = Formulario
sign-view-json = JSON
sign-json = Manifiesto (JSON)
sign-json-invalid = Esto no es JSON válido
sign-json-invalid-hint = Corrige el JSON para volver a usar el formulario.
sign-manifest-show = Mostrar manifiesto
sign-manifest-hide = Ocultar manifiesto
sign-blocked-errors = Corrige primero el manifiesto.
sign-blocked-origin = Elige un origen para continuar.
sign-blocked-edits = Para continuar, indica si hay otras ediciones.
sign-lints-none = Sin problemas.
sign-lint-error = Error, línea { $line }: { $message }
sign-lint-warning = Advertencia, línea { $line }: { $message }
sign-lint-advice = Consejo, línea { $line }: { $message }
sign-lint-line = Línea { $line }
sign-lint-line-hint = Ir a esta línea
sign-lint-fix = Corregir: { $fix }
sign-lint-fix-hint = Aplicar esta corrección
sign-origin = Origen
sign-origin-choose = Elige de dónde procede
sign-origin-open = Solo tú puedes decirlo, así que no hay nada preseleccionado.
sign-origin-discloses = { $explanation } Así se declara el uso de IA generativa.
sign-origin-opened = No se declara en una copia editada: el archivo se abrió, no se creó. El resto de opciones y textos sí se aplica.
sign-origin-group-camera = Cámara
sign-origin-group-edited = Editado
sign-origin-group-scanned = Escaneado
sign-origin-group-ai = IA
sign-origin-group-other = Otros
sign-origin-digital-capture = Cámara o grabadora
sign-origin-computational-capture = Móvil que combina varias tomas
sign-origin-negative-film = Negativo escaneado
sign-origin-positive-film = Diapositiva escaneada
sign-origin-print = Copia impresa escaneada
sign-origin-human-edits = Editado por una persona
sign-origin-composite-with-trained-algorithmic-media = Editado con IA generativa
sign-origin-algorithmically-enhanced = Mejorado por un algoritmo
sign-origin-digital-creation = Dibujado o hecho con software por una persona
sign-origin-data-driven-media = Gráfico o representación de datos
sign-origin-trained-algorithmic-media = Hecho por IA generativa
sign-origin-algorithmic-media = Hecho por un algoritmo sin entrenamiento
sign-origin-screen-capture = Captura de pantalla
sign-origin-virtual-recording = Grabación de una escena virtual
sign-origin-composite = Composición de varias fuentes
sign-origin-composite-capture = Composición de tomas de cámara
sign-origin-composite-synthetic = Composición con partes sintéticas
sign-origin-digital-capture-hint = Captado del mundo real con una cámara, un móvil, un escáner 3D o una grabadora.
sign-origin-computational-capture-hint = Captado con un móvil que combinó varias tomas, como en HDR o de noche.
sign-origin-negative-film-hint = Digitalizado de un negativo de película.
sign-origin-positive-film-hint = Digitalizado de una diapositiva u otra película positiva.
sign-origin-print-hint = Digitalizado de un original impreso o dibujado.
sign-origin-human-edits-hint = Modificado por una persona con herramientas sin IA generativa, como recortar o corregir el color.
sign-origin-composite-with-trained-algorithmic-media-hint = Modificado o ampliado con IA generativa, como un cielo añadido.
sign-origin-algorithmically-enhanced-hint = Modificado por una herramienta automática, como la que enfoca o reduce el ruido.
sign-origin-digital-creation-hint = Creado por una persona con software, como un dibujo, un texto o música.
sign-origin-data-driven-media-hint = Generado por software a partir de datos, como un gráfico, un mapa o una animación del tiempo.
sign-origin-trained-algorithmic-media-hint = Generado por completo por un modelo entrenado, como un generador de imágenes.
sign-origin-algorithmic-media-hint = Generado por un algoritmo sin modelo entrenado, como un fractal.
sign-origin-screen-capture-hint = Una captura o una grabación de la pantalla.
sign-origin-virtual-recording-hint = Una grabación de un mundo virtual, como un juego.
sign-origin-composite-hint = Combinado de varias fuentes de cualquier tipo.
sign-origin-composite-capture-hint = Combinado de dos o más tomas del mundo real.
sign-origin-composite-synthetic-hint = Combinado de varias fuentes, al menos una de ellas hecha por IA generativa.
sign-edits = Ediciones
sign-edits-choose = ¿Se le hizo algo más?
sign-edits-none = Sin otras ediciones
sign-edits-may-be = Puede haber otras ediciones
sign-edits-open = Además del origen indicado arriba, como recortar o retocar. Solo tú puedes decirlo.
sign-edits-none-hint = Declara que no se hizo nada más que lo que indica el origen.
sign-edits-may-be-hint = Declara que pudo hacerse más de lo que indica el origen.
sign-training = Uso para entrenar IA y minería de datos
sign-training-ai = Entrenamiento de IA
sign-training-generative = Entrenamiento de IA generativa
sign-training-inference = Inferencia de IA
sign-training-mining = Minería de datos
sign-training-not-stated = Sin declarar
sign-training-allowed = Permitido
sign-training-not-allowed = No permitido
sign-training-constrained = Permitido con condiciones
sign-training-conditions = { $kind }: condiciones
sign-training-conditions-hint = Texto o URL de una licencia
sign-training-each = Definir cada uso por separado
sign-training-one = Una opción para todos los usos
sign-field-title = Título
sign-field-author = Autor
sign-field-caption = Pie de foto
sign-field-credit = Crédito
sign-field-copyright = Copyright
sign-field-headline = Titular
sign-field-make = Marca de cámara
sign-field-model = Modelo de cámara
sign-field-lens = Objetivo
sign-field-taken = Fecha de toma
sign-field-city = Ciudad
sign-field-country = País
sign-field-generator = Hecho con
sign-field-version = Versión
sign-field-optional = Opcional
sign-field-taken-hint = Opcional, como 2026-05-09T12:00:00
sign-field-generator-hint = Por defecto: nombre del servidor
sign-field-author-hint = Una persona o una organización. Separa varias con punto y coma; duplícalo para conservarlo en un nombre.
sign-fields-more = Más campos
sign-fields-fewer = Menos campos
sign-thumbnail = Sin miniatura en la copia firmada
sign-thumbnail-hint = Los servidores añaden una de unos cientos de kilobytes, incluso a un archivo pequeño.
sign-placeholders-title = {"{stem}"} = nombre del archivo, {"{name}"} = con extensión, {"{date}"} = hoy.
sign-placeholders = Se rellena en cada archivo: {"{name}"} = nombre del archivo, {"{stem}"} = nombre sin extensión, {"{date}"} = día de la firma.
sign-placeholders-file = Lo que dice el archivo: { $names }. Si a un archivo le falta un valor, su marcador se omite junto con el separador contiguo. El resto del texto se mantiene.
sign-placeholder-unknown = { $name } no es un marcador. En «Más campos» aparecen todos.
sign-placeholder-similar = { $name } no es un marcador. ¿Querías decir { $known }?
sign-placeholder-use = Usar { $known }
sign-placeholder-keep = Dejar como texto
sign-identity = Añadir una identidad verificada
sign-identity-hint = El certificado del servidor avala lo que declaras aquí. Un autor es solo un nombre que cualquiera podría escribir.
sign-identity-known = El servidor la firma con su propio certificado ({ $algorithm }) sobre las declaraciones de este manifiesto. El informe muestra si se confirmó.
sign-identity-unknown = Aún no se conoce el algoritmo de firma de este servidor. Se averigua con el primer archivo, que puede firmarse dos veces.
sign-offers = { $whose ->
    [photo] De la foto
    [photos] De las fotos
    [file] Del archivo
   *[files] De los archivos
}
sign-offers-all = Usar todo
sign-offers-all-but-location = Usar todo menos la ubicación
sign-offers-none = No usar nada
sign-offers-all-label = Usar todo { $whose ->
    [photo] de la foto
    [photos] de las fotos
    [file] del archivo
   *[files] de los archivos
}
sign-offers-all-but-location-label = Usar todo menos la ubicación { $whose ->
    [photo] de la foto
    [photos] de las fotos
    [file] del archivo
   *[files] de los archivos
}
sign-offers-none-label = No usar nada { $whose ->
    [photo] de la foto
    [photos] de las fotos
    [file] del archivo
   *[files] de los archivos
}
sign-offer-author = Autor
sign-offer-title = Título
sign-offer-headline = Titular
sign-offer-caption = Pie de foto
sign-offer-credit = Crédito
sign-offer-copyright = Copyright
sign-offer-camera = Cámara
sign-offer-lens = Objetivo
sign-offer-taken = Fecha de toma
sign-offer-location = Ubicación
sign-offer-label = { $name } { $whose ->
    [photo] de la foto
    [photos] de las fotos
    [file] del archivo
   *[files] de los archivos
}: { $value }
sign-offer-values = { $count ->
    [one] 1 valor distinto
   *[other] { $count } valores distintos
}
sign-offer-some = { $value } ({ $count } de { $all })
sign-offer-some-looked = { $value } ({ $count } de { $all } leídos)
sign-offer-shortened = { $name }: acortado a { $count ->
    [one] 1 carácter
   *[other] { $count } caracteres
}.
sign-offer-location-hint = Solo se firma si marcas la casilla
sign-offer-source-vorbis = Comentarios Vorbis
sign-unread-timed-out = No se pudo leer a tiempo { $whose ->
    [photo] lo que dice la foto
    [photos] lo que dicen las fotos
    [file] lo que dice el archivo
   *[files] lo que dicen los archivos
}{ $share ->
    [some] {" "}({ $count } de { $all })
    [looked] {" "}({ $count } de { $all } leídos)
   *[whole] {""}
}.
sign-unread-failed = No se pudo leer { $whose ->
    [photo] lo que dice la foto
    [photos] lo que dicen las fotos
    [file] lo que dice el archivo
   *[files] lo que dicen los archivos
}{ $share ->
    [some] {" "}({ $count } de { $all })
    [looked] {" "}({ $count } de { $all } leídos)
   *[whole] {""}
}.
sign-unread-gone = Ya no se puede leer { $whose ->
    [photo] lo que dice la foto
    [photos] lo que dicen las fotos
    [file] lo que dice el archivo
   *[files] lo que dicen los archivos
}: el archivo no está o ha cambiado{ $share ->
    [some] {" "}({ $count } de { $all })
    [looked] {" "}({ $count } de { $all } leídos)
   *[whole] {""}
}.
sign-unread-again = Leer de nuevo
sign-card-title = Título: { $title }
sign-card-no-author = Sin autor
sign-card-no-origin = origen aún sin elegir
sign-card-opened = abierto, origen sin declarar
sign-card-camera = Cámara
sign-card-edited = Editado
sign-card-training-allowed = entrenamiento de IA permitido
sign-card-training-not-allowed = sin entrenamiento de IA
sign-card-training-constrained = entrenamiento de IA con condiciones
sign-card-training-each = entrenamiento de IA definido para cada uso
sign-card-from = { $whose ->
    [photo] de la foto
    [photos] de las fotos
    [file] del archivo
   *[files] de los archivos
}: { $names }
sign-card-from-author = autor
sign-card-from-title = título
sign-card-from-headline = titular
sign-card-from-caption = pie de foto
sign-card-from-credit = crédito
sign-card-from-copyright = copyright
sign-card-from-camera = cámara
sign-card-from-lens = objetivo
sign-card-from-taken = fecha de toma
sign-card-from-location = ubicación
sign-names = { $names }, { $next }
sign-card-line = { $name }: { $text }
sign-card-headline = Titular
sign-card-caption = Pie de foto
sign-card-credit = Crédito
sign-card-copyright = Copyright
sign-card-device = Cámara
sign-card-taken = Fecha de toma
sign-card-location = Ubicación
sign-card-edits = Ediciones
sign-card-edits-none = ninguna otra
sign-card-edits-may-be = puede haber otras
sign-card-identity = Identidad
sign-card-identity-verified = verificada por el servidor
sign-preset = Preajuste
sign-preset-none = Ninguno
sign-preset-changed = { $name } (modificado)
sign-preset-replaces = «{ $name }» sustituye tus cambios.
sign-preset-keep-editing = Seguir editando
sign-preset-discard = Descartar
sign-preset-signs = Firma automáticamente las subidas nuevas
sign-preset-broken = No puede firmar las subidas nuevas: tiene errores
sign-preset-save-changes = Guardar cambios
sign-preset-options = Opciones del preajuste
sign-preset-save-new = Guardar como preajuste…
sign-preset-default = Usar por defecto
sign-preset-sign-new = Firmar automáticamente las subidas nuevas
sign-preset-fix-first = Corrige primero sus errores y guarda los cambios.
sign-preset-save-as = Guardar como…
sign-preset-delete = Eliminar preajuste
sign-preset-deleted = Se eliminó el preajuste «{ $name }»
sign-preset-name = Nombre del preajuste
sign-preset-save = Guardar preajuste
sign-preset-do-not-save = No guardar
sign-preset-own-title = El título se guarda como {"{stem}"}, el nombre de cada archivo.
sign-preset-use = Usar en archivos nuevos
sign-preset-use-always = Siempre
sign-preset-use-ask = Preguntarme
sign-preset-use-always-label = Usar en archivos nuevos: siempre
sign-preset-use-ask-label = Usar en archivos nuevos: preguntarme
sign-preset-name-missing = Ponle un nombre.
sign-preset-name-long = { $count ->
    [one] Un nombre es una línea de 1 carácter como máximo.
   *[other] Un nombre es una línea de { $count } caracteres como máximo.
}
sign-chip-signs = Firma con: { $name }
sign-chip-preset = Preajuste: { $name }
sign-chip-none = Preajuste: ninguno
sign-chip-label = { $words }. Elegir un preajuste
sign-chip-signs-hint = Las subidas nuevas se firman automáticamente con «{ $name }».
sign-chip-hint = El formulario de firma empieza con este preajuste.
sign-chip-choose-none = Sin preajuste
sign-chip-manage = Gestionar preajustes…
sign-presets = Preajustes
sign-presets-about = Para cambiar lo que dice un preajuste, elígelo en el formulario de firma y guarda los cambios.
sign-presets-empty = Aún no hay preajustes.
sign-presets-delete = Eliminar el preajuste { $name }
sign-presets-use = Usar en archivos nuevos
sign-presets-use-label = Usar { $name } en archivos nuevos
sign-presets-sign-label = Firmar automáticamente las subidas nuevas con { $name }
sign-sheet = Firmar archivos
sign-sheet-format = { $count ->
    [one] 1 archivo: este formato no se puede firmar. Omitido.
   *[other] { $count } archivos: este formato no se puede firmar. Omitidos.
}
sign-sheet-too-large = { $count ->
    [one] 1 archivo: supera 1 GB, el límite para firmar. Omitido.
   *[other] { $count } archivos: superan 1 GB, el límite para firmar. Omitidos.
}
sign-sheet-not-stored = { $count ->
    [one] 1 archivo: no subido. Omitido.
   *[other] { $count } archivos: no subidos. Omitidos.
}
sign-sheet-busy = { $count ->
    [one] 1 archivo: se está firmando o verificando. Omitido.
   *[other] { $count } archivos: se están firmando o verificando. Omitidos.
}
sign-sheet-gone = { $count ->
    [one] 1 archivo: ya no está en la lista.
   *[other] { $count } archivos: ya no están en la lista.
}
sign-sheet-has = { $count ->
    [one] 1 archivo: ya tiene Content Credentials. Las copias firmadas las nombran, pero no las contienen.
   *[other] { $count } archivos: ya tienen Content Credentials. Las copias firmadas las nombran, pero no las contienen.
}
sign-sheet-has-issuers = { $count ->
    [one] 1 archivo: ya tiene Content Credentials que nombran a { $issuers } como emisor. Las copias firmadas las nombran, pero no las contienen.
   *[other] { $count } archivos: ya tienen Content Credentials que nombran a { $issuers } como emisor. Las copias firmadas las nombran, pero no las contienen.
}
sign-sheet-issuers = { $names } y { $last }
sign-sheet-issuers-more = { $names } y { $count } más
sign-sheet-changed = { $count ->
    [one] 1 archivo: sus Content Credentials no son válidas (modificado después de firmar).
   *[other] { $count } archivos: sus Content Credentials no son válidas (modificados después de firmar).
}
sign-sheet-not-valid = { $count ->
    [one] 1 archivo: sus Content Credentials no son válidas.
   *[other] { $count } archivos: sus Content Credentials no son válidas.
}
sign-sheet-inconclusive = { $count ->
    [one] 1 archivo: puede que ya tenga Content Credentials, que las copias firmadas no incluirían.
   *[other] { $count } archivos: puede que ya tengan Content Credentials, que las copias firmadas no incluirían.
}
sign-sheet-skip-these = Omitir estos archivos
sign-sheet-skip-has = Omitir archivos que tienen, o pueden tener, Content Credentials
sign-sheet-skip-signed = Omitir archivos ya firmados
sign-sheet-edited-copies = { $count ->
    [one] Se firma como copia editada: abierta, no creada, así que no se declara su origen. El resto de opciones y textos del formulario sí se aplica.
   *[other] Se firman como copias editadas: abiertas, no creadas, así que no se declara su origen. El resto de opciones y textos del formulario sí se aplica.
}
sign-sheet-origin-opened = { $count ->
    [one] No se declara en 1 copia editada.
   *[other] No se declara en { $count } copias editadas.
}
sign-sheet-edited-copies-unread = Los archivos con Content Credentials se firman como copias editadas: abiertas, no creadas, así que no se declara su origen. El resto de opciones y textos del formulario sí se aplica.
sign-sheet-signed = { $count ->
    [one] 1 de { $all } ya está firmado. Firmar de nuevo crea otra copia firmada.
   *[other] { $count } de { $all } ya están firmados. Firmar de nuevo crea otra copia firmada.
}
sign-sheet-unread = { $count ->
    [one] 1 archivo: aún no cargado. Se comprueba cuando le llega el turno y se omite si no se puede firmar.
   *[other] { $count } archivos: aún no cargados. Cada uno se comprueba cuando le llega el turno y se omite si no se puede firmar.
}
sign-sheet-looking = { $count ->
    [one] Buscando Content Credentials en 1 archivo…
   *[other] Buscando Content Credentials en { $count } archivos…
}
sign-sheet-unlooked = { $count ->
    [one] 1 archivo: se comprueba a continuación, o justo antes de firmar.
   *[other] { $count } archivos: se comprueban a continuación, o justo antes de firmar.
}
sign-sheet-all-skipped = Se omiten todos. Desmarca la casilla de arriba para firmarlos.
sign-sheet-none-ready = Ninguno se puede firmar ahora.
sign-sheet-creates = Crea copias firmadas. Los originales no cambian.
sign-sheet-sign = { $count ->
    [one] Firmar 1 archivo
   *[other] Firmar { $count } archivos
}
sign-sheet-sign-up-to = { $count ->
    [one] Firmar hasta 1 archivo
   *[other] Firmar hasta { $count } archivos
}
sign-sheet-signing = { $count ->
    [one] Firmando 1 archivo
   *[other] Firmando { $count } archivos
}
sign-beside-none-loaded = Aún no se ha cargado ninguno de los archivos por firmar.
sign-beside-none = No hay archivos por firmar.
sign-beside-place = { $number } de { $count }
sign-beside-previous = Archivo anterior
sign-beside-next = Archivo siguiente
sign-beside-fix = Corrige el JSON para ver lo que declara.
