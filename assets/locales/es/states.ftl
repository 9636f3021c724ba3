states-failed = Error
states-uploading = Subiendo
states-finishing = Finalizando
states-preparing = Preparando
states-waiting = Reintento
states-queued = En espera
states-paused = En pausa
states-uploaded = Subido
states-signing = Firmando
states-signed = Firmado
states-verifying = Verificando
states-verified = Verificado
states-canceling = Cancelando
states-canceled = Cancelado
states-waiting-for = Espera: { $time }

states-count-failed = { $count } con errores
states-count-uploading = { $count } subiendo
states-count-finishing = { $count } finalizando
states-count-preparing = { $count } preparando
states-count-waiting = { $count } por reintentar
states-count-queued = { $count } en espera
states-count-paused = { $count } en pausa
states-count-uploaded =
    { $count ->
        [one] { $count } subido
       *[other] { $count } subidos
    }
states-count-signing = { $count } firmando
states-count-signed =
    { $count ->
        [one] { $count } firmado
       *[other] { $count } firmados
    }
states-count-verifying = { $count } verificando
states-count-verified =
    { $count ->
        [one] { $count } verificado
       *[other] { $count } verificados
    }
states-count-canceling = { $count } cancelando
states-count-canceled =
    { $count ->
        [one] { $count } cancelado
       *[other] { $count } cancelados
    }
states-count-invalid =
    { $count ->
        [one] { $count } no válido
       *[other] { $count } no válidos
    }
states-count-unconfirmed = { $count } sin confirmar

states-inside-failed = con errores
states-inside-uploading = subiendo
states-inside-finishing = finalizando
states-inside-preparing = preparando
states-inside-waiting = a la espera del próximo intento
states-inside-waiting-for = próximo intento en { $time }
states-inside-queued = en espera
states-inside-paused = en pausa
states-inside-uploaded = subido
states-inside-signing = firmando
states-inside-signed = firmado
states-inside-verifying = verificando
states-inside-verified = verificado
states-inside-canceling = cancelando
states-inside-canceled = cancelado
states-inside-not-signed = sin firmar
states-inside-not-verified = sin verificar
states-inside-uploading-percent = subiendo, { $percent }
states-inside-original-verified = original verificado: { $verdict }
states-inside-signed-copy-verified = copia firmada verificada: { $verdict }

states-step-sign = Firmar
states-step-verify = Verificar
states-step-upload-only = Solo subida
states-step-not-signed = Sin firmar
states-step-not-verified = Sin verificar

states-verdict-trusted = De confianza
states-verdict-valid = Firmante desconocido
states-verdict-unconfirmed = Sin confirmar
states-verdict-invalid = No válido
states-verdict-none = Sin Content Credentials
states-verdict-remote = Credenciales en otro lugar
states-verdict-unsupported = Formato no legible para este servidor
states-verdict-unsupported-here = Formato no legible
states-verdict-unknown = Informe no reconocido
states-verdict-not-read = No leído

states-verdict-count-trusted = { $count } de confianza
states-verdict-count-valid = { $count } de firmante desconocido
states-verdict-count-unconfirmed = { $count } sin confirmar
states-verdict-count-invalid =
    { $count ->
        [one] { $count } no válido
       *[other] { $count } no válidos
    }
states-verdict-count-none = { $count } sin Content Credentials
states-verdict-count-remote = { $count } con credenciales en otro lugar
states-verdict-count-unsupported = { $count } en un formato no legible para este servidor
states-verdict-count-unknown = { $count } con un informe no reconocido

states-target-original = Original
states-target-signed = Copia firmada
states-verifying-original = Verificando el original
states-verifying-signed = Verificando la copia firmada

states-attempt-running = En curso
states-attempt-stored = Almacenado
states-attempt-refused = No almacenado
states-attempt-unknown = Desconocido

states-show-all = Todos
states-show-active = En curso
states-show-waiting = En espera
states-show-paused = En pausa
states-show-failed = Con errores
states-show-uploaded = Subidos
states-show-signed = Firmados
states-show-verified = Verificados
states-show-invalid = No válidos
states-show-unconfirmed = Sin confirmar
states-show-canceled = Cancelados

states-verdict-count-unsupported-here = { $count } en un formato ilegible
states-verdict-count-not-read = { $count } sin leer
