servers-menu-sandbox-note = El servidor de Que integrado en esta aplicación. Nada sale de este equipo y nadie más confía en lo que firma.
servers-menu-visited-note = Este servidor se indicó en la línea de comandos para esta sesión.
servers-menu-in-use = en uso
servers-menu-waiting = { $count ->
    [one] 1 archivo en espera
   *[other] { $count } archivos en espera
}
servers-menu-sandbox = Probar el entorno de pruebas
servers-menu-sandbox-waiting = Probar el entorno de pruebas ({ $count ->
    [one] 1 archivo en espera
   *[other] { $count } archivos en espera
})
servers-menu-servers = Servidores…
servers-menu-key = Clave de este servidor…

servers-switch-title = ¿Cambiar a { $server }?
servers-switch-uploads = { $count ->
    [one] 1 archivo aún no se ha subido. Permanece en la cola de { $server } y continuará cuando vuelvas a ese servidor.
   *[other] { $count } archivos aún no se han subido. Permanecen en la cola de { $server } y continuarán cuando vuelvas a ese servidor.
}
servers-switch-signings = { $count ->
    [one] 1 archivo se está firmando o verificando. El paso en curso terminará; el resto se cancela.
   *[other] { $count } archivos se están firmando o verificando. Los pasos en curso terminarán; el resto se cancela.
}
servers-switch-folders = Aún se está leyendo una carpeta. Los archivos que aún no se han encontrado no se añadirán.
servers-switch-now = Pausar y cambiar

servers-welcome-title = Te damos la bienvenida a Que Uploader
servers-welcome-lead = Suelta fotos en la ventana. Cada una se sube y recibe una clave de objeto. Firma y verifica cuando quieras.
servers-welcome-key-accepted = Clave aceptada
servers-welcome-offline = Parece que no tienes conexión
servers-welcome-offline-hint = Comprueba la conexión a internet y vuelve a elegir Empezar.
servers-welcome-key = Clave de API
servers-welcome-another-key = Otra clave
servers-welcome-get-key = Obtener una clave
servers-welcome-get-key-hint = Abre addque.org. Para tu propio servidor, pide una clave a quien lo administra.
servers-welcome-key-present = Ya tienes una clave para este servidor.
servers-welcome-kept-trouble = Se conserva hasta que cierres la ventana, porque { $desktop ->
    [windows] el Administrador de credenciales
   *[other] el llavero
} no se puede usar: { $trouble }
servers-welcome-kept-session = Se conserva hasta que cierres la ventana.
servers-welcome-kept-stored = Se guarda en { $desktop ->
    [windows] el Administrador de credenciales
   *[other] el llavero
}.
servers-welcome-kept-and-sent = { $kept } { $sent }
servers-welcome-sent-to = Se envía solo a { $host }.
servers-welcome-sent-to-yours = Se envía solo a tu servidor.
servers-welcome-other-server = Usar otro servidor…
servers-welcome-address = Dirección del servidor
servers-welcome-address-invalid = Empieza por https://, o por http:// para este equipo.
servers-welcome-address-plain-http = http:// solo funciona con este equipo. Puedes permitir otros equipos en Ajustes.
servers-welcome-sandbox = Probar el entorno de pruebas
servers-welcome-sandbox-hint = Practica con el servidor de Que integrado en esta aplicación. Sin clave; nada sale de este equipo.
servers-welcome-skip-test = Omitir prueba
servers-welcome-skip-test-hint = La clave se vuelve a probar cuando se sube algo.
servers-welcome-skip = Omitir
servers-welcome-skip-hint = Puedes indicarlo todo más tarde en el menú de servidores, arriba a la izquierda.
servers-welcome-start = Empezar
servers-welcome-connecting = Conectando…

servers-startup-title = Que Uploader no puede iniciarse
servers-startup-quit = Salir

servers-diagnostics-title = Diagnóstico
servers-diagnostics-lead = Lee esto antes de enviarlo. No contiene claves, firmas ni contraseñas, pero puede contener rutas y nombres de archivo.
servers-diagnostics-copy = Copiar diagnóstico
