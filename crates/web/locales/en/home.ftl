# The start page of the platform, and making a space there.

home-title = Kontor, the platform for coworking spaces
home-main = Main
home-developers = Developers
home-one-place = One place for members, rooms and plans
home-what = This server runs Kontor: coworking spaces keep their members, plans and bookings here. Each space has an address of its own, and everything a space holds can be read and changed through two web APIs.
home-looking = Looking for your space?
home-looking-where = Its pages are at its own name: <code>{ $example }</code>.
home-running = Running a space?
home-running-how = <a>Make a space of your own</a>: an address, a plan, a room, and members can book.
home-building = Building something?
home-building-where = The <a>developer portal</a> has the reference of both APIs and the OpenAPI document.

## A space of one's own

home-new-title = A space of your own
home-new-what = It gets an address, pages for members and visitors, and you as the one who runs it. You can change all of this later, but for the address.
home-new-name = Name of the space
home-new-subdomain = Address
home-new-owner = Your name
home-new-owner-hint = As other admins see it
home-new-country = Country
home-new-country-hint = Currency, time zone and language follow from it
home-new-zone = Time zone
home-new-zone-hint = Such as Europe/Berlin; empty: the country's
home-new-tax = Tax, percent
home-new-tax-hint = On what you sell, such as 19; empty: none
home-new-make = Make it
