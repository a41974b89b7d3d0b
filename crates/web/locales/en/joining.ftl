# Signing up for a plan.

joining-welcome = You are a member now.
joining-waits = You have signed up. Whoever runs the space looks at it and confirms; you get a mail then.
joining-book = Book a room

## The form

joining-confirms = Whoever runs { $space } confirms new members.
joining-name = Your name
joining-company = Company
joining-company-hint = If it is on the invoice
joining-phone = Phone
joining-street = Street and number
joining-post-code = Post code
joining-city = City
joining-first-day = First day
joining-discount = Discount code
joining-discount-hint = If you have one
joining-agree = I agree to the <a>terms of { $space }</a>
joining-must-agree = The terms must be agreed to.
joining-become = Become a member
joining-back = Back
joining-optional = { $question } (optional)
joining-at-least = at least { $count } months
joining-notice = { $count } days of notice
