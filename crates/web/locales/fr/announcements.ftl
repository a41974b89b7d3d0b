# News for members, for those who announce them.
announcements-new = Nouvelle annonce
announcements-edit = Modifier une annonce
announcements-newest = Les plus récentes d’abord
announcements-none = Aucune pour l’instant. Ce que vous annoncez figure sur la page de chaque membre aussi longtemps que vous le dites, et part par e-mail si vous voulez : une fête, une nouvelle machine à café, un ascenseur en panne.
announcements-to-come = à venir
announcements-over = passée
announcements-shown = affichée
announcements-from-to = du { $from } au { $to }
announcements-for-all = tous les membres
announcements-for-plan = membres avec la formule { $plan }
announcements-mailed = envoyée par e-mail

## The form

announcements-text-hint = Une ligne vide sépare les paragraphes, **deux étoiles** mettent en gras, une ligne qui commence par - fait une liste.
announcements-until-hint = Vide : jusqu’à ce que vous la supprimiez
announcements-all-members = Tous les membres
announcements-on-plan = Membres avec la formule { $plan }
announcements-mail = L’envoyer aussi par e-mail, le premier jour
announcements-delete-what = Plus personne ne la voit. Un e-mail envoyé reste envoyé.
