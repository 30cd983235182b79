//! Where a post will be published, as data: `rules/platforms/*.toml`.

use serde::Deserialize;
use std::sync::OnceLock;

/// A publishing platform.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// Its name in configuration and output.
    pub name: String,
    /// The Markdown it reads.
    pub dialect: Dialect,
}

/// What a platform's Markdown has beyond `CommonMark`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "a dialect is a set of switches")]
pub struct Dialect {
    /// `> [!NOTE]` quotes.
    pub alerts: bool,
    /// Bare URLs become links.
    pub autolink: bool,
    /// `[^1]` and `[^1]: text`.
    pub footnotes: bool,
    /// `~~text~~`.
    pub strikethrough: bool,
    /// Pipe tables.
    pub table: bool,
    /// `- [ ]` items.
    pub tasklist: bool,
}

impl Platform {
    /// GitHub-flavoured Markdown: what is assumed where no platform is known.
    #[must_use]
    pub fn generic() -> &'static Self {
        static GENERIC: OnceLock<Platform> = OnceLock::new();
        GENERIC.get_or_init(|| toml::from_str(include_str!("../rules/platforms/generic.toml")).expect("a test reads the same file"))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_embedded_files_are_read() {
        assert_eq!(super::Platform::generic().name, "generic");
    }
}
