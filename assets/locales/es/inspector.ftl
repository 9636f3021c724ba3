inspector-nothing-title = Detalles
inspector-nothing-hint = Selecciona un archivo para ver su clave de objeto, sus Content Credentials y su informe. { $keys } lo selecciona todo.
inspector-edge = Cambiar el tamaño del panel
inspector-close = Cerrar detalles
inspector-back = { $count ->
    [one] Volver a 1 archivo
   *[other] Volver a { $count } archivos
}
inspector-tab-overview = Resumen
inspector-tab-credentials = Credenciales
inspector-tab-report = Informe
inspector-save-report-title = Guardar informe
inspector-save-evidence-title = Guardar evidencia
inspector-save-results-title = Guardar resultados

inspector-key = Clave de objeto
inspector-key-later = Aparece cuando termina la subida.
inspector-key-copy = Copiar clave
inspector-uri = URI de S3
inspector-uri-copy = Copiar URI de S3
inspector-original-key = Clave del original
inspector-original-key-copy = Copiar clave del original
inspector-original-uri = URI de S3 del original
inspector-original-uri-copy = Copiar URI de S3 del original
inspector-signed-key = Clave de la copia firmada
inspector-signed-key-copy = Copiar clave de la copia firmada
inspector-signed-link = Enlace al archivo firmado
inspector-signed-link-copy = Copiar enlace al archivo firmado
inspector-bucket-unknown = Bucket desconocido: la dirección del servidor no lo incluye. Indícalo en Ajustes.

inspector-file = Archivo
inspector-path = Ruta
inspector-size = Tamaño
inspector-size-exact = { $size } ({ $bytes } bytes)
inspector-modified = Modificado
inspector-hash-copy = Copiar SHA-256
inspector-type = Tipo
inspector-type-next = { $mime }, a partir del próximo intento
inspector-type-unknown-sent = desconocido, enviado como { $mime }
inspector-type-unknown = desconocido
inspector-type-later = se detecta antes de la subida
inspector-type-detected = Detectado por
inspector-type-by-name = nombre del archivo; el contenido coincide
inspector-type-disagrees = El nombre y el contenido no coinciden
inspector-type-unknown-title = Tipo desconocido
inspector-type-set = Definir tipo…
inspector-type-set-hint = Enviar el archivo con otro tipo MIME
inspector-type-use-detected = Usar el tipo detectado
inspector-type-field = Enviar con el tipo MIME
inspector-type-explained = El servidor firma el tipo según el nombre del archivo, así que el nombre se envía con la extensión de este tipo. Vale a partir del próximo intento.
inspector-type-apply = Definir
inspector-type-keep = Mantener el tipo actual

inspector-pause = Pausar
inspector-pause-file = Pausar { $name }
inspector-resume = Reanudar
inspector-resume-file = Reanudar { $name }
inspector-retry = Reintentar
inspector-retrying = { $count ->
    [one] 1 intento hasta ahora; nuevo intento en { $time }. { $more }
   *[other] { $count } intentos hasta ahora; nuevo intento en { $time }. { $more }
}
inspector-step = Paso: { $step }
inspector-step-read = lectura
inspector-step-presign = solicitud de URL
inspector-step-upload = subida
inspector-step-sign = firma
inspector-step-verify = verificación
inspector-step-download = descarga
inspector-step-record = registro
inspector-doubt-title = Intentos sin respuesta
inspector-doubt = La conexión se cortó antes de que respondiera el almacenamiento. Puede haber un objeto en cada una de estas claves.
inspector-attempt = Intento { $number }
inspector-attempt-copy = Copiar clave del intento { $number }

inspector-technical = Detalles técnicos
inspector-bucket = Bucket
inspector-evidence = Evidencia
inspector-evidence-explained = Un documento JSON con el hash, las claves de objeto, el manifiesto enviado, el informe y las horas.
inspector-evidence-save = Guardar evidencia (JSON)…
inspector-times = Horas y duraciones
inspector-time-added = Añadido
inspector-time-uploaded = Subido
inspector-time-queued = En espera
inspector-time-presign = Solicitud de URL
inspector-time-upload = Tiempo de subida
inspector-time-total = Total
inspector-rate = Velocidad
inspector-attempts = Intentos
inspector-attempt-outcome = { $number }. { $outcome }
inspector-attempt-key = Clave

inspector-requests-loading = Cargando…
inspector-requests-none = No hay solicitudes de este archivo desde que se abrió la aplicación.
inspector-requests = Solicitudes (las más recientes primero)
inspector-requests-copy = Copiar actividad
inspector-requests-secrets = Las claves de API y las firmas nunca se registran.
inspector-request-no-response = sin respuesta
inspector-request-sent = { $size } enviados
inspector-request-received = { $size } recibidos
inspector-request-retried = reintentado
inspector-request-plain = sin cifrar, { $host }

inspector-signing-title = Firmando
inspector-signing = El servidor lee el archivo, lo firma y guarda una copia firmada.
inspector-too-large-title = Solo se pueden firmar archivos de hasta 1 GB
inspector-too-large = Este archivo ocupa { $size }. Aun así puedes subirlo.
inspector-format-title = Este formato no se puede firmar
inspector-format = { $mime } no se puede firmar. Estos formatos sí: { $formats }.
inspector-sign-explained = Añade a una copia una declaración firmada sobre la procedencia del archivo. El original no cambia.
inspector-looking = Buscando Content Credentials en el archivo…
inspector-earlier-removed = La copia firmada nombra este archivo como su original.
inspector-earlier-kept = Este servidor las conserva en la copia firmada.
inspector-earlier-named = La copia firmada las nombra, pero no las contiene.
inspector-sign-edited = Firmar como copia editada
inspector-existing-unknown-title = Este archivo quizá tenga Content Credentials
inspector-existing-unknown = No se pudo comprobar si el archivo tiene Content Credentials. { $reason } Una copia firmada no las incluiría.
inspector-sign-anyway = Firmar de todos modos
inspector-existing-none = Aún sin Content Credentials.
inspector-sign = Firmar este archivo
inspector-sign-back = Atrás
inspector-sign-upload-first = Sube primero el archivo.
inspector-sign-verifying = La verificación está en curso.
inspector-sign-confirm-edited = Confirma arriba que se firme como copia editada.
inspector-sign-confirm-anyway = Confirma arriba que se firme de todos modos.

inspector-signed-title = Firmado
inspector-signed-when = { $when }. El original no ha cambiado; la copia firmada es un objeto aparte.
inspector-signed-nowhere = El servidor no indicó dónde está la copia firmada.
inspector-edited-kept = Copia editada: nombra las Content Credentials anteriores. Se conservan en este equipo y se guardan con la evidencia y el archivo firmado.
inspector-edited-original = Copia editada: nombra las Content Credentials anteriores, que siguen con el original.
inspector-edited-damaged = Copia editada: nombra las Content Credentials anteriores. Las que se conservaban en este equipo están dañadas, y el archivo ya no está aquí sin cambios para volver a leerlas.
inspector-edited-missing = Copia editada: nombra las Content Credentials anteriores. No están en este equipo: { $reason }.
inspector-verify-signed-running = Verificando…
inspector-show-report = Mostrar el informe
inspector-sign-again = Volver a firmar…
inspector-saving = Guardando…
inspector-save-signed = Guardar archivo firmado…
inspector-no-downloads = Este servidor no ofrece descargas. Obtén la copia firmada de S3 con el URI de arriba.
inspector-saved = Guardado como { $path }
inspector-save-failed = No se pudo guardar la copia firmada
inspector-signed-evidence = Evidencia
inspector-sent-show = Mostrar el manifiesto enviado
inspector-sent-hide = Ocultar el manifiesto enviado

inspector-report-none = La verificación comprueba las Content Credentials del objeto y muestra quién las firmó.
inspector-verifying = El servidor lee el objeto y comprueba cada hash que contiene.
inspector-report-practice = Firmado por el entorno de pruebas para practicar. Nadie más confía en él.
inspector-report-lost = Esta es la copia firmada: debería contener sus Content Credentials. Guarda el informe y muéstraselo a quien gestiona el servidor.
inspector-report-object = Objeto
inspector-report-verified = Verificado
inspector-report-of-original = Informe del original
inspector-report-of-signed = Informe de la copia firmada
inspector-verify-signed = Verificar copia firmada
inspector-verify-original = Verificar original
inspector-verify-too-large = Solo se pueden verificar objetos de hasta 1 GB.
inspector-verify-upload-first = Sube primero el archivo.
inspector-verify-unsigned = Aún no hay copia firmada.
inspector-pictures-load = Cargar imágenes ({ $size })
inspector-pictures-load-hint = Las imágenes de sus ingredientes están en la copia firmada. Esto la descarga.
inspector-pictures-no-downloads = Las imágenes de sus ingredientes están en la copia firmada, y este servidor no ofrece descargas.
inspector-pictures-missing = Las imágenes de sus ingredientes están en la copia firmada, que no está disponible: { $reason }.
inspector-readings = Leído dos veces
inspector-reading-server = Servidor
inspector-reading-here = Este equipo
inspector-reading-none = Sin resultado
inspector-reading-copy = Leyó la copia que ofrece el servidor. { $explanation }
inspector-reading-failed = No pudo leer el archivo: { $reason }.

inspector-many-title = { $count ->
    [one] 1 archivo seleccionado
   *[other] { $count } archivos seleccionados
}
inspector-many-clear = Deseleccionar
inspector-many-clear-name = Deseleccionar todo
inspector-many-state = { $state }: { $count }
inspector-many-actions = Acciones
inspector-many-unread = { $count ->
    [one] 1 aún no está cargado. Se comprueban uno a uno y se omiten los que no se puedan procesar.
   *[other] { $count } aún no están cargados. Se comprueban uno a uno y se omiten los que no se puedan procesar.
}
inspector-many-sign = { $count ->
    [one] Firmar 1 archivo…
   *[other] Firmar { $count } archivos…
}
inspector-many-sign-most = { $count ->
    [one] Firmar hasta 1 archivo…
   *[other] Firmar hasta { $count } archivos…
}
inspector-many-sign-name = Firmar los seleccionados
inspector-many-sign-again = { $count ->
    [one] Volver a firmar 1 archivo…
   *[other] Volver a firmar { $count } archivos…
}
inspector-many-sign-again-name = Volver a firmar los seleccionados
inspector-many-verify = { $count ->
    [one] Verificar 1 archivo
   *[other] Verificar { $count } archivos
}
inspector-many-verify-most = { $count ->
    [one] Verificar hasta 1 archivo
   *[other] Verificar hasta { $count } archivos
}
inspector-many-verify-name = Verificar los seleccionados
inspector-many-save = { $count ->
    [one] Guardar 1 archivo firmado…
   *[other] Guardar { $count } archivos firmados…
}
inspector-many-save-name = Guardar los archivos firmados
inspector-many-retry = { $count ->
    [one] Reintentar 1 archivo
   *[other] Reintentar { $count } archivos
}
inspector-many-retry-name = Reintentar los seleccionados
inspector-many-resume = { $count ->
    [one] Reanudar 1 archivo
   *[other] Reanudar { $count } archivos
}
inspector-many-resume-name = Reanudar los seleccionados
inspector-many-pause = { $count ->
    [one] Pausar 1 archivo
   *[other] Pausar { $count } archivos
}
inspector-many-pause-name = Pausar los seleccionados
inspector-many-cancel = { $count ->
    [one] Cancelar 1 archivo
   *[other] Cancelar { $count } archivos
}
inspector-many-cancel-name = Cancelar los seleccionados
inspector-many-remove = { $count ->
    [one] Quitar 1 archivo
   *[other] Quitar { $count } archivos
}
inspector-many-remove-name = Quitar los seleccionados
inspector-many-remove-hint = Los quita de esta lista. Los archivos con clave de objeto siguen en el historial.
inspector-many-copy-keys = { $count ->
    [one] Copiar 1 clave
   *[other] Copiar { $count } claves
}
inspector-many-copy-keys-most = { $count ->
    [one] Copiar hasta 1 clave
   *[other] Copiar hasta { $count } claves
}
inspector-many-copy-keys-name = Copiar claves
inspector-many-copy-keys-hint = Las de las copias firmadas; las de los originales si el archivo no está firmado.
inspector-many-copied = Copiado
inspector-many-copy-links = { $count ->
    [one] Copiar 1 enlace
   *[other] Copiar { $count } enlaces
}
inspector-many-copy-links-hint = Dónde están las copias firmadas.

inspector-results = Verificación
inspector-results-loaded = Solo se cuentan las entradas cargadas.
inspector-results-table-hint = Abre una tabla grande que se puede ordenar.
inspector-results-save-hint = Guarda una tabla para hojas de cálculo.
inspector-results-none-left = Ya no queda ninguno.
inspector-results-no-problems = No se encontraron problemas.
inspector-results-attention = Requieren atención
inspector-results-all = Todos
inspector-results-filter = { $name } { $count }
inspector-results-filter-name = { $name }: { $count }
inspector-results-issuer = emitido por { $issuer }
inspector-result-name = { $verdict }: { $name }, { $more }
