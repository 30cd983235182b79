//! Linter and formatter for Markdown writeups.
//!
//! Four pure steps: text, [`document::Document`], [`diagnostic::Diagnostic`]s, text. Files, terminals and other formats are the
//! business of the modules behind the feature `cli`.
//!
//! ```
//! use cndlint::{diagnostic::Level, engine, facts::Facts, ruleset::RuleSet};
//!
//! let rules = RuleSet::defaults();
//! let fixed = engine::fix("Githubを使う。  \n", &Facts::default(), &rules, Level::Repair);
//! assert_eq!(fixed.text, "GitHubを使う。\n");
//! ```

pub mod diagnostic;
pub mod document;
pub mod emphasis;
pub mod engine;
pub mod facts;
pub mod fingerprint;
pub mod front_matter;
pub mod fullwidth;
pub mod japanese;
pub mod link;
pub mod manual;
pub mod names;
pub mod parse;
pub mod platform;
pub mod rule;
mod rules;
pub mod ruleset;
pub mod source;
pub mod text;

#[cfg(feature = "cli")]
pub mod baseline;
#[cfg(feature = "cli")]
pub mod cache;
#[cfg(feature = "cli")]
pub mod changed;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod config;
#[cfg(feature = "cli")]
pub mod diff;
#[cfg(feature = "cli")]
pub mod digest;
#[cfg(feature = "cli")]
pub mod files;
#[cfg(feature = "cli")]
pub mod probe;
#[cfg(feature = "remote")]
pub mod remote;
#[cfg(feature = "cli")]
pub mod report;
