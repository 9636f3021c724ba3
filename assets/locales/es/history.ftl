## En lugar de las entradas

history-loading = Cargando el historial…
history-content-missing = No está en el historial
history-content-missing-more = Ninguna entrada tiene este contenido. Basta un byte distinto para que sea otro archivo.
history-nothing-found = Sin resultados
history-nothing-today = Hoy no se subió nada que coincida.
history-nothing-seven-days = En los últimos 7 días no se subió nada que coincida.
history-nothing-this-month = Este mes no se subió nada que coincida.
history-nothing-last-month = El mes pasado no se subió nada que coincida.
history-nothing-for-text = Ningún nombre de archivo, clave de objeto o SHA-256 contiene «{ $text }», y tampoco es una fecha con subidas.
history-empty = Aún no se ha subido nada
history-empty-more = Aquí aparece cada archivo que recibe una clave de objeto, también después de reiniciar.
history-show-all-dates = Mostrar todas las fechas
history-server-note = Este es el historial de { $server }. Cada servidor tiene el suyo.
history-show-server = Mostrar { $server }

## Línea bajo las entradas

history-records = { $count ->
    [one] { $count } entrada
   *[other] { $count } entradas
}
history-records-at-server = { $count ->
    [one] { $count } entrada en { $server }
   *[other] { $count } entradas en { $server }
}
history-unreadable = { $count ->
    [one] No se puede leer { $count } de estas entradas
   *[other] No se pueden leer { $count } de estas entradas
}
history-show-new = { $count ->
    [one] Mostrar { $count } nueva
   *[other] Mostrar { $count } nuevas
}
history-forget-hint = Elimina entradas. Los objetos almacenados no se eliminan.
history-verifying = Verificando: { $done } de { $all }
history-signing = Firmando: { $done } de { $all }
history-stop = Detener
history-stop-verifying = Detener la verificación
history-stop-signing = Detener la firma
history-stop-hint = Lo que está en curso se terminará.

## Periodos

history-chip-today = Hoy
history-chip-seven-days = 7 días
history-chip-this-month = Este mes
history-chip-last-month = Mes pasado
history-chip-today-only = Solo hoy
history-chip-seven-days-only = Solo los últimos 7 días
history-chip-this-month-only = Solo este mes
history-chip-last-month-only = Solo el mes pasado

## Días

history-day-today = Hoy
history-day-yesterday = Ayer
history-day-unknown = Día desconocido
history-day-heading = { $day }, { $records }
