# What others have made and a space uses, for those who run it.
addons-lead = Ce que d’autres ont créé et que { $space } utilise.
addons-installed = Extensions installées
addons-none = Rien pour le moment. Choisissez une extension dans le catalogue ci-dessous, ou ouvrez le lien que l’on vous a donné.
addons-version = Bot, version { $version }
addons-version-older = Bot, version { $version }, la { $latest } est là
addons-version-newest = Bot, version { $version }, toujours la plus récente
addons-take = Passer à la version { $version }<hidden> de { $bot }</hidden>
addons-always-newest = Toujours la plus récente<hidden> version de { $bot }</hidden>
addons-keep-version = Garder cette version<hidden> de { $bot }</hidden>
addons-remove = Supprimer<hidden> { $name }</hidden> …
addons-application =
    { $count ->
        [one] Application, { $count } page dans le menu
       *[other] Application, { $count } pages dans le menu
    }

## The directory

addons-directory = Catalogue
addons-directory-none = Rien n’y figure encore. <a>Créez un bot</a> vous-même : il suffit de HTML et de JavaScript, sans serveur.
addons-bot = bot
addons-an-application = application
addons-about = En savoir plus<hidden> : { $name }</hidden>
addons-is-installed = installé
addons-install = Installer<hidden> { $name }</hidden> …

## Before one is installed

addons-ask-title = Installer { $bot }
addons-ask = Installer <em>{ $bot }</em> dans { $space } ?
addons-section-problem = La section { $problem }.
addons-for-nobody = Il n’agit pour personne : il voit qui le regarde, et garde ce qu’on lui donne.
addons-could-do = Il pourrait faire ceci pour chaque personne qui le regarde et l’accepte, et jamais plus que ce qu’elle peut faire elle-même :
addons-not-ours = Il n’a pas été créé par { $space } et fonctionne à l’écart de vos pages. Ce qu’il garde dans cet espace est partagé par tous ceux qui peuvent le voir.
addons-already = Il est déjà installé ici. <a>Voir toutes les extensions</a>
addons-where = Où dans le menu ?
addons-section-members = Pour les membres
addons-section-manage = Pour les admins : gérer
addons-section-analyze = Pour les admins : analyser
addons-section-setup = Pour les admins : configurer
addons-when-changed = Quand son auteur le modifie
addons-show-newest = afficher la version la plus récente
addons-keep-to = garder la version { $version }, jusqu’à ce que j’en décide autrement
addons-install-it = Installer
addons-cancel = Annuler
addons-author-writes = Ce qu’en écrit son auteur

## Before one is removed

addons-remove-title = Supprimer { $name }
addons-remove-ask = Supprimer <em>{ $name }</em> ?
addons-remove-bot = Sa page quitte le menu, tout ce qu’il garde dans cet espace est supprimé, et ce qu’on lui permettait ici prend fin.
addons-remove-application = Ses pages quittent le menu, et les jetons qu’elle a pour ce seul espace prennent fin.
addons-undone = C’est irréversible.
addons-remove-it = Supprimer
addons-keep-it = Garder
