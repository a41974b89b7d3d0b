# People who are no members, for those who run a space.
contacts-title = Contacts of { $space }
contacts-search-for = Name, company, e-mail address or phone
contacts-tag = Tag
contacts-all-tags = All tags
contacts-add = Add a contact
contacts-nobody-like = Nobody is like that.
contacts-none = Contacts are people who are no members: visitors who have booked a room or bought a day pass or a ticket get here by themselves, and you can add whoever asks for an offer.
contacts-nobody-known = Nobody known

## One contact

contacts-person = Person
contacts-edit = Edit
contacts-take-in-this = Take in as a member
contacts-the-member = The member
contacts-doings = Booked and bought
contacts-no-doings = Nothing yet.
contacts-new-invoice = New invoice
contacts-booked = booked
contacts-day-pass = day pass
contacts-attends = attends
contacts-pass-confirmed = confirmed
contacts-pass-canceled = canceled
contacts-delete = Delete the contact
contacts-delete-what = Who has booked, bought or been billed something stays without name, address and notes; invoices keep what stands on them. That cannot be undone.
contacts-delete-yes = Delete { $name }

## The form

contacts-edit-one = Edit a contact
contacts-known-email = If there is a contact with this e-mail address already, it gets what you type here.
contacts-tags-hint = With commas between them: newsletter, workshop
contacts-notes = Notes
contacts-notes-problem = The notes { $problem }.

## A contact becomes a member

contacts-take-in-title = Take in { $name }
contacts-take-in-heading = Take in { $name } as a member
contacts-taken-over = Name and address are taken over. What { $name } has booked and been billed stays with the contact.
contacts-taken-over-email = Name and address are taken over, and the address { $email }. What { $name } has booked and been billed stays with the contact.
contacts-take-in = Take in
