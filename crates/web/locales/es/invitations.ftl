# What an invitation leads to.

invitations-member-title = Te damos la bienvenida a { $space }
invitations-member = La membresía de { $member } en { $space } pertenecerá a tu cuenta: allí la ves y la cambias.
invitations-connect = Conectarla
invitations-connected = La membresía está conectada con tu cuenta.
invitations-to-space = Al espacio
invitations-admin-title = Gestionar { $space }
invitations-admin = Te han invitado a gestionar { $space } junto con otras personas, como { $name }.
invitations-become-admin = Ser admin
invitations-admin-now = Ahora eres admin de este espacio.
invitations-who-runs-it = Quién lo gestiona
invitations-signed-in-as = Has iniciado sesión como <strong>{ $email }</strong>.
invitations-sign-in-first = Inicia sesión primero y volverás aquí.
invitations-no-account = ¿Aún no tienes cuenta? <a>Regístrate</a>, confirma tu dirección y vuelve a abrir este enlace.
