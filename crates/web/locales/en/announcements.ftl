# News for members, for those who announce them.
announcements-new = New announcement
announcements-edit = Edit an announcement
announcements-newest = The newest first
announcements-none = None yet. What you announce stands on the page of each member for as long as you say, and is mailed if you like: a party, a new coffee machine, a lift that is out of order.
announcements-to-come = to come
announcements-over = over
announcements-shown = shown
announcements-from-to = { $from } to { $to }
announcements-for-all = all members
announcements-for-plan = members on { $plan }
announcements-mailed = mailed

## The form

announcements-text-hint = Empty lines make paragraphs, **two stars** make words bold, a line that begins with - makes a list.
announcements-until-hint = Empty: until you delete it
announcements-all-members = All members
announcements-on-plan = Members on { $plan }
announcements-mail = Mail it to them, too, on its first day
announcements-delete-what = Nobody sees it any more. A mail that was sent stays sent.
