settings-title = Ajustes

settings-tab-servers = Servidores
settings-tab-key = Clave
settings-tab-uploads = Subidas
settings-tab-appearance = Apariencia
settings-tab-about = Acerca de

settings-diagnostics = Diagnóstico…
settings-diagnostics-hint = Lo que conviene enviar al informar de un problema
settings-advanced = Avanzado

settings-servers-sandbox = Entorno de pruebas
settings-servers-sandbox-note = Estás usando el servidor de Que integrado en esta aplicación. Los cambios que hagas aquí se aplican a tus propios servidores; cambia a uno arriba a la izquierda de la ventana.
settings-servers-visited = Servidor indicado en la línea de comandos
settings-servers-visited-note = Esta ventana usa { $server } hasta que la cierres o elijas otro servidor.
settings-servers-add = Añadir servidor
settings-servers-edit = Editar { $name }
settings-servers-edit-in-use = Editar { $name }, en uso
settings-servers-in-use = en uso
settings-servers-new = Servidor nuevo
settings-servers-new-numbered = Servidor nuevo { $number }
settings-servers-name = Nombre
settings-servers-color = Color
settings-color-blue = Azul
settings-color-teal = Verde azulado
settings-color-green = Verde
settings-color-amber = Ámbar
settings-color-red = Rojo
settings-color-gray = Gris
settings-servers-address = Dirección del servidor
settings-servers-bucket = Bucket
settings-servers-bucket-hint = Se detecta por las URL del servidor
settings-servers-authorities = Autoridades de certificación adicionales (archivo)
settings-servers-authorities-hint = Opcional
settings-servers-authorities-choose = Elegir…
settings-servers-plain-http = Permitir http:// con otros equipos
settings-servers-plain-http-hint = Tu clave y tus archivos viajan sin cifrar, y el servidor puede usar este equipo como almacenamiento. Úsalo solo con un servidor de pruebas en tu propia red.
settings-servers-keeps-credentials = Este servidor conserva las credenciales anteriores
settings-servers-keeps-credentials-hint = Actívalo solo si lo dice quien administra el servidor. Los archivos que ya tienen Content Credentials se firman entonces con un manifiesto que deja al servidor la tarea de añadir el original. Otros servidores firmarían una declaración falsa.
settings-servers-default = Servidor por defecto
settings-servers-use = Usar este servidor
settings-servers-use-fix-first = Corrige antes los campos
settings-servers-remove = Quitar servidor…
settings-servers-remove-now = Quitar servidor
settings-servers-remove-not = Conservar servidor
settings-servers-remove-note = Sus subidas permanecen en el historial y su clave en { $desktop ->
    [windows] el Administrador de credenciales
   *[other] el llavero
}.

settings-servers-name-missing = Escribe un nombre.
settings-servers-name-long = { $max } caracteres como máximo.
settings-servers-name-taken = Otro servidor ya tiene este nombre.
settings-servers-address-invalid = Empieza por https://, o por http:// para este equipo.
settings-servers-address-plain-http = Permite antes http:// con otros equipos en «Avanzado».
settings-servers-bucket-invalid = De 3 a 63 letras minúsculas, cifras, puntos y guiones.

settings-key-heading = Clave de API de { $server }
settings-key-reading = Leyendo la clave…
settings-key-missing = No hay clave.
settings-key-from-environment = La clave viene de la variable de entorno { $variable }.
settings-key-stored = La clave está guardada en { $desktop ->
    [windows] el Administrador de credenciales
   *[other] el llavero
}.
settings-key-for-session = La clave se conserva hasta que cierres la ventana.
settings-key-of-sandbox = El entorno de pruebas ha creado su propia clave.
settings-key-no-keyring = No se puede usar { $desktop ->
    [windows] el Administrador de credenciales
   *[other] el llavero
}
settings-key-no-keyring-note = { $trouble } Una clave dura solo esta sesión, salvo que venga de QUE_API_KEY en el entorno.
settings-key-at-once = Los cambios que hagas aquí se aplican al momento, para el servidor actual. Cada servidor tiene su propia clave.
settings-key-new = Clave nueva
settings-key-use = Usar clave
settings-key-delete = Eliminar clave…
settings-key-delete-question = ¿Eliminarla, también { $desktop ->
    [windows] del Administrador de credenciales
   *[other] del llavero
}?
settings-key-delete-now = Eliminar clave
settings-key-delete-not = Conservar clave

settings-connection-heading = Conexión
settings-connection-test = Probar conexión
settings-connection-testing = Conectando…
settings-connection-works = { $host } responde y acepta la clave.
settings-connection-no-key = { $host } responde, pero aún no hay clave de API.
settings-connection-no-key-hint = Escribe tu clave y vuelve a probar.
settings-connection-name-not-found = No hay ningún servidor llamado { $host }, o no se puede resolver su nombre.
settings-connection-name-not-found-hint = Comprueba la dirección letra por letra y, después, la conexión a internet.
settings-connection-refused = El equipo existe, pero nada responde en { $host }.
settings-connection-refused-hint = Comprueba la dirección y el puerto. Si ambos son correctos, el servidor está apagado o un cortafuegos lo rechaza.
settings-connection-no-answer = { $host } no respondió a tiempo.
settings-connection-no-answer-hint = Comprueba la conexión a internet y, después, la dirección; puede que un cortafuegos descarte lo que se envía.
settings-connection-not-reachable = No se puede acceder a { $host }.
settings-connection-not-reachable-hint = Comprueba la conexión a internet; puede que haya un cortafuegos en medio.
settings-connection-not-trusted = Este equipo no confía en el certificado de { $host }.
settings-connection-not-trusted-hint = Si tu empresa gestiona este servidor, o inspecciona el tráfico, indica el archivo de su autoridad de certificación en los ajustes del servidor. Si no, no envíes tu clave allí.
settings-connection-other-name = El certificado que muestra { $host } es para otro nombre.
settings-connection-other-name-hint = Comprueba la dirección: debe ser el nombre para el que se emitió el certificado. Si no, no envíes tu clave allí.
settings-connection-out-of-date = El certificado de { $host } no está vigente.
settings-connection-out-of-date-hint = Comprueba la fecha y la hora de este equipo. Si son correctas, el propietario del servidor debe renovarlo.
settings-connection-not-secure = No se pudo establecer una conexión segura con { $host }.
settings-connection-not-secure-hint = Comprueba que la dirección empiece por https:// y que el puerto sea correcto.
settings-connection-proxy = El proxy no deja pasar la conexión o no se puede acceder a él.
settings-connection-proxy-hint = Comprueba HTTPS_PROXY o los ajustes de proxy del sistema, o pide a quien administra el proxy que permita este servidor; NO_PROXY indica los servidores que no lo necesitan.
settings-connection-key-refused = { $host } responde, pero no acepta la clave de API (401).
settings-connection-key-refused-hint = Vuelve a escribir la clave, completa y sin las palabras que la rodean. Cada clave pertenece a un solo servidor: comprueba que sea este.
settings-connection-key-forbidden = { $host } reconoce la clave de API, pero no se puede usar para esto (403).
settings-connection-key-forbidden-hint = Pide a quien te dio la clave permiso para usar este servidor.
settings-connection-other = La prueba de conexión ha fallado.

settings-uploads-signing = Firma
settings-uploads-author = Autor por defecto
settings-uploads-author-note = Puedes cambiarlo en cada archivo antes de firmar.
settings-uploads-verify = Verificar cada copia firmada
settings-uploads-verify-note = El informe está listo cuando abres el archivo.
settings-uploads-new-only = Se aplica a las subidas nuevas.
settings-uploads-heading = Subidas
settings-uploads-automatic = Elegir automáticamente el número de subidas simultáneas
settings-uploads-automatic-note = Unas pocas a la vez con archivos grandes, más con los pequeños si la conexión lo permite.
settings-uploads-parallel = Subidas simultáneas
settings-uploads-parallel-note = De 1 a { $max }. Más para muchos archivos pequeños, menos con una conexión lenta.
settings-uploads-stall = Tiempo límite sin actividad
settings-uploads-stall-note = De 5 a 600. Se reintenta si no se envía nada durante este tiempo.
settings-uploads-seconds = {" "}s
settings-uploads-md5 = Comparar los archivos guardados con lo enviado (MD5)
settings-uploads-md5-note = Tarda uno o dos segundos por gigabyte durante la subida. Desactívalo si todas las subidas fallan en esta comprobación.
settings-folders-heading = Carpetas
settings-folders-note = Al añadir una carpeta, se cuentan los archivos omitidos. Los archivos que añades directamente nunca se omiten por estos motivos.
settings-folders-hidden = Incluir archivos y carpetas ocultos
settings-folders-hidden-note = Como .env y .git, que a menudo contienen contraseñas o datos privados.
settings-folders-system = Incluir archivos del sistema
settings-folders-system-note = Como .DS_Store, Thumbs.db y las papeleras.
settings-folders-links = Seguir los enlaces que llevan fuera de la carpeta
settings-folders-links-note = Un enlace puede añadir archivos que no querías subir.

settings-theme-heading = Tema
settings-theme-system = Igual que el sistema
settings-theme-light = Claro
settings-theme-dark = Oscuro
settings-language-heading = Idioma
settings-language-system = Igual que el sistema ({ $language })
settings-size-heading = Tamaño del texto
settings-size-smaller = Más pequeño
settings-size-larger = Más grande
settings-size-reset = Restablecer
settings-size-percent = { $percent } %
settings-size-keys = También puedes pulsar { $larger }, { $smaller } o { $plain } en cualquier momento.
settings-notify-heading = Notificaciones
settings-notify-notification = Avisarme cuando termine el trabajo mientras otra ventana está delante
settings-notify-attention = Llamar la atención en la barra de tareas cuando termine el trabajo
settings-notify-title = Mostrar el progreso en el título de la ventana
settings-notify-taskbar = Mostrar el progreso en la barra de tareas o el Dock

settings-about-version = Versión
settings-about-license = Licencia
settings-about-license-value = MIT o Apache-2.0, a tu elección
settings-about-typeface = Tipo de letra
settings-about-typeface-value = Inter, copyright The Inter Project Authors, SIL Open Font License 1.1
settings-about-icons = Iconos
settings-about-icons-value = Phosphor Icons, copyright Phosphor Icons, licencia MIT
settings-about-where = Qué se envía y adónde
settings-about-key = Clave de API
settings-about-key-value = Solo a { $server }
settings-about-names = Nombres de archivo
settings-about-names-value = A { $server }
settings-about-bytes = Contenido de los archivos
settings-about-bytes-value = Al almacenamiento de este servidor
settings-about-nowhere-else = Nada se envía a ningún otro sitio.
