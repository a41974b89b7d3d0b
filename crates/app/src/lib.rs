//! Use cases: authorise, load, decide, write, emit; one transaction each.
