//! The ways in which a text is taken: each platform with its own rules and with all, in places that mean something there, and the answers of markdownlint.

use crate::promises::all_on;
use cndlint::facts::Facts;
use cndlint::platform::Platform;
use cndlint::rule::Compat;
use cndlint::ruleset::{Purpose, RuleSet, Settings};
use std::sync::OnceLock;

/// A platform, its rules, and where the text lies.
pub(crate) struct World {
    pub(crate) name: String,
    pub(crate) rules: RuleSet,
    /// What is layout alone.
    pub(crate) format: RuleSet,
    pub(crate) facts: Facts,
}

/// Places that mean something on a platform.
const PATHS: [(&str, &str); 8] = [
    ("zenn", "articles/my-first-article.md"),
    ("zenn", "books/my-first-book/config.yaml"),
    ("zenn", "books/my-first-book/1.intro.md"),
    ("qiita", "public/a.md"),
    ("hugo", "content/posts/2022/a.ja.md"),
    ("jekyll", "_posts/2022-11-21-a.md"),
    ("docusaurus", "docs/a.mdx"),
    ("github", "README.md"),
];

/// How many there are, without making them.
pub(crate) const WORLDS: usize = 9 * 2 + PATHS.len() + 2;

pub(crate) fn worlds() -> &'static [World] {
    static MADE: OnceLock<Vec<World>> = OnceLock::new();
    MADE.get_or_init(|| {
        let platforms: Vec<&Platform> = Platform::names().map(|name| Platform::named(name).unwrap()).collect();
        let (own, all) = (Settings::default(), all_on());
        let strict = Settings { compat: Compat::Markdownlint, ..Settings::default() };
        let mut made: Vec<World> = platforms.iter().flat_map(|of| [world(of, &own, "", "defaults"), world(of, &all, "", "all")]).collect();
        made.extend(PATHS.map(|(of, path)| world(Platform::named(of).unwrap(), &all, path, path)));
        made.extend(["generic", "hugo"].map(|of| world(Platform::named(of).unwrap(), &strict, "", "markdownlint")));
        assert_eq!(made.len(), WORLDS, "the number of worlds is said above");
        made
    })
}

fn world(platform: &'static Platform, settings: &Settings, path: &str, what: &str) -> World {
    let format = Settings { purpose: Purpose::Format, ..settings.clone() };
    World {
        name: format!("{} {what}", platform.name),
        rules: RuleSet::new(settings, platform).unwrap(),
        format: RuleSet::new(&format, platform).unwrap(),
        facts: Facts::at(path),
    }
}
