//! The network part against servers on loopback.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod answers;
mod guard;
mod pace;
mod server;
mod trouble;
