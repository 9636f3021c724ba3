## Fila o mosaico

table-row-loading = Cargando…
table-row-unreadable = No se puede leer esta entrada
table-row-remove = Quitar { $file }

table-action-cancel = Cancelar
table-action-retry = Reintentar
table-action-resume = Reanudar
table-action-sign = Firmar…
table-action-verify = Verificar
table-action-report = Informe

table-action-cancel-file = Cancelar { $file }
table-action-retry-file = Reintentar { $file }
table-action-resume-file = Reanudar { $file }
table-action-sign-file = Firmar { $file }
table-action-verify-file = Verificar { $file }
table-action-report-file = Informe de { $file }

table-key-copied = Copiada
table-key-copy = Copiar la clave de objeto de { $file }
table-key-copy-signed = Copiar la clave de la copia firmada de { $file }
table-key-signed = Firmado
table-credentials-mark = Tiene Content Credentials. { $facts }
table-certificate-ended = Certificado caducado el { $day }
table-certificate-ends = El certificado caduca el { $day }
table-sent-as = Enviado como { $media }
table-too-large-to-sign = Demasiado grande para firmar
table-progress-left = quedan { $time }
table-progress-stalled = sin enviar nada desde hace { $time }

## Validez

table-validity-time = Hora verificada
table-validity-no-time = Sin hora verificada
table-validity-certificate = certificado válido hasta el { $day }
table-validity-both = { $time }, { $certificate }
table-validity-of-verdict = { $verdict }: { $validity }
table-expiring-ended = El certificado caducó el { $day } y la firma no tiene hora verificada: es posible que aparezca como caducada.
table-expiring-ends = El certificado caduca el { $day } y la firma no tiene hora verificada: después es posible que aparezca como caducada.

## Tipo de archivo

table-type-differs = El nombre indica { $named } y el contenido indica { $found }. Se usó el contenido.
table-type-from-content = Detectado por el contenido; el nombre no lo indica.
table-type-set-same = Elegido por ti, igual que el detectado.
table-type-set = Elegido por ti. Detectado: { $found }.
table-type-unknown = Ni el nombre ni el contenido indican el tipo.

## Copias firmadas, lectura en voz alta

table-said-folder = en { $folder }
table-said-credentials = tiene Content Credentials
table-no-identity = El servidor no añadió la identidad.
table-said-no-identity = el servidor no añadió la identidad
table-said-key = clave de objeto { $key }
table-said-both = { $one }, { $other }

## Lista o cuadrícula

table-show-grid = Mostrar como cuadrícula
table-show-table = Mostrar como tabla
table-compact-rows = Filas compactas
table-show-compact = Mostrar filas compactas
table-show-tall = Mostrar filas altas

## Columnas y orden

table-column-name = Nombre
table-column-size = Tamaño
table-column-progress = Progreso
table-column-key = Clave de objeto
table-column-date = Fecha

table-heading-name = Ordenar por nombre
table-heading-size = Ordenar por tamaño
table-heading-progress = Ordenar por progreso
table-heading-key = Ordenar por clave de objeto
table-heading-date = Ordenar por fecha
table-heading-ascending = { $heading }, orden ascendente
table-heading-descending = { $heading }, orden descendente

table-heading-hint-oldest = Haz clic para ver primero los más antiguos.
table-heading-hint-newest = Haz clic para ver primero los más recientes.
table-heading-hint-again = Las filas han cambiado. Haz clic para volver a ordenar.
table-heading-hint-added = Haz clic para volver al orden en que se añadieron.
table-heading-hint-reverse = Haz clic para invertir el orden.
table-heading-hint-sort = Haz clic para ordenar.

table-sort = Ordenar
table-sort-menu = Orden: { $order }
table-sort-menu-added = Orden: según se añadieron
table-sort-menu-newest = Orden: más recientes primero
table-sort-name-ascending = Nombre, de la A a la Z
table-sort-name-descending = Nombre, de la Z a la A
table-sort-size-ascending = Tamaño, menores primero
table-sort-size-descending = Tamaño, mayores primero
table-sort-progress-ascending = Progreso, menos avanzados primero
table-sort-progress-descending = Progreso, más avanzados primero
table-sort-key-ascending = Clave de objeto, de la A a la Z
table-sort-key-descending = Clave de objeto, de la Z a la A
table-sort-added = Según se añadieron
table-sort-newest = Más recientes primero
table-sort-oldest = Más antiguos primero

## Cola vacía

table-queue-loading = Cargando la cola de { $server }…
table-empty-headline = Suelta aquí archivos o carpetas
table-empty-headline-choose = Elige archivos o carpetas
table-empty-explanation = Los archivos se suben enseguida y cada uno recibe una clave de objeto. Firma y verifica cuando quieras.
table-empty-add-files = Añadir archivos…
table-empty-add-folder = Añadir carpeta…
table-empty-signable = Se pueden firmar
table-empty-upload-only = Solo subir
table-empty-upload-only-which = Los demás archivos
table-empty-limits = Límites
table-empty-limits-which = Hasta 5 GB por archivo, 1 GB para firmar
table-empty-ways = Otras opciones
table-empty-ways-which = Pega rutas con { $keys } o indica archivos en la línea de comandos
table-empty-fact = { $name }: { $value }

## Imagen

table-preview-view = Ver la imagen de { $file }
table-preview-view-hint = Ver la imagen (Espacio)
table-viewer-title = Imagen
table-viewer-picture = Imagen de { $file }
table-viewer-loading = Cargando la imagen…
table-viewer-no-picture = Este archivo no contiene ninguna imagen
table-viewer-never-picture = Este tipo de archivo no contiene imágenes
table-viewer-reading = Leyendo…
table-viewer-close = Cerrar la imagen
table-viewer-close-hint = Cerrar la imagen (Esc)
table-viewer-next = Imagen siguiente
table-viewer-next-hint = Imagen siguiente (→)
table-viewer-previous = Imagen anterior
table-viewer-previous-hint = Imagen anterior (←)
table-viewer-position = { $place } de { $count }
table-viewer-announcement = { $file }, { $state }, { $position }
table-viewer-percent = { $percent } %
table-viewer-actual = 100 %
table-viewer-actual-hint = Un píxel de la imagen equivale a un píxel de la pantalla (1)
table-viewer-fit = Encajar
table-viewer-fit-hint = La imagen completa (0)
