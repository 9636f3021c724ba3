provenance-picture = Imagen: { $name }
provenance-picture-loading = Cargando imagen…
provenance-picture-none = No hay imagen disponible
provenance-pin = Content Credentials: { $verdict }
provenance-this-file = Este archivo
provenance-the-original = El original
provenance-compare-original = Comparar con el original
provenance-compare-this = Comparar con este archivo
provenance-compare-slider-name = Comparar: { $left } y { $right }
provenance-compare-slider = Deslizador
provenance-compare-beside = Lado a lado
provenance-compare-close = Cerrar comparación

provenance-remote = Credenciales guardadas en
provenance-remote-copy = Copiar dirección
provenance-issuer = Emisor
provenance-signer = Firmante
provenance-issued = Emitido
provenance-generator = App o dispositivo
provenance-ai = Uso de IA
provenance-title = Título
provenance-revocation = Revocación
provenance-identity = Identidad
provenance-valid-until = Válido hasta
provenance-not-stated = no consta
provenance-issued-verified = { $time } (hora verificada)
provenance-issued-unverified = { $time } (sin verificar)
provenance-issued-verified-only = hora verificada
provenance-issued-unverified-only = sin hora verificada
provenance-valid-until-certificate = { $day } (certificado)
provenance-unverified-explained = Sin hora verificada, una firma solo es válida mientras lo sea su certificado, por lo general un año como máximo.

provenance-tree = Procedencia
provenance-ingredients = { $count ->
    [one] 1 ingrediente
   *[other] { $count } ingredientes
}
provenance-ingredients-more = { $count ->
    [one] más de 1 ingrediente
   *[other] más de { $count } ingredientes
}
provenance-tree-rest = El informe sin procesar de abajo contiene el resto.
provenance-ingredient = Ingrediente
provenance-node-file = Este archivo { $title }, { $verdict }
provenance-node = Ingrediente { $title }, { $verdict }
provenance-node-role = Ingrediente { $title }, { $role }, { $verdict }
provenance-node-level = Ingrediente { $title }, { $verdict }, nivel { $level }
provenance-node-role-level = Ingrediente { $title }, { $role }, { $verdict }, nivel { $level }
provenance-node-has-credentials = tiene Content Credentials
provenance-node-named = Content Credentials nombradas pero no incluidas
provenance-node-itself = El propio archivo. Elige una de las imágenes para ver qué es y de dónde procede.

provenance-relationship = Relación
provenance-format = Formato
provenance-credentials = Credenciales
provenance-credentials-named = nombradas en el archivo, pero no incluidas: están con el original
provenance-credentials-none = ninguna propia
provenance-description = Descripción
provenance-verdict = Veredicto
provenance-verdict-recorded = { $verdict }, según se registró al añadirlo
provenance-verdict-none = sin registrar
provenance-ai-generative = Hecho con IA generativa.
provenance-cut = Sus propios ingredientes no se muestran: se repiten o están anidados a demasiada profundidad.
provenance-failed-when-added = No válido al añadirlo: { $code }
provenance-doubt-unknown = Todo esto lo registró un firmante que aquí no se conoce.
provenance-doubt-invalid = Todo esto procede de credenciales no válidas.
provenance-doubt-unconfirmed = Todo esto procede de credenciales sin confirmar.
provenance-ingredient-actions = Ediciones y actividad

provenance-actions = Ediciones y actividad
provenance-assertions = Lo que dicen las credenciales
provenance-checks = Comprobaciones
provenance-certificates = Firma y certificados
provenance-raw = Informe sin procesar
provenance-line = { $name }: { $value }
provenance-check-failed = Error: { $words }
provenance-check-info = Información: { $words }
provenance-check-passed = Superada: { $words }
provenance-check-failed-file = Error, sobre el archivo: { $words }
provenance-check-info-file = Información, sobre el archivo: { $words }
provenance-check-passed-file = Superada, sobre el archivo: { $words }
provenance-check-failed-ingredient = Error, sobre un ingrediente: { $words }
provenance-check-info-ingredient = Información, sobre un ingrediente: { $words }
provenance-check-passed-ingredient = Superada, sobre un ingrediente: { $words }
provenance-check-of-ingredient = un ingrediente
provenance-algorithm = Algoritmo
provenance-made-by = Creado con
provenance-certificate = Certificado { $number }
provenance-certificate-copy = Copiar certificado { $number }
provenance-report-copy = Copiar informe
provenance-report-save = Guardar informe…
provenance-report-save-title = Guardar informe
provenance-report-clipped = Solo se muestra el principio. Copia o guarda el informe para leerlo entero.
