# Articles to read, and questions to those who run the space.

help-help = Help
help-ask = Ask something
help-write = Write articles
help-read = To read
help-general = In general
help-questions = Questions
help-which = Which
help-all = All
help-open-ones = Open
help-closed-ones = Closed
help-open = Open
help-closed = Closed
help-none-asked = Nothing was asked yet. What you write reaches those who run { $space }; the answer comes by mail and stands here.
help-none = There are none.
help-pages = Pages
help-newer = Newer
help-older = Older
help-you = you
help-asked = { $who }, { $when }
help-asked-for-all = { $who }, { $when } · for all members to see

## An article

help-changed = Last changed { $day }
help-still = Still a question? <a>Ask it</a>

## A question

help-seen-by-all = All members see this.
help-your-answer = Your answer
help-answer = Answer
help-answer-and-reopen = Answer and open it again
help-settled = This is settled
help-reopen = Open it again
help-in-short = In short
help-in-short-hint = The heating is cold
help-what-about = What it is about
help-for-all = All members may see it, for it concerns them, too
help-send = Send
help-not-now = Not now
