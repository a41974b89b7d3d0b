# What others have made and a space uses, for those who run it.
addons-lead = What others have made and { $space } uses.
addons-installed = Installed
addons-none = Nothing yet. Choose something from the directory below, or open the link that somebody gave you.
addons-version = Bot, version { $version }
addons-version-older = Bot, version { $version }, there is { $latest }
addons-version-newest = Bot, version { $version }, always the newest
addons-take = Take version { $version }<hidden> of { $bot }</hidden>
addons-always-newest = Always the newest<hidden> version of { $bot }</hidden>
addons-keep-version = Keep to this version<hidden> of { $bot }</hidden>
addons-remove = Remove<hidden> { $name }</hidden> …
addons-application =
    { $count ->
        [one] Application, { $count } page in the menu
       *[other] Application, { $count } pages in the menu
    }

## The directory

addons-directory = Directory
addons-directory-none = Nothing is listed yet. <a>Make a bot</a> yourself: it takes HTML and JavaScript, and no server.
addons-bot = bot
addons-an-application = application
addons-about = More about it<hidden>: { $name }</hidden>
addons-is-installed = installed
addons-install = Install<hidden> { $name }</hidden> …

## Before one is installed

addons-ask-title = Install { $bot }
addons-ask = Install <em>{ $bot }</em> in { $space }?
addons-section-problem = The section { $problem }.
addons-for-nobody = It acts for nobody: it sees who looks at it, and keeps what it is given.
addons-could-do = It would be able to do this for each person who looks at it and agrees, and never more than that person can do:
addons-not-ours = It was not made by { $space }, and runs away from your pages. What it keeps in this space is shared by all who can see it.
addons-already = It is installed here already. <a>See all add-ons</a>
addons-where = Where in the menu?
addons-section-members = For members
addons-section-manage = For admins: managing
addons-section-analyze = For admins: analysing
addons-section-setup = For admins: setting up
addons-when-changed = When its author changes it
addons-show-newest = show the newest version
addons-keep-to = keep to version { $version }, until I say so
addons-install-it = Install it
addons-cancel = Cancel
addons-author-writes = What its author writes about it

## Before one is removed

addons-remove-title = Remove { $name }
addons-remove-ask = Remove <em>{ $name }</em>?
addons-remove-bot = Its page leaves the menu, all that it keeps in this space is deleted, and what people let it do here ends.
addons-remove-application = Its pages leave the menu, and the tokens end that it has for this space alone.
addons-undone = This cannot be undone.
addons-remove-it = Remove it
addons-keep-it = Keep it
