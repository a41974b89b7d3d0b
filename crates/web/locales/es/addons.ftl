# What others have made and a space uses, for those who run it.
addons-lead = Lo que otros han hecho y { $space } usa.
addons-installed = Instalados
addons-none = Todavía nada. Elige algo del directorio de abajo o abre el enlace que te hayan dado.
addons-version = Bot, versión { $version }
addons-version-older = Bot, versión { $version }, ya hay la { $latest }
addons-version-newest = Bot, versión { $version }, siempre la más nueva
addons-take = Pasar a la versión { $version }<hidden> de { $bot }</hidden>
addons-always-newest = Siempre la más nueva<hidden> versión de { $bot }</hidden>
addons-keep-version = Quedarse con esta versión<hidden> de { $bot }</hidden>
addons-remove = Quitar<hidden> { $name }</hidden> …
addons-application =
    { $count ->
        [one] Aplicación, { $count } página en el menú
       *[other] Aplicación, { $count } páginas en el menú
    }

## The directory

addons-directory = Directorio
addons-directory-none = Todavía no hay nada. <a>Haz un bot</a> tú mismo: basta con HTML y JavaScript, sin servidor.
addons-bot = bot
addons-an-application = aplicación
addons-about = Más sobre esto<hidden>: { $name }</hidden>
addons-is-installed = instalado
addons-install = Instalar<hidden> { $name }</hidden> …

## Before one is installed

addons-ask-title = Instalar { $bot }
addons-ask = ¿Instalar <em>{ $bot }</em> en { $space }?
addons-section-problem = La sección { $problem }.
addons-for-nobody = No actúa por nadie: ve quién lo mira y guarda lo que se le da.
addons-could-do = Podría hacer esto por cada persona que lo mire y lo acepte, y nunca más de lo que ella misma puede hacer:
addons-not-ours = No lo ha hecho { $space } y funciona aparte de tus páginas. Lo que guarda en este espacio lo comparten todos los que pueden verlo.
addons-already = Ya está instalado aquí. <a>Ver todos los complementos</a>
addons-where = ¿En qué parte del menú?
addons-section-members = Para miembros
addons-section-manage = Para admins: gestionar
addons-section-analyze = Para admins: analizar
addons-section-setup = Para admins: configurar
addons-when-changed = Cuando su autor lo cambia
addons-show-newest = mostrar la versión más nueva
addons-keep-to = quedarse con la versión { $version } hasta que yo diga otra cosa
addons-install-it = Instalar
addons-cancel = Cancelar
addons-author-writes = Lo que escribe su autor

## Before one is removed

addons-remove-title = Quitar { $name }
addons-remove-ask = ¿Quitar <em>{ $name }</em>?
addons-remove-bot = Su página sale del menú, todo lo que guarda en este espacio se elimina y termina lo que se le permitía hacer aquí.
addons-remove-application = Sus páginas salen del menú y caducan los tokens que tiene solo para este espacio.
addons-undone = No se puede deshacer.
addons-remove-it = Quitar
addons-keep-it = Conservar
