## Título

batch-looking = Buscando archivos…
batch-uploading = Subiendo { $done } de { $all }
batch-signing = Firmando { $at } de { $all }
batch-verifying = Verificando { $at } de { $all }
batch-paused = En pausa
batch-nothing = No se ha subido nada
batch-failed = { $count } con errores
batch-uploaded = { $count ->
    [one] { $count } subido
   *[other] { $count } subidos
}
batch-uploaded-signed = { $uploaded ->
    [one] { $uploaded } subido
   *[other] { $uploaded } subidos
}, { $signed ->
    [one] { $signed } firmado
   *[other] { $signed } firmados
}
batch-signed = { $count ->
    [one] { $count } firmado
   *[other] { $count } firmados
}
batch-signed-verified = { $count ->
    [one] { $count } firmado y verificado
   *[other] { $count } firmados y verificados
}
batch-reached-unsigned = { $reached }, { $count } sin firmar
batch-failed-reached = { $count } con errores, { $reached }

## Pasos

batch-stage-uploaded = Subidos
batch-stage-signed = Firmados
batch-stage-verified = Verificados
batch-stage-count = { $done } de { $all }
batch-stage = { $step }: { $count }

## Errores y avisos

batch-failed-upload = { $count } sin subir: { $reason }
batch-failed-sign = { $count } sin firmar: { $reason }
batch-failed-verify = { $count } sin verificar: { $reason }
batch-failed-save = { $count } sin guardar: { $reason }
batch-failed-other = { $count } con otros errores
batch-show-failed = Mostrar errores
batch-broken = { $count ->
    [one] { $count } archivo verificado con problemas
   *[other] { $count } archivos verificados con problemas
}
batch-with-credentials = { $count ->
    [one] { $count } ya tiene Content Credentials y no se firma
   *[other] { $count } ya tienen Content Credentials y no se firman
}
batch-uninspected = { $count ->
    [one] No se pudo comprobar si { $count } tiene Content Credentials
   *[other] No se pudo comprobar si { $count } tienen Content Credentials
}
batch-uninspected-hint = Sin firmar: una copia firmada no incluiría las credenciales que ya tenga un archivo.
batch-sign-anyway = Firmarlos de todos modos…

## Botones

batch-resume-all = Reanudar todo
batch-sign = { $count ->
    [one] Firmar { $count } archivo…
   *[other] Firmar { $count } archivos…
}
batch-sign-with = { $count ->
    [one] Firmar { $count } archivo con { $preset }
   *[other] Firmar { $count } archivos con { $preset }
}
batch-verify = { $count ->
    [one] Verificar { $count } archivo
   *[other] Verificar { $count } archivos
}
batch-retry-failed = Reintentar fallidos
batch-copy-links = { $count ->
    [one] Copiar enlace
   *[other] Copiar { $count } enlaces
}
batch-copy-keys = { $count ->
    [one] Copiar { $count } clave
   *[other] Copiar { $count } claves
}
batch-sign-differently = Firmar de otro modo…
batch-save-signed = Guardar archivos firmados…
batch-signing-with = { $count ->
    [one] Firmando { $count } archivo con { $preset }
   *[other] Firmando { $count } archivos con { $preset }
}
batch-select-hint = Selecciona un archivo para ver su clave de objeto, sus Content Credentials y su informe.

## Resultados

batch-results-title = Resultados de la verificación
batch-results-none = No se ha verificado ninguno de los archivos seleccionados.
batch-results-loaded-only = Solo se cuentan las entradas cargadas.
batch-results-hint = Selecciona un archivo para abrir su informe.
batch-results-no-problems = No se encontraron problemas.
batch-results-none-left = Ya no queda ninguno.
batch-results-file = Archivo
batch-results-verdict = Veredicto
batch-results-issuer = Emisor
batch-results-time = Fecha
batch-results-reason = Motivo
batch-results-sort-file = Ordenar los resultados por archivo
batch-results-sort-verdict = Ordenar los resultados por veredicto
batch-results-sort-issuer = Ordenar los resultados por emisor
batch-results-sort-time = Ordenar los resultados por fecha
batch-results-sort-reason = Ordenar los resultados por motivo
batch-results-issued-by = Emitido por { $issuer }
batch-results-said = { $file }: { $facts }. { $reason }
batch-results-said-issuer = { $facts }, emitido por { $issuer }
batch-results-said-time = { $facts }, { $time }

batch-finding-lost = Faltan en la copia firmada
batch-finding-failed = Sin verificar
