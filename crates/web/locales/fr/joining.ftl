# Signing up for a plan.

joining-welcome = Vous êtes maintenant membre.
joining-waits = Votre inscription est faite. Les responsables de l’espace l’examinent et la confirment ; vous recevrez alors un e-mail.
joining-book = Réserver une salle
