# Bookings of visitors: for those who run a space, and the links by which visitors cancel.
external-title = Réservations de visiteurs
external-time = Période
external-to-come = À venir
external-over = Passées
external-none-past = Aucun visiteur n’a encore réservé.
external-none = Aucun visiteur n’a réservé à partir d’aujourd’hui. Les visiteurs réservent ce qui leur est ouvert comme ressource externe ; ce qui demande votre accord attend ici.
external-waits = Attend votre accord
external-approve = Approuver
external-decline = Refuser
external-decline-dots = Refuser …
external-cancel = Annuler
external-cancel-dots = Annuler …
external-told-by-mail = Le visiteur est prévenu par e-mail et le créneau redevient libre. C’est irréversible.

## For visitors

external-impossible = C’est impossible
external-ask = Un lien d’annulation est envoyé à l’adresse utilisée pour la réservation.
external-ask-title = Annuler une réservation
external-send-link = Envoyer le lien
external-look-title = Consultez vos e-mails
external-look = Le lien est en route. Il est valable 24 heures.
external-cancel-text = { $resource } chez { $space }, { $when } : d’autres pourront réserver.
external-cancel-title = Annuler cette réservation ?
external-canceled-title = C’est annulé
external-canceled = Votre réservation est annulée. Un e-mail le confirme.

## What is known of a booking

external-state-pending = en attente
external-state-approved = approuvée
external-state-canceled = annulée
external-state = État
external-no-room = Une salle qui n’existe plus
external-a-booking = Une réservation
external-price = Prix avec options et taxes
external-admin-comments = Commentaires pour les admins
external-visitors = Visiteurs
