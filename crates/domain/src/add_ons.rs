//! The directory of add-ons: what its owner says of one, and how it comes to be listed.

use crate::words::words;

words! {
    /// How an add-on stands to the directory.
    State {
        /// Its owner writes at it.
        Draft = "draft",
        /// The operator is to look at it.
        Submitted = "submitted",
        /// Everybody sees it.
        Listed = "listed",
        /// The operator does not want it so; its owner can change it and submit it again.
        Rejected = "rejected",
    }
}

/// What is done with the entry of an add-on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its owner changes what is said of it.
    Edit,
    Submit,
    /// Its owner takes it back.
    Withdraw,
    /// The operator's.
    Approve,
    Reject,
}

/// The most pictures of one.
pub const MOST_PICTURES: usize = 5;
/// The most characters of the line that lists show.
pub const MOST_SUMMARY: usize = 160;
/// The most characters of what its page says.
pub const MOST_DESCRIPTION: usize = 5000;

impl State {
    /// The state after the step; none where it cannot be done now. What was approved and is then changed has to be approved anew.
    pub const fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Draft, Step::Edit) | (Self::Submitted | Self::Listed, Step::Withdraw) => Some(Self::Draft),
            (Self::Rejected, Step::Edit) | (Self::Submitted | Self::Listed, Step::Reject) => Some(Self::Rejected),
            (Self::Submitted | Self::Listed, Step::Edit) | (Self::Draft | Self::Rejected, Step::Submit) => Some(Self::Submitted),
            (Self::Submitted, Step::Approve) => Some(Self::Listed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_operator_lists() {
        let all = [State::Draft, State::Submitted, State::Listed, State::Rejected];
        for state in all {
            for step in [Step::Edit, Step::Submit, Step::Withdraw, Step::Reject] {
                assert_ne!(state.after(step), Some(State::Listed), "{state:?} {step:?}");
            }
            assert_eq!(state.after(Step::Approve).is_some(), state == State::Submitted);
        }
        assert_eq!(State::Draft.after(Step::Submit), Some(State::Submitted));
        assert_eq!(State::Rejected.after(Step::Submit), Some(State::Submitted));
        assert_eq!(State::Listed.after(Step::Edit), Some(State::Submitted), "what is changed is looked at again");
        assert_eq!(State::Listed.after(Step::Reject), Some(State::Rejected));
        assert_eq!(State::Draft.after(Step::Withdraw), None);
    }
}
