status-line-scanning = Buscando archivos… { $count ->
    [one] 1 encontrado
   *[other] { $count } encontrados
}
status-line-files = { $done } de { $all ->
    [one] 1 archivo
   *[other] { $all } archivos
}
status-line-bytes = { $done } de { $all }
status-line-left = quedan { $time }
status-line-empty = La cola está vacía
status-line-paused = La cola está en pausa
status-line-needs-key = Esperando una clave de API
status-line-server-wait = El servidor pide esperar: { $time }
status-line-server-wait-detail = El servidor pide esperar: { $time } ({ $detail })
status-line-more = { $count } más
status-line-show = Mostrarlos en la cola

status-copy-menu = Copiar como…
status-export-menu = Exportar…
status-export-all-hint = Guarda toda la lista en un archivo
status-export-selected-hint = Guarda las filas seleccionadas en un archivo
status-copy-nothing = No se ha copiado nada
status-copy-all = { $count ->
    [one] 1 copiado
   *[other] { $count } copiados
}
status-copy-some = { $copied } de { $all } copiados
status-copy-no-key = { $count ->
    [one] 1 aún no tiene clave de objeto
   *[other] { $count } aún no tienen clave de objeto
}
status-copy-no-bucket = { $count ->
    [one] 1 no tiene bucket conocido
   *[other] { $count } no tienen bucket conocido
}
status-copy-not-signed = { $count ->
    [one] 1 aún no tiene copia firmada
   *[other] { $count } aún no tienen copia firmada
}
status-copy-unreadable = { $count ->
    [one] 1 no se puede leer
   *[other] { $count } no se pueden leer
}
status-copy-reasons = { $first }, { $second }
status-template-title = Plantilla para copiar
status-template-lead = Cada archivo ocupa una línea. Escribe {"{{"} y {"}}"} para obtener llaves literales.
status-template-placeholders = Marcadores: { $names }
status-template-field = Plantilla
status-template-save = Guardar y copiar
status-template-empty = La plantilla está vacía. Escribe al menos un marcador, como {"{key}"}.
status-template-unknown = No existe el marcador { $name }. Los marcadores son { $names }.
status-template-not-closed = Falta cerrar una {"{"}. Escribe {"{{"} para obtener una llave literal.
status-template-not-opened = Hay una {"}"} sin abrir. Escribe {"}}"} para obtener una llave literal.
status-template-preview-no-key = { $name } aún no tiene clave de objeto
status-template-preview-no-bucket = { $name } no tiene bucket conocido
status-template-preview-not-signed = { $name } aún no tiene copia firmada
status-template-preview = Vista previa: { $line }

status-keys-copied-key = Clave copiada
status-keys-copied-key-signed = Clave de la copia firmada copiada
status-keys-copied-single-signed = 1 clave de la copia firmada copiada
status-keys-copied = { $count ->
    [one] 1 clave copiada
   *[other] { $count } claves copiadas
}
status-keys-all-signed = Todas son de copias firmadas
status-keys-some-signed = { $count ->
    [one] 1 es de una copia firmada, las demás de originales
   *[other] { $count } son de copias firmadas, las demás de originales
}
status-keys-notes = { $first }; { $second }
status-nothing-to-retry = Nada que reintentar
status-nothing-to-resume = Nada que reanudar
status-nothing-to-pause = Nada que pausar
status-nothing-to-cancel = Nada que cancelar
status-nothing-allowed = Ninguno de los archivos seleccionados lo permite
status-hash-copied = SHA-256 copiado

status-removed = { $count ->
    [one] 1 archivo quitado de la cola
   *[other] { $count } archivos quitados de la cola
}
status-removed-unsigned = { $count ->
    [one] 1 de ellos no está firmado; puedes firmarlo desde el historial
   *[other] { $count } de ellos no están firmados; puedes firmarlos desde el historial
}
status-removed-not = { $count ->
    [one] 1 necesita atención y se queda
   *[other] { $count } necesitan atención y se quedan
}
status-removed-notes = { $first }. { $second }
status-saved-none = No se ha guardado ningún archivo firmado
status-saved-no-downloads = Este servidor no ofrece descargas: obtenlos de S3 con sus URI
status-saved = { $count ->
    [one] 1 archivo firmado guardado en { $folder }
   *[other] { $count } archivos firmados guardados en { $folder }
}
status-saved-some = { $saved } de { $all ->
    [one] 1 archivo firmado guardado
   *[other] { $all } archivos firmados guardados
} en { $folder }
status-saved-renamed = { $count ->
    [one] 1 se numeró porque su nombre ya existía
   *[other] { $count } se numeraron porque sus nombres ya existían
}
status-saved-failure = { $name }: { $message }
status-saved-more = { $count } más
