//! API 1, API 2 and the operation table they are declared in.
