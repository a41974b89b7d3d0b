//! Nothing. The program is `main.rs`; this lets `bench` name the package as a dependency, so that cargo works out the
//! features of both together and builds what they share once.
