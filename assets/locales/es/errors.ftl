errors-sentence = { $words }.
errors-two-sentences = { $first } { $second }
errors-status = { $what } ({ $status })
errors-status-code = { $what } ({ $status } { $code })
errors-said = { $what }: { $message }

errors-step-setup = preparación de la conexión
errors-step-health = comprobación del estado del servidor de Que
errors-step-presign = solicitud de una URL de subida
errors-step-upload = subida
errors-step-sign = firma
errors-step-verify = verificación
errors-step-trust-list = obtención de la lista de confianza
errors-step-presign-download = solicitud de una URL de descarga
errors-step-download = descarga

errors-refusal-proxy-password = el proxy pide un nombre de usuario y una contraseña
errors-refusal-request = el servidor de Que no acepta la solicitud
errors-refusal-api-key = el servidor de Que no acepta la clave de API
errors-refusal-not-permitted = la clave de API no lo permite ({ $step })
errors-refusal-no-downloads = este servidor de Que no ofrece URL de descarga
errors-refusal-not-found = el servidor de Que no encontró el objeto o la llamada ({ $step })
errors-refusal-asset-too-large = el archivo es demasiado grande para el servidor de Que
errors-refusal-unreadable = el servidor de Que no pudo leer las Content Credentials de este archivo
errors-refusal-not-processed = el servidor de Que no pudo procesar este archivo o manifiesto
errors-refusal-too-fast = el servidor de Que pide ir más despacio
errors-refusal-error-as-success = el servidor de Que informó de un error con un estado de éxito ({ $step })
errors-refusal-not-supported = este servidor de Que aún no lo admite
errors-refusal-version-not-supported = este servidor de Que no admite solicitudes de este tipo
errors-refusal-server-full = el servidor de Que se quedó sin espacio de almacenamiento
errors-refusal-unavailable = el servidor de Que no está disponible en este momento
errors-refusal-server-error = error interno del servidor de Que ({ $step })
errors-refusal-other = el servidor de Que lo rechazó ({ $step })
errors-refusal-url-expired = la URL de subida caducó
errors-refusal-url-signature = el almacenamiento no acepta la firma de la URL
errors-refusal-clocks = los relojes del servidor de Que y de su almacenamiento no coinciden
errors-refusal-file-too-large = el archivo es demasiado grande para el almacenamiento
errors-refusal-no-such-key = el almacenamiento no tiene ese objeto
errors-refusal-no-such-bucket = el almacenamiento no tiene ese bucket
errors-refusal-waited-too-long = el almacenamiento esperó datos demasiado tiempo
errors-refusal-storage-too-fast = el almacenamiento pide ir más despacio
errors-refusal-bucket-elsewhere = el bucket está en una dirección distinta de la de la URL
errors-refusal-not-stored = el almacenamiento informó de un error, así que el archivo no está almacenado
errors-refusal-error-for-file = el almacenamiento envió un error en lugar del archivo
errors-refusal-url-refused = el almacenamiento rechazó la URL
errors-refusal-storage-not-supported = el almacenamiento no lo admite
errors-refusal-storage-full = el almacenamiento está lleno
errors-refusal-no-such-address = el almacenamiento no encontró esta dirección
errors-refusal-no-such-object = el almacenamiento no encontró el objeto
errors-refusal-storage-error = error interno del almacenamiento ({ $step })
errors-refusal-storage-refused = el almacenamiento lo rechazó ({ $step })

errors-transport-dns = no se encontró el nombre del servidor ({ $step })
errors-transport-connect = no se puede acceder al servidor ({ $step })
errors-transport-tls = no se pudo establecer una conexión segura con el servidor ({ $step })
errors-transport-proxy = el proxy no estableció la conexión ({ $step })
errors-transport-reset = se cortó la conexión ({ $step })
errors-transport-timeout = no hubo respuesta a tiempo ({ $step })
errors-transport-stalled = no se transmitieron datos durante demasiado tiempo ({ $step })
errors-transport-response-lost = se enviaron todos los bytes, pero se perdió la respuesta: puede que el archivo esté almacenado o puede que no
errors-transport-protocol = la respuesta del servidor no era HTTP ({ $step })

errors-response-web-page = la respuesta era una página web ({ $status }, { $step })
errors-response-empty = la respuesta estaba vacía ({ $status }, { $step })
errors-response-not-json = la respuesta no era JSON ({ $status }, { $step })
errors-response-unexpected-json = a la respuesta le faltan campos esperados ({ $status }, { $step })
errors-response-too-large = la respuesta tenía más de { $limit } bytes ({ $status }, { $step })
errors-response-too-many-values = la respuesta tenía más de { $limit } valores ({ $status }, { $step })
errors-response-invalid-value = la respuesta no se puede usar: { $reason } ({ $status }, { $step })
errors-response-status = la respuesta tiene un estado inesperado ({ $status }, { $step })
errors-response-checksum = los bytes recibidos difieren del objeto almacenado ({ $status }, { $step })
errors-response-unknown-length = la respuesta no indica su longitud, así que puede estar incompleta ({ $status }, { $step })
errors-response-premature = el servidor anunció el éxito antes de que se enviaran todos los bytes ({ $status }, { $step })
errors-response-unconfirmed = la respuesta no confirma que el archivo esté almacenado ({ $status }, { $step }): { $message }
errors-redirected = el servidor redirigió a { $host } ({ $status }, { $step })
errors-redirected-somewhere = el servidor redirigió a un host desconocido ({ $status }, { $step })

errors-file-gone = el archivo ya no existe
errors-file-forbidden = no hay permiso para leer el archivo
errors-file-opening-timed-out = abrir el archivo tardó demasiado
errors-file-too-many-open = hay demasiados archivos abiertos en este equipo
errors-file-not-opened = no se puede abrir el archivo
errors-file-reading-timed-out = leer el archivo tardó demasiado
errors-file-not-read = no se puede leer el archivo completo
errors-file-disk-full = el disco está lleno
errors-file-not-written = no se puede escribir la descarga
errors-file-shrank = el archivo se redujo mientras se leía; no se almacenó nada
errors-file-grew = el archivo creció mientras se leía; no se almacenó nada
errors-file-modified = el archivo cambió mientras se leía; no se almacenó nada
errors-file-vanished = el archivo desapareció mientras se leía; no se almacenó nada
errors-content-mismatch = el objeto almacenado difiere de los bytes enviados
errors-already-exists = ya existe un archivo con ese nombre
errors-too-large-for-upload = el archivo es demasiado grande para una sola subida: { $bytes } bytes, el límite es { $limit }
errors-canceled = cancelado

errors-insecure-url = la dirección de { $host } es http:// sin cifrar, que otros pueden leer en la red
errors-forbidden-loopback = el servidor apunta a este equipo ({ $host }), lo que solo puede hacer un servidor de este equipo
errors-forbidden-link-local = el servidor apunta a una dirección de enlace local ({ $host }), donde no puede haber un almacenamiento
errors-forbidden-not-loopback = el nombre { $host } está reservado para este equipo, pero lleva a otro
errors-invalid-url = la dirección no se puede usar: { $reason }
errors-url-empty = está vacía
errors-url-not-https = no empieza por https:// o no es una URL
errors-url-no-path = no se le puede añadir una ruta
errors-url-host = su host no es válido
errors-url-scheme = la URL no es https:// ni http://
errors-url-no-host = la URL no tiene host
errors-url-credentials = la URL contiene un nombre de usuario o una contraseña
errors-url-too-long = la URL es más larga de lo que acepta un almacenamiento
errors-url-upload-url = la URL de subida del servidor no es una URL
errors-url-upload-url-scheme = la URL de subida del servidor no es https:// ni http://
errors-url-upload-url-too-long = la URL de subida del servidor es más larga de lo que acepta un almacenamiento
errors-url-download-url = la URL de descarga del servidor no es una URL
errors-url-target = no se puede enviar una solicitud a la URL del almacenamiento
errors-url-key-empty = la clave de objeto está vacía
errors-url-key-too-long = la clave de objeto tiene más de 1024 bytes, que ningún almacenamiento acepta
errors-url-key-with-nul = la clave de objeto contiene un carácter NUL
errors-url-signed-uri-too-long = la dirección de la copia firmada es más larga que la de cualquier objeto
errors-url-signed-uri-with-nul = la dirección de la copia firmada contiene un carácter NUL

errors-setup = no se pudo preparar una conexión segura: { $reason }
errors-setup-trust-store = los certificados del sistema no se pueden usar
errors-setup-no-tls = no hay ninguna versión de TLS disponible
errors-setup-http-client = no se puede crear el cliente HTTP
errors-setup-user-agent = el User-Agent no es un valor de cabecera válido
errors-setup-content-type = el Content-Type no es un valor de cabecera válido
errors-setup-api-key = la clave de API no es un valor de cabecera válido
errors-setup-key-for-public-file = un archivo público se obtiene sin clave
errors-setup-certificates-out-of-date = el certificado del archivo de certificados adicionales caducó, o aún no es válido según el reloj de este equipo
errors-setup-certificates-empty = el archivo de certificados adicionales está vacío
errors-setup-certificates-binary = el archivo de certificados adicionales es binario (DER) en lugar de PEM. Conviértelo: openssl x509 -inform der -in FILE -out FILE.pem
errors-setup-certificates-with-key = el archivo de certificados adicionales contiene una clave privada, que solo debería tener el servidor. Usa un archivo que solo tenga el certificado
errors-setup-certificates-not-text = el archivo de certificados adicionales no es texto UTF-8. Guárdalo como UTF-8 o usa otro archivo
errors-setup-certificates-not-utf16 = el archivo de certificados adicionales empieza como texto UTF-16, pero es otra cosa: guárdalo como UTF-8
errors-setup-certificates-damaged = el archivo de certificados adicionales contiene un certificado dañado
errors-setup-no-certificates = el archivo de certificados adicionales no contiene ningún certificado (-----BEGIN CERTIFICATE-----)
errors-setup-certificates-missing = no hay ningún archivo de certificados adicionales en esa ruta
errors-setup-certificates-not-a-file = el archivo de certificados adicionales no es un archivo sino una carpeta, una tubería o un dispositivo: guarda los certificados en un archivo
errors-setup-certificates-too-large = el archivo de certificados adicionales supera los 4 MiB: es otro archivo
errors-setup-certificates-forbidden = esta cuenta no puede leer el archivo de certificados adicionales
errors-setup-certificates-no-descriptor = no se puede abrir el archivo de certificados adicionales: hay demasiados archivos abiertos en este equipo
errors-setup-certificates-unreadable = no se puede leer el archivo de certificados adicionales

errors-invalid-key = la clave de API no se puede usar: { $reason }
errors-key-empty = la clave está vacía
errors-key-too-long = la clave es demasiado larga: una clave tiene como máximo { $limit } caracteres
errors-key-lines = la clave contiene un salto de línea
errors-key-character = la clave contiene un carácter que no tiene ninguna clave (un espacio, un carácter de control o una letra que no es ASCII)

errors-advice-proxy-password = Escríbelos en HTTPS_PROXY, como en http://user:password@proxy:port, y vuelve a iniciar el programa.
errors-advice-check-proxy = Revisa el proxy en los ajustes del sistema o en HTTPS_PROXY.
errors-advice-close-files = Cierra otros programas, o aumenta el límite de archivos abiertos (ulimit -n) y vuelve a iniciar este.
errors-advice-sign-in-to-network = Abre un navegador e inicia sesión en esta red.
errors-advice-sign-in-or-check-address = Puede que haya respondido un proxy o la página de inicio de sesión de la red. Abre un navegador para verlo, o revisa la dirección del servidor.
errors-advice-check-connection-and-address = Revisa la conexión a internet y la dirección del servidor.
errors-advice-check-firewall = Revisa la conexión a internet. Puede que un cortafuegos bloquee la conexión.
errors-advice-check-clock-or-proxy = Puede que el reloj de este equipo esté mal, o que un proxy inspeccione el tráfico: añade su certificado en los ajustes.
errors-advice-check-connection = Revisa la conexión a internet. Si sigue ocurriendo, reinténtalo más tarde.
errors-advice-may-be-stored = Puede que el archivo esté almacenado a pesar de todo. Revisa la conexión a internet. Si sigue ocurriendo, vuelve a subir el archivo más tarde.
errors-advice-check-names = Revisa cómo resuelve los nombres este equipo, o usa 127.0.0.1.
errors-advice-enter-redirect = Escribe la dirección a la que redirige el servidor, si confías en ella.
errors-advice-use-https = Usa una dirección https://, o permite http:// en los ajustes si confías en la red.
errors-advice-enter-address = Escribe la dirección del servidor como https://dev-api.addque.org.
errors-advice-check-certificates = Revisa el archivo de certificados adicionales (--ca-file, o los ajustes del servidor) y los certificados de este sistema.
errors-advice-check-whole-key = Comprueba que pegaste la clave completa.
errors-advice-enter-key = Vuelve a escribir la clave de API. Hasta entonces no se envía nada más.
errors-advice-ask-key-owner = Pide permiso al propietario de la clave.
errors-advice-check-address = Revisa la dirección del servidor y los ajustes.
errors-advice-check-address-and-port = Revisa la dirección del servidor y su puerto.
errors-advice-check-address-and-key = Revisa la dirección del servidor, el bucket y la clave de objeto.
errors-advice-check-bucket-and-key = Revisa el bucket y la clave de objeto.
errors-advice-wait-for-writer = Espera a que termine el programa que escribe el archivo y vuelve a subirlo.
errors-advice-upload-again = Vuelve a subirlo. Si ocurre con todos los archivos, el ETag del almacenamiento no es un MD5: desactiva la comparación en los ajustes.
errors-advice-choose-name = Elige otro nombre, o permite que se reemplace el archivo.
errors-advice-make-smaller = Reduce el archivo o divídelo.
errors-advice-choose-folder = Elige otra carpeta o libera espacio.
errors-advice-add-again = Vuelve a añadir el archivo desde su nueva ubicación.
errors-advice-allow-reading = Da a esta cuenta permiso para leer el archivo.
errors-advice-check-drive = La unidad o la carpeta de red no responde. Comprueba que esté conectada.
errors-advice-check-file = Comprueba que otro programa pueda abrir el archivo.
errors-advice-check-format = Comprueba que el formato se pueda firmar y que el manifiesto sea adecuado para el archivo.
errors-advice-check-file-type = Comprueba que el archivo sea lo que dice su nombre. El mensaje del servidor dice qué no pudo leer.
errors-advice-verify-smaller = Verifica un archivo más pequeño, o pide un límite mayor al administrador del servidor.
errors-advice-use-storage-tools = Descarga el archivo firmado por su dirección S3 con tus propias herramientas de almacenamiento.
errors-advice-correct-manifest = El manifiesto no es el que espera el servidor de Que. Corrígelo y vuelve a firmar.
errors-advice-correct-request = Corrige lo que indica el servidor y reinténtalo.
errors-advice-choose-mode = Elige otro modo.
errors-advice-start-again = Vuelve a empezar cuando quieras.
errors-advice-later-or-higher-limit = Si sigue ocurriendo, reinténtalo más tarde o pide un límite mayor al soporte de Que.
errors-advice-later-or-support = Si sigue ocurriendo, reinténtalo más tarde o contacta con el soporte de Que.
errors-advice-later = Si sigue ocurriendo, reinténtalo más tarde.
errors-advice-again-or-support = Reinténtalo. Si sigue ocurriendo, contacta con el soporte de Que.
errors-advice-again-or-details = Reinténtalo. Si sigue ocurriendo, muestra los detalles al soporte de Que.
errors-advice-again-or-network = Reinténtalo. Si sigue ocurriendo, algo en la red altera las descargas.
errors-advice-new-url = Reinténtalo: cada intento usa una URL nueva. Si sigue ocurriendo, revisa el reloj de este equipo.
errors-advice-content-type-differs = Reinténtalo. Si sigue ocurriendo, el servidor firma un Content-Type distinto del que tiene el archivo.
errors-advice-server-clock = El reloj del servidor de Que está mal. Contacta con el soporte de Que.
errors-advice-wrong-region = Contacta con el soporte de Que: las URL del servidor son de una región distinta de la del bucket.
errors-advice-storage-unsupported = Contacta con el soporte de Que: reintentarlo no sirve.
errors-advice-storage-full = Pide al soporte de Que que libere espacio y reinténtalo.
errors-advice-server-unsupported = Contacta con el administrador de este servidor de Que: reintentarlo no sirve.
errors-advice-server-full = Pide al administrador de este servidor de Que que libere espacio y reinténtalo.
errors-advice-server-unusable = Contacta con el administrador de este servidor de Que: ningún cliente puede usar su respuesta.
errors-advice-server-newer = Revisa la dirección del servidor. Si es correcta, el servidor es más nuevo que este programa.
errors-advice-storage-on-this-computer = Contacta con el administrador del servidor. Si su almacenamiento está realmente en este equipo, permite http:// para este servidor: en sus ajustes o con --allow-insecure-http.
errors-advice-storage-link-local = Contacta con el administrador del servidor: su almacenamiento necesita una dirección enrutable.

errors-cause-proxy-password = El proxy pide un nombre de usuario y una contraseña (407).
errors-cause-proxy-password-of = El proxy { $proxy } pide un nombre de usuario y una contraseña (407).
errors-cause-too-many-open = Este equipo no permite abrir más archivos ni conexiones.
errors-cause-too-many-open-limit = Este equipo solo permite al programa { $limit } archivos y conexiones abiertos.
errors-cause-internal = Error interno: este paso se detuvo.
errors-cause-not-verified-switched = Sin verificar: se cambió el servidor antes de su turno.
errors-cause-not-signed-switched = Sin firmar: se cambió el servidor antes de su turno.
errors-cause-too-large-to-sign = El archivo supera 1 GB, así que no se puede firmar.
errors-cause-too-large-to-verify = El archivo supera 1 GB, así que no se puede verificar.
errors-cause-bucket-unknown = No se conoce el bucket de este objeto.
errors-cause-key-reused = El servidor de Que asignó a este archivo una clave de objeto que ya había asignado a { $name }: { $key }. No se envió nada.
errors-cause-record-closed = El registro de subidas está cerrado.
errors-cause-stored-not-recorded = El archivo está almacenado en { $key }, pero no se pudo registrar. { $why }
errors-cause-signed-not-recorded = Firmado como { $uri }, pero no se pudo registrar. { $why }
errors-cause-signed-somewhere-not-recorded = Firmado en una dirección que el servidor no indicó, pero no se pudo registrar. { $why }
errors-cause-may-be-signed = { $why } Puede que el archivo se haya firmado a pesar de todo.
errors-cause-credentials-unknown = Sin firmar: no se pudo averiguar si el archivo tiene Content Credentials. { $reason }
errors-cause-metadata-timed-out = Sin firmar: los datos del archivo no se pudieron leer a tiempo.
errors-cause-metadata-failed = Sin firmar: los datos del archivo no se pudieron leer.
errors-cause-metadata-gone = Sin firmar: los datos del archivo ya no se pueden leer; el archivo desapareció o cambió.
errors-cause-no-origin = Sin firmar: no tiene Content Credentials, así que su manifiesto debe decir de dónde procede.
errors-cause-manifest = Sin firmar, por la línea { $line } del manifiesto. { $words }
errors-cause-network-down = No hay conexión: { $reason }.
errors-cause-network-was-down = No hubo conexión durante más de { $time }: { $reason }.
errors-cause-server-was-unavailable = El servidor no estuvo disponible durante más de { $time }: { $reason }.
errors-cause-signing-interrupted = La firma se interrumpió; puede que se haya realizado.
errors-cause-record-lost = La entrada estaba dañada: de esta subida solo queda una posible clave de objeto.
errors-cause-details-unreadable = Los detalles guardados no se pueden leer.

errors-hint-too-many-open = Cierra otros programas, o aumenta el límite (ulimit -n 4096) y vuelve a iniciar este.
errors-hint-internal = Reinténtalo; si vuelve a ocurrir, comunícanoslo.
errors-hint-verify-again = Vuelve a verificar.
errors-hint-sign-again = Vuelve a firmar.
errors-hint-try-again = Reinténtalo.
errors-hint-too-large-to-sign = Aun así se puede subir. Para firmarlo, redúcelo.
errors-hint-bucket-unknown = Escribe el bucket de subida de tu organización en los ajustes y vuelve a subir el archivo.
errors-hint-key-reused = Una subida sobrescribiría ese objeto. Reinténtalo; si persiste, contacta con el soporte de Que.
errors-hint-record-closed = Vuelve a iniciar el programa. Todo lo subido hasta ahora está registrado.
errors-hint-may-be-signed = Para asegurarte, vuelve a firmar; se creará otra copia firmada.
errors-hint-identity-sign-without = Si el servidor no puede añadir una identidad verificada, firma sin ella.
errors-hint-identity-other-algorithm = Este servidor firma con { $algorithm }, que las identidades no pueden usar. Firma sin identidad.
errors-hint-identity-unknown-algorithm = Este servidor no dice con qué algoritmo firma, así que no se le puede pedir una identidad. Firma sin ella.
errors-hint-credentials-unknown = Está subido. Fírmalo de todos modos si la copia firmada puede perderlas.
errors-hint-metadata-unread = Vuelve a firmar para leerlos otra vez, o firma sin marcadores de datos del archivo.
errors-hint-metadata-gone = Firma sin marcadores de datos del archivo.
errors-hint-no-origin = Elige un origen y vuelve a firmarlo.
errors-hint-manifest = Cambia el manifiesto y vuelve a firmar.
errors-hint-server-unavailable = Reinténtalo más tarde; si persiste, contacta con el soporte de Que.
errors-hint-network-down = Revisa la conexión a internet y reinténtalo.
errors-hint-signing-interrupted = Vuelve a firmar: si ya hay una copia firmada, el servidor crea otra.
errors-hint-record-lost = Comprueba si existe el objeto y, si no, vuelve a añadir el archivo.
errors-hint-sign-unless-signed = Vuelve a firmar, salvo que ya haya una copia firmada.
errors-hint-limited-not-said = El servidor no dice cuánto tiempo, y esta ejecución espera como máximo { $longest } s. Reinténtalo más tarde, o permite más con { $option } SECONDS.
errors-hint-limited-seconds = El servidor pide esperar { $asked } s en total, y esta ejecución espera como máximo { $longest } s. Reinténtalo más tarde, o permite más con { $option } SECONDS.
errors-hint-limited-forever = El servidor pide esperar más de diez años en total, y esta ejecución espera como máximo { $longest } s. Reinténtalo más tarde, o permite más con { $option } SECONDS.

errors-outage-name-not-found = no se encuentra el nombre del servidor
errors-outage-proxy-blocks = el proxy bloquea la conexión
errors-outage-no-answer = el servidor no responde
errors-outage-not-reachable = no se puede acceder al servidor
errors-outage-web-page = responde una página web en lugar del servidor de Que; inicia sesión en esta red con un navegador
errors-outage-proxy-password = el proxy pide un nombre de usuario y una contraseña (407)
errors-outage-proxy-password-of = el proxy { $proxy } pide un nombre de usuario y una contraseña (407)
errors-outage-storage-name-not-found = no se encuentra el nombre del almacenamiento { $host }
errors-outage-proxy-blocks-storage = el proxy bloquea las conexiones con el almacenamiento { $host }
errors-outage-storage-not-reachable = no se puede acceder al almacenamiento { $host }
errors-outage-storage-no-answer = el almacenamiento { $host } no responde
errors-outage-not-trusted = el certificado de { $host } no es de confianza
errors-outage-other-name = el certificado que muestra { $host } es para otro nombre
errors-outage-no-names = el certificado de { $host } no tiene Subject Alternative Name, que hoy es obligatorio
errors-outage-out-of-date = el certificado de { $host } caducó o aún no es válido
errors-outage-not-secure = no se pudo establecer una conexión segura con { $host }
errors-outage-nothing-sent = No se envía nada: { $reason }.

errors-remedy-not-trusted = Si esta red tiene una página de inicio de sesión, inicia sesión con un navegador. Si tu empresa gestiona este servidor, indica el archivo de su autoridad de certificación en los ajustes del servidor (--ca-file en la línea de comandos).
errors-remedy-other-name = Si esta red tiene una página de inicio de sesión, inicia sesión con un navegador. Si no, revisa la dirección del servidor.
errors-remedy-no-names = El propietario del servidor debe volver a emitirlo con uno.
errors-remedy-out-of-date = Revisa la fecha y la hora de este equipo. Si son correctas, el propietario del servidor debe renovarlo.
errors-remedy-not-secure = Si esta red tiene una página de inicio de sesión, inicia sesión con un navegador. Si no, revisa la dirección del servidor y su puerto.

errors-store-disk-full = el disco está lleno: no se pudo escribir el registro de subidas
errors-store-read-only = el registro de subidas es de solo lectura
errors-store-locked = otro programa bloqueó el registro de subidas
errors-store-newer-version = el registro de subidas es de una versión más nueva de Que Uploader (versión de esquema { $found }; esta versión admite { $known })
errors-store-corrupt = el registro de subidas está dañado: { $reason }
errors-store-foreign = { $path } es la base de datos de otro programa
errors-store-foreign-file = { $path } es un archivo de otro programa y no forma parte del registro de subidas
errors-store-cannot-open = no se puede abrir el registro de subidas en { $path }: { $reason }
errors-store-gone = el registro de subidas se eliminó o reemplazó mientras se usaba y no se pudo restablecer: { $reason }
errors-store-disk = el disco falló mientras se usaba el registro de subidas: { $reason }
errors-store-missing = no hay ninguna entrada de la subida { $number }
errors-store-key-reused = el servidor ya asignó la clave de objeto { $key } a { $name }
errors-store-broken-row = no se puede leer una entrada: { $reason }
errors-store-other = el registro de subidas dio un error: { $reason }

errors-store-hint-disk-full = Libera espacio en el disco y reinténtalo.
errors-store-hint-read-only = Permite la escritura en la carpeta de datos, o indica otra con --data-dir.
errors-store-hint-locked = Cierra el programa que lo tiene abierto y reinténtalo.
errors-store-hint-newer-version = Usa la versión más nueva, o indica otra carpeta con --data-dir.
errors-store-hint-corrupt = Vuelve a iniciar el programa. Aparta el archivo dañado y recupera lo que puede.
errors-store-hint-foreign = No se tocó. Indica otra carpeta con --data-dir.
errors-store-hint-foreign-file = No se tocó. Muévelo, o indica otra carpeta con --data-dir.
errors-store-hint-cannot-open = Comprueba que la carpeta de datos se pueda leer y escribir, o indica otra con --data-dir.
errors-store-hint-gone = No cierres el programa: aún lo tiene todo. Permite la escritura en la carpeta de datos y reinténtalo.
errors-store-hint-disk = Revisa el disco y reinténtalo.
errors-store-hint-key-reused = Contacta con el soporte de Que: una subida sobrescribiría ese objeto.
errors-store-hint-other = Reinténtalo. Si vuelve a ocurrir, comunícanoslo con este mensaje.

errors-said-records-left-out = { $count ->
    [one] 1 entrada de subidas anteriores no se puede leer y no aparece.
   *[other] { $count } entradas de subidas anteriores no se pueden leer y no aparecen.
}
errors-said-not-exported = No se pudo escribir { $path }: { $reason }.
errors-said-earlier-not-saved = No se pudieron guardar las Content Credentials anteriores junto a { $name }: { $reason }.
errors-said-too-many-dragged = Demasiados archivos para arrastrarlos a la vez
errors-said-not-media-type = Esto no es un tipo MIME
errors-said-settings-not-used = Estos ajustes no se han aplicado
errors-said-not-signed-again = { $count } sin volver a firmar: no se conoce el manifiesto de una sesión anterior
errors-said-earlier-not-kept-of = Las Content Credentials anteriores de { $name } no se conservaron en este equipo: { $reason }.
errors-said-earlier-not-kept = Las Content Credentials anteriores de { $count ->
    [one] 1 archivo
   *[other] { $count } archivos
} no se conservaron en este equipo: { $reason }.
errors-said-earlier-not-deleted = Las Content Credentials anteriores de { $count ->
    [one] 1 archivo
   *[other] { $count } archivos
} no se pudieron eliminar de la carpeta de datos.
errors-said-exported = { $count ->
    [one] 1 entrada escrita
   *[other] { $count } entradas escritas
} en { $path }.
errors-said-exported-left-out = { $count ->
    [one] 1 no se pudo leer y falta.
   *[other] { $count } no se pudieron leer y faltan.
}
errors-said-forgotten = { $count ->
    [one] 1 entrada eliminada
   *[other] { $count } entradas eliminadas
} del historial. Los objetos siguen en el almacenamiento.
errors-said-forgotten-kept = { $count ->
    [one] 1 entrada se conserva: sigue en la cola sin clave de objeto o se está firmando.
   *[other] { $count } entradas se conservan: siguen en la cola sin clave de objeto o se están firmando.
}
errors-said-forgotten-credentials = También se eliminaron las Content Credentials anteriores de { $count ->
    [one] 1 archivo
   *[other] { $count } archivos
}.
errors-said-bulk-signed = Firmadas { $done } de { $all } entradas.
errors-said-bulk-signed-with = Firmadas { $done } de { $all } entradas: { $parts }.
errors-said-bulk-verified = Verificadas { $done } de { $all } entradas.
errors-said-bulk-verified-with = Verificadas { $done } de { $all } entradas: { $parts }.
errors-said-bulk-list = { $before }, { $next }
errors-said-bulk-failed = { $count } con errores
errors-said-bulk-left-out = { $count ->
    [one] 1 omitida
   *[other] { $count } omitidas
}
errors-said-bulk-no-object = { $count } sin objeto que verificar
errors-said-bulk-unreadable = { $count ->
    [one] 1 ilegible
   *[other] { $count } ilegibles
}
errors-said-bulk-stopped = La operación se detuvo.

errors-said-hint-records-left-out = Siguen en la carpeta de datos; no se eliminó nada.
errors-said-hint-not-exported = Elige otra carpeta, o libera espacio en el disco, y vuelve a exportar.
errors-said-hint-earlier-not-saved = El archivo firmado sí se guardó. Guarda la evidencia para obtenerlas.
errors-said-hint-too-many-dragged = Arrastra hasta { $count } archivos y 4 GB, o usa «Guardar archivos firmados…».
errors-said-hint-not-media-type = Escríbelo como image/jpeg: dos palabras separadas por una barra.
errors-said-hint-settings-not-used = Cambia esto y vuelve a aplicar: { $reason }.
errors-said-hint-not-signed-again = Selecciona estos archivos y elige «Firmar…».
errors-said-hint-earlier-not-kept = Los originales aún las tienen, así que no los elimines. Al guardar la evidencia de un archivo se vuelve a intentar.
errors-said-hint-earlier-not-deleted = Que Uploader lo reintentará la próxima vez que se inicie.

errors-setting-jobs = el número de subidas simultáneas debe ser de 1 a { $limit }, no { $given }
errors-setting-stall-seconds = el tiempo límite sin actividad debe ser de 5 a 600 segundos, no { $given }
errors-setting-zoom = el zoom debe ser del 50 al 300 por ciento, no { $given }
errors-setting-language = el idioma debe ser uno de estos: { $known }, no { $given }; si no se indica, se usa el del sistema
errors-setting-address = la dirección del servidor debe empezar por https:// (o http:// para este equipo), no { $given }
errors-setting-bucket = { $given } no es un nombre de bucket: de 3 a 63 letras minúsculas, cifras, puntos y guiones
errors-setting-profile-name = { $given } no es un nombre de perfil: una línea de { $limit } caracteres como máximo

errors-keyring-no-service = ningún servicio de llavero responde en este sistema
errors-keyring-none = no hay ningún llavero donde guardar la clave
errors-keyring-locked = { $system ->
    [macos] el llavero
    [windows] el Administrador de credenciales
   *[other] el llavero
} está bloqueado
errors-keyring-dismissed = { $system ->
    [macos] el llavero
    [windows] el Administrador de credenciales
   *[other] el llavero
} pidió su contraseña y se cerró la ventana
errors-keyring-timed-out = { $system ->
    [macos] el llavero
    [windows] el Administrador de credenciales
   *[other] el llavero
} no respondió en { $time } s; puede que esté pidiendo su contraseña
errors-keyring-not-a-key = lo que { $system ->
    [macos] el llavero
    [windows] el Administrador de credenciales
   *[other] el llavero
} tiene para este servidor no es una clave
errors-keyring-several = { $system ->
    [macos] el llavero
    [windows] el Administrador de credenciales
   *[other] el llavero
} tiene más de una clave para este servidor
errors-keyring-failed = { $system ->
    [macos] el llavero
    [windows] el Administrador de credenciales
   *[other] el llavero
} dio un error: { $reason }
errors-keyring-not-reached = No se pudo acceder al llavero.
errors-keyring-hint-sign-in = Cierra la sesión y vuelve a iniciarla, o define QUE_API_KEY e indica su servidor con --api-url.
errors-keyring-hint-no-service = Inicia un llavero como GNOME Keyring, KWallet o KeePassXC, o define QUE_API_KEY e indica su servidor con --api-url.
errors-keyring-hint-none = Crea un llavero predeterminado en el programa de contraseñas del sistema y vuelve a guardar la clave.
errors-keyring-hint-locked = Desbloquea { $system ->
    [macos] el llavero
    [windows] el Administrador de credenciales
   *[other] el llavero
} y reinténtalo.
errors-keyring-hint-timed-out = Responde a la petición { $system ->
    [macos] del llavero
    [windows] del Administrador de credenciales
   *[other] del llavero
} y reinténtalo.
errors-keyring-hint-not-a-key = Elimina la clave y vuelve a escribirla.
errors-keyring-hint-failed = Reinténtalo, o usa la clave solo en esta sesión.

errors-with-detail = { $words } ({ $detail })
errors-list-not-updated = { $list }: no se actualizó porque { $reason }.
errors-list-not-given-by-server = { $list }: no se actualizó. { $words }
errors-list-no-list = { $list }: { $file } no es una lista: { $reason }.
errors-list-not-saved = { $list }: no se pudo guardar ({ $reason }).
errors-list-saving-stopped = { $list }: no se guardó por un error interno ({ $reason }).
errors-list-not-added = «{ $name }» no se añadió: { $reason }.
errors-list-file-not-added = { $file } no se añadió: { $reason }.
errors-list-not-removed = { $list }: no se pudo quitar ({ $reason }).
errors-list-no-key = { $list }: no se actualizó porque no hay clave de API.
errors-list-no-folder = Las listas no se modificaron: no hay carpeta de datos.
errors-list-stopped = Error interno: este paso se detuvo ({ $reason }).
errors-list-unreadable = no se pudo leer: { $reason }
errors-list-changed = no es lo que se guardó
errors-list-too-many-of-kind = hay más de { $count } de su tipo
errors-list-needs-name = necesita un nombre
errors-list-bad-name = el nombre debe ser una sola línea de { $count } caracteres como máximo
errors-list-name-taken = ya hay una lista con este nombre
errors-list-too-many = ya hay { $count } listas propias
errors-list-saving-failed = no se pudo guardar: { $reason }
errors-list-no-certificates = no contiene ningún certificado (-----BEGIN CERTIFICATE-----)
errors-list-damaged-certificate = el certificado { $number } que contiene está dañado
errors-list-other-form = contiene certificados en otro formato ({ $form }). Guárdalos como certificados PEM
errors-list-private-key = contiene una clave privada, que nadie más debería tener
errors-list-no-hashes = no contiene ningún hash
errors-list-no-uses = no contiene ningún identificador de objeto (OID)
errors-list-too-long = tiene más entradas que cualquier lista conocida
errors-list-no-room = las listas de confianza superarían juntas los 6 MB
errors-publisher-lacks = { $host } no tiene { $file } ({ $status })
errors-publisher-refused = { $host } se negó a entregar { $file } ({ $status })
errors-publisher-proxy-password = el proxy que hay ante { $host } pide un nombre de usuario y una contraseña ({ $status })
errors-publisher-too-fast = { $host } recibió demasiadas peticiones ({ $status })
errors-publisher-status = { $host } no pudo entregar { $file } ({ $status })
errors-publisher-other = { $host } respondió con algo distinto de { $file }
errors-publisher-moved = { $host } redirigió la petición de { $file } a { $to }
errors-publisher-moved-somewhere = { $host } redirigió la petición de { $file } a otra dirección
errors-publisher-dns = no se encontró { $host }
errors-publisher-connect = no se pudo acceder a { $host }
errors-publisher-tls = no se pudo acceder a { $host } de forma segura
errors-publisher-proxy = no se pudo acceder a { $host } a través del proxy
errors-publisher-timeout = { $host } tardó demasiado en responder
errors-publisher-reset = { $host } cerró la conexión
errors-publisher-protocol = { $host } respondió con algo distinto de HTTP
errors-list-copy-kept = Se conserva la copia de este equipo.
errors-list-hint-connection = Revisa la conexión a internet y si un cortafuegos permite este servidor.
errors-list-hint-sign-in = Reinténtalo más tarde. En una red pública, inicia sesión en ella primero.
errors-list-hint-moved = Puede que el editor la haya movido. Reinténtalo más tarde o busca una versión más reciente de este programa.
errors-list-hint-moved-or-network = Puede que el editor la haya movido. En una red pública, inicia sesión en ella primero. Si no, busca una versión más reciente de este programa.
errors-list-hint-minutes = Reinténtalo dentro de unos minutos.
errors-list-hint-later = Reinténtalo más tarde.
errors-list-hint-certificate = Si tu red inspecciona las conexiones, indica su certificado: --ca-file o el certificado adicional en los ajustes.
errors-list-hint-proxy = Revisa el proxy en HTTPS_PROXY.
errors-list-hint-larger = Es más grande que cualquier lista conocida. Consulta a su editor.
errors-list-hint-permission = Permite que este programa escriba en { $folder }.
errors-list-hint-space = Libera espacio en el disco.
errors-list-hint-folder = Revisa la carpeta { $folder }.
errors-list-hint-name = Elige otro nombre.
errors-list-hint-too-many = Quita una que ya no uses.
errors-list-hint-private-key = No compartas nunca ese archivo. Elige uno que solo contenga certificados.
errors-list-hint-certificates = Elige un archivo PEM con certificados (-----BEGIN CERTIFICATE-----).
errors-list-hint-large-file = Elige un archivo que solo contenga los certificados que necesitas.
errors-list-hint-file = Revisa { $file }.
errors-list-hint-key = Escribe la clave en Ajustes.
errors-list-hint-data-folder = Inicia el programa con --data-dir y una carpeta en la que pueda escribir.
errors-outage-waiting-server = Esperando al servidor: { $reason }
errors-outage-waiting-network = Esperando a la red: { $reason }
errors-drag-too-long = La descarga de los archivos firmados tardó demasiado
errors-drag-no-file = { $path } ya no es un archivo
errors-drag-not-dragged = No se puede arrastrar { $name }: { $reason }
errors-drag-no-downloads = Este servidor no ofrece descargas, así que los archivos firmados no se pueden arrastrar
errors-drag-not-copied = Los archivos firmados no se pudieron copiar a una carpeta temporal: { $reason }
errors-drag-hint-too-long = Revisa la conexión o arrastra menos archivos.
errors-drag-hint-original = No está firmado, así que solo se podría arrastrar el original. Comprueba que sigue ahí.
errors-drag-hint-no-downloads = Copia las claves de objeto y obtén los archivos de tu almacenamiento.
errors-drag-hint-not-copied = Libera espacio en el disco y vuelve a arrastrar.
errors-read-no-longer-here = el archivo ya no está aquí
errors-read-not-readable = el archivo no se puede leer ({ $reason })
errors-read-store-unreadable = el almacén de manifiestos { $name }, junto a él, no se puede leer
errors-read-cannot-be-read = el archivo no se puede leer
errors-read-not-a-file = no es un archivo
errors-read-changed = el archivo ha cambiado
errors-read-changed-since-upload = el archivo de este equipo ha cambiado desde que se subió
errors-read-not-of-its-type = no se puede leer como un archivo de su tipo
errors-read-type-not-inspected = los archivos de este tipo no se pueden examinar aquí
errors-read-type-not-read = los archivos de este tipo no se pueden leer aquí
errors-read-no-inspection = esta versión del programa no puede examinar archivos
errors-read-no-reading = esta versión del programa no lee archivos
errors-read-too-long = no se pudo leer en { $time }
errors-read-too-much-memory = no se pudo leer con { $size } de memoria
errors-read-too-deep = tiene demasiados niveles anidados para leerse
errors-read-killed = la parte del programa que lo leía se detuvo por la señal { $number }
errors-read-killed-damaged = la parte del programa que lo leía se detuvo por la señal { $number }: el archivo está dañado o hecho para estropear programas
errors-read-killed-by-system = la parte del programa que lo leía se detuvo por la señal { $number }, del sistema (quizá falte memoria) o de alguien
errors-read-broken = no se pudo leer: está dañado o hecho para estropear programas
errors-read-failed = no se pudo leer
errors-read-not-started = no se pudo leer: no se pudo iniciar un proceso auxiliar ({ $reason })
errors-read-closing = no se leyó: el programa se está cerrando
errors-read-stopped = error interno: se detuvo la lectura de este archivo. Compruébalo de nuevo
errors-read-skipped = no se leyó: { $reason }
errors-read-skipped-unreadable = ilegible
errors-read-skipped-other-host = en otro equipo
errors-read-skipped-other-scheme = no es una dirección de archivo
errors-read-found = se encontró el archivo, pero { $reason }
errors-read-copied = se descargó la copia del servidor, pero { $reason }
errors-read-both = { $first }; además, { $second }
errors-read-no-credentials = no contiene Content Credentials
errors-read-elsewhere = sus Content Credentials están guardadas en otro lugar y no se descargan
errors-read-copy-not-made = no se pudo crear una copia ({ $reason })
errors-read-other-copy = la copia del servidor no es lo que se subió
errors-read-other-file = la copia del servidor no es el archivo que se subió
errors-read-no-record = no se puede leer el registro de subidas
errors-read-no-bucket = no se conoce el bucket del objeto
errors-read-not-asked = no se puede pedir el objeto al servidor
errors-read-not-provided = el servidor no ofrece el objeto ({ $reason })
errors-read-larger = el objeto es más grande de lo esperado y no se descargó
errors-read-not-downloaded = el objeto no se pudo descargar ({ $reason })
errors-read-download-too-long = la descarga del objeto tardó demasiado
errors-read-ending = el programa se está cerrando
errors-read-server-changed = mientras tanto se cambió de servidor
errors-proxy-unreachable = No se puede acceder al proxy.
errors-proxy-unreachable-of = No se puede acceder al proxy { $proxy }.
errors-proxy-blocks = El proxy no deja pasar la conexión.
errors-proxy-blocks-of = El proxy { $proxy } no deja pasar la conexión.
