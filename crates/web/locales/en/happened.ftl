# What happened to an invoice or a member, as their histories tell it.

## Invoices and payments

happened-written = Written
happened-changed = Changed
happened-sent = Sent invoice
happened-e-invoice = Requested e invoice
happened-written-off = Written off
happened-deleted-invoice = Deleted invoice
happened-payment-noted = Payment noted
happened-payment-taken-back = Payment taken back
happened-paid-back = Money paid back
happened-charge = Created charge
happened-deleted-charge = Deleted charge
happened-payment-method = Updated payment method

## Memberships

happened-membership = Created membership
happened-confirmed = Confirmed membership
happened-deleted-membership = Deleted membership
happened-canceled = Canceled membership
happened-uncanceled = Uncanceled membership
happened-reactivated = Reactivated membership
happened-plan = Plan change
happened-ended = Membership cancellation date reached
happened-plan-day = Membership plan change date reached
happened-details = Updated membership details
happened-picture = Updated membership picture
happened-profile = Updated membership profile
happened-field = Updated custom field
happened-connected = Connected user
happened-connected-changed = Updated connected user
happened-terms = Approved terms

## What members do

happened-booking = Created booking
happened-changed-booking = Updated booking
happened-deleted-booking = Deleted booking
happened-series = Completed recurrence
happened-allocation = Created allocation
happened-changed-allocation = Updated allocation
happened-deleted-allocation = Deleted allocation
happened-attendance = Created event attendance
happened-deleted-attendance = Deleted event attendance
happened-check-in = Created checkin
happened-check-out = Created checkout
happened-card = Created checkin token
happened-deleted-card = Deleted checkin token
happened-passes = Membership added time passes
happened-passes-gone = Membership removed time passes
happened-issue = Created issue
happened-changed-issue = Updated issue
happened-deleted-issue = Deleted issue
happened-note = Text
