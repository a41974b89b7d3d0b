# The calendar of those who run a space, and the forms of its bookings.
schedule-delete-title = Delete { $booking }
schedule-delete-ask = Delete this booking?
schedule-delete-what = It is gone at once, and the time is free for others. Credits go back to the member.
schedule-delete-one = Delete this one
schedule-delete-following = Delete this and all that follow
schedule-keep = Keep it
schedule-nothing-to-book = There is nothing to book yet. <a>Add a room or desk</a> first.
schedule-room = Room or desk
schedule-room-problem = The room { $problem }.
schedule-whom = For whom
schedule-look-for = Look for a member
schedule-look-for-hint = A part of the name, company or e-mail address
schedule-member = Member
schedule-nobody = Nobody
schedule-more-members = There are more. Look for a part of the name.
schedule-member-problem = The member { $problem }.
schedule-look-both = Look, and see what is free
schedule-look = See what is free
schedule-units = Units
schedule-units-hint = Where there are several of it; else 1
schedule-comments = Comments
schedule-repetition = Repetition
schedule-how-often = How often
schedule-until = Until
schedule-times = Or so many times
schedule-number-problem = The number { $problem }.
schedule-one-of-series = It is one of a series. Time and room change for this one alone.
schedule-following = Give later ones of the series these comments, too
schedule-book-it = Book it
schedule-delete-dots = Delete …
schedule-title = Bookings of { $when }
schedule-days = Days
schedule-week-before = Week before
schedule-day-before = Day before
schedule-today = Today
schedule-week-after = Week after
schedule-day-after = Day after
schedule-view = View
schedule-day = Day
schedule-week = Week
schedule-new = New booking
schedule-of-visitors = Bookings of visitors
schedule-nothing-columns = There is nothing to book yet. <a>Add a room or desk</a>, then each gets a column here.
schedule-too-many = There are { $total } bookings, and only the first 1000 are shown. Choose a room or a day to see all of it.
schedule-rooms = Rooms
schedule-part = Rooms { $part }
schedule-colours = Colours
schedule-calendar-of = Calendar of { $when }
schedule-by-day = Bookings by day; the list below says the same
schedule-by-room = Bookings by room; the list below says the same
schedule-new-in = New booking: { $column }
schedule-blocked = Blocked: { $title }
schedule-drag-help = Drag over free time to book it, drag a booking to move it, drag its lower edge to make it longer or shorter. A finger holds a booking for a moment to lift it. Esc lets go. Every booking opens with a click or Enter, where the same can be typed.
schedule-as-list = The same as a list
schedule-none-on-day = Nothing is booked on this day.
schedule-none = Nothing is booked.

## Said by the script; what stands in braces is put in there

schedule-says-stale = The calendar could not be loaded again. Please reload the page.
schedule-says-taken = Taken
schedule-says-unreached = The server was not reached. The booking stands where it was.
schedule-says-reload = Please load the page again.
schedule-says-now = Now { $where }.
schedule-says-moved = Moved to { $where }.
schedule-says-stays = { $booking } stays as it was. { $where }: { $why }

## What was done

schedule-told-made = It is booked.
schedule-told-series = It is booked. The repetitions follow in a moment; times that are taken are left out.
schedule-told-changed = The booking was changed.
schedule-told-deleted = The booking was deleted.
schedule-told-all = The booking and those that followed were deleted.
schedule-of-the-rooms = { $count } of the rooms
schedule-blocked-line = Blocked: { $title }, { $times }, { $rooms }
schedule-visitor = visitor
schedule-event = event
schedule-so-many-units = { $count } units
schedule-nobody-named = Nobody named
schedule-when = When
schedule-to-pay = To pay, net
schedule-reason-event = It belongs to an event and changes with it.
schedule-reason-visitor = It belongs to a visitor and changes with what the visitor booked.
schedule-reason-invoice = It is on an invoice.
schedule-reason-look = You may look at bookings and not change this one.

## How often

schedule-once = Once
schedule-daily = Every day
schedule-weekdays = Monday to Friday
schedule-weekly = Every week
schedule-fortnightly = Every two weeks
schedule-monthly = Every month
schedule-yearly = Every year

## What would come of it

schedule-free = It is free then.
schedule-all-free = All { $count } times are free.
schedule-price = Price: { $price }.
schedule-taken = It is taken then.
schedule-first-free = The first must be free.
schedule-left-out = They are left out.
schedule-some-taken = { $count } of { $all } times are taken: { $days }.
schedule-end-problem = The end { $problem }.
schedule-start-problem = The start { $problem }.
schedule-units-problem = The number of units { $problem }.
schedule-how-often-problem = How often { $problem }.
schedule-gone = The booking or the room is not there any more.
