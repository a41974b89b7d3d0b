//! The help desk (rule O4).

crate::words::words! {
    /// Who sees an issue besides its author and those who run the space.
    IssueVisibility {
        Private = "private",
        Members = "members",
    }
    /// Whether something is to be done.
    IssueStatus {
        Open = "open",
        Closed = "closed",
    }
}
