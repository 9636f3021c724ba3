common-cancel = Cancelar
common-close = Cerrar
common-copy = Copiar
common-delete = Eliminar
common-remove = Quitar
common-dismiss = Ocultar
common-files =
    { $count ->
        [one] { $count } archivo
       *[other] { $count } archivos
    }

common-size-bytes = { $value } B
common-size-kilobytes = { $value } kB
common-size-megabytes = { $value } MB
common-size-gigabytes = { $value } GB
common-size-terabytes = { $value } TB
common-size-petabytes = { $value } PB
common-percent = { $value } %
common-rate = { $size }/s

common-milliseconds-under-one = menos de 1 ms
common-milliseconds = { $count } ms
common-seconds-with-fraction = { $value } s
common-seconds = { $count } s
common-minutes = { $count } min
common-minutes-seconds = { $minutes } min { $seconds } s
common-hours = { $count } h
common-hours-minutes = { $hours } h { $minutes } min
