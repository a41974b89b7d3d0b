# What a space wants to know of its members.

## Questions on sign-up

asking-questions = Questions on sign-up
asking-new = New question
asking-edit = Edit a question
asking-order = Asked in this order
asking-none = None. Whoever signs up is asked for name, address and plan; here you add what else you want to know, such as what they work on. The answers stand on the page of the member.
asking-with-options = { $kind }: { $options }
asking-must = { $what }, must be answered
asking-question = Question
asking-answered-by = Answered by
asking-kind-problem = It { $problem }.
asking-kind-line = One line
asking-kind-lines = Several lines
asking-kind-choice = One of several
asking-kind-checkbox = Yes or no
asking-kind-day = A day
asking-choices = What can be chosen
asking-choices-hint = One a line; only for one of several.
asking-choices-problem = The choices { $problem }.
asking-required = It must be answered
asking-delete = Delete the question
asking-delete-what = All that was answered to it goes with it.

## Fields of its own

asking-fields = Fields of your own
asking-fields-what = What you note of each member, such as a locker or a key. Members do not see it.
asking-all-fields = Fields
asking-field = Field { $number }
asking-fields-emptied = An empty line takes its field away, with all that stands in it.
