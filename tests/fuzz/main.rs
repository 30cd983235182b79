//! Whatever comes in, what is promised holds: each test is a target, and `fuzz/` has its seeds and what it once failed on.
//!
//! A bounded run is the same each time. `FUZZ_SECONDS=3600 cargo test --test fuzz -- --test-threads=1 --nocapture` is one of an hour.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on has failed; a long run tells its figures")]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../common/mod.rs"]
mod common;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../common/promises.rs"]
mod promises;

mod drive;
mod files;
mod header;
mod inputs;
mod text;
mod watch;
mod worlds;

use drive::{Target, fuzz};

/// One test for each target, and all of them in one list.
macro_rules! targets {
    ($($test:ident: $target:expr,)*) => {
        $(#[test]
        fn $test() {
            assert_eq!(stringify!($test), $target.name.replace('-', "_"), "a test is called as its target");
            fuzz(&$target);
        })*

        const ALL: &[Target] = &[$($target),*];
    };
}

targets! {
    check: text::CHECK,
    fix: text::FIX,
    disables: text::DISABLES,
    slugs: text::SLUGS,
    reports: text::REPORTS,
    front_matter: header::FRONT_MATTER,
    config: files::CONFIG,
    import: files::IMPORT,
    names: files::NAMES,
    locks: files::LOCKS,
    results: files::RESULTS,
}

#[test]
fn the_targets_share_a_long_run() {
    assert_eq!(ALL.iter().map(|target| target.share).sum::<u64>(), 100);
}

/// A folder that no target reads would be a seed that is never tried.
#[test]
fn each_folder_of_seeds_has_a_target() {
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(ALL.iter().any(|target| target.name == name), "fuzz/{name}");
    }
}
