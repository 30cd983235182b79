//! What the world says, gathered before the rules run: rules themselves read nothing.

use crate::document::{Document, Kind, Kinds};
use crate::front_matter::kind::Kind as ValueKind;
use crate::link::anchors::Anchors;
use crate::link::lock::Lock;
use crate::link::url::{behind_scheme, percent_decoded};
use crate::names::spellings::Spellings;
use crate::platform::Platform;
use crate::platform::dialect::HeadingIds;
use crate::platform::schema::{Key, Scope};
use crate::source::Span;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Facts about the world outside of one text.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Facts {
    /// Where the text lies, with `/`: what a platform makes of a file depends on its folder and name. Empty where it lies nowhere.
    pub path: String,
    /// How the site is configured.
    pub site: Arc<Site>,
    /// Files that the text names, with their sizes in bytes; nothing in the place of a size where there is no such file. What is not in it was not
    /// looked for.
    pub files: HashMap<String, Option<u64>>,
    /// What the paths in its destinations name, by [`crate::link::path::of`] the destination. What is not in it was not looked for.
    pub targets: HashMap<String, Target>,
    /// What URLs answered; nothing where no lock lies around the text.
    pub lock: Option<Arc<Lock>>,
    /// What the text says of itself that another file of the run says too, with that file's path: see [`claims`].
    pub rivals: HashMap<String, String>,
    /// How the texts of the run, this one among them, spell names that no pack knows. Nothing where they were not compared.
    pub spellings: Option<Arc<Spellings>>,
}

/// What a path names.
#[derive(Clone, Debug)]
pub enum Target {
    /// A file or a folder that is there; with its anchors where a destination names one of them.
    There(Option<Arc<Anchors>>),
    /// There is none, and one whose name differs in case or in the form of its letters: its path.
    Named(String),
    /// There is none. The path with the nearest name in its folder.
    Missing(Option<String>),
    /// It leads out of the project, where nothing is looked at.
    Outside,
}

impl Target {
    /// `true` or a list of anchors for what is there, `false`, the nearest name, `"outside"`, or `"named X"`.
    fn of_example(value: &toml::Value) -> Self {
        let texts = |values: &Vec<toml::Value>| values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect::<Vec<_>>();
        match value {
            toml::Value::Array(ids) => Self::There(Some(Arc::new(Anchors::of_ids(texts(ids))))),
            toml::Value::String(text) if text == "outside" => Self::Outside,
            toml::Value::String(text) => {
                text.strip_prefix("named ").map_or_else(|| Self::Missing(Some(text.clone())), |name| Self::Named(name.to_owned()))
            }
            toml::Value::Boolean(true) => Self::There(None),
            _ => Self::Missing(None),
        }
    }
}

/// How the generator of a site is configured, as far as it changes what becomes of a text. Nothing where it is not known.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Site {
    /// Whether HTML in a text is kept.
    pub html: Option<bool>,
    /// Whether `:memo:` is printed as an emoji.
    pub emoji: Option<bool>,
    /// The shortcodes that the site and its theme define.
    pub shortcodes: Option<BTreeSet<String>>,
    /// How headings get their ids, where the site is configured otherwise than its platform does it.
    pub heading_ids: Option<HeadingIds>,
}

impl Site {
    /// How headings get their ids here: as the site says, else in the ways of its platform.
    #[must_use]
    pub fn heading_ids<'a>(&'a self, platform: &'a Platform) -> &'a [HeadingIds] {
        self.heading_ids.as_ref().map_or(&platform.dialect.heading_ids[..], std::slice::from_ref)
    }

    /// A site that configures and defines nothing.
    #[must_use]
    pub const fn bare() -> Self {
        Self { html: Some(false), emoji: Some(false), shortcodes: Some(BTreeSet::new()), heading_ids: None }
    }
}

impl Facts {
    /// The facts about a text at `path`.
    #[must_use]
    pub fn at(path: impl Into<String>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    /// With what `toml` says, in a site that configures nothing: `files` with their sizes, or `false` for one that is not there; `targets`, as `true`, `false`, a list of anchors, the nearest name, `"outside"` or `"named X"`; `lock`, each URL with class, status, day, and of
    /// what is gone the first day before that, of what has moved the new address behind it; `rivals`; and
    /// `spellings` with their counts, each in a file of its own. For examples.
    #[must_use]
    pub fn of_example(path: &str, toml: &toml::Table) -> Self {
        let table = |key: &str| toml.get(key).and_then(toml::Value::as_table).into_iter().flatten();
        let size = |value: &toml::Value| value.as_integer().and_then(|size| u64::try_from(size).ok());
        let mut spellings = Spellings::default();
        for (spelling, count) in table("spellings") {
            let count = count.as_integer().and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
            spellings.add(spelling, count, count);
        }
        let locked = table("lock").filter_map(|(url, value)| {
            let fields: Vec<&str> = value.as_str()?.split(' ').collect();
            let line = match fields[..] {
                ["gone", status, first, date] => format!("gone\t{status}\t{date}\tfirst={first}"),
                ["moved", status, date, to] => format!("moved\t{status}\t{date}\tto={to}"),
                _ => fields.join("\t"),
            };
            Some(format!("{url}\t{line}\n"))
        });
        let lock = toml.contains_key("lock").then(|| Lock::parse(&format!("# cndlint links 1\n{}", locked.collect::<String>())));
        Self {
            lock: lock.and_then(Result::ok).map(Arc::new),
            spellings: toml.contains_key("spellings").then(|| Arc::new(spellings)),
            targets: table("targets").map(|(path, value)| (path.clone(), Target::of_example(value))).collect(),
            files: table("files").map(|(file, value)| (file.clone(), size(value))).collect(),
            rivals: table("rivals").filter_map(|(claim, file)| Some((claim.clone(), file.as_str()?.to_owned()))).collect(),
            ..Self::at(path).in_site(Site::bare())
        }
    }

    /// As it is in `site`.
    #[must_use]
    pub fn in_site(mut self, site: impl Into<Arc<Site>>) -> Self {
        self.site = site.into();
        self
    }
}

/// The files whose presence and size matter to the text at `path`: its images, where the platform looks at them, and its cover. As written, decoded.
#[must_use]
pub fn wanted(doc: &Document, platform: &Platform, path: &str) -> Vec<String> {
    if platform.dialect.images.is_none() {
        return Vec::new();
    }
    let cover = platform.document(path).filter(|kind| kind.data).map_or(&[][..], |kind| &kind.cover[..]);
    let images = doc.nodes_of(Kinds::IMAGE).filter_map(|node| match &node.kind {
        Kind::Image { destination } => local(destination),
        _ => None,
    });
    images.chain(cover.iter().cloned()).collect()
}

/// The path of an image that lies beside the posts, decoded; nothing for a URL.
#[must_use]
pub fn local(destination: &str) -> Option<String> {
    let scheme = destination.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_url = scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (!is_url && !destination.is_empty()).then(|| percent_decoded(destination))
}

/// What a text says of itself that no other may say, with its place: its address, or the post it is an edition of. As `key: value`, with the
/// folder where it matters.
#[must_use]
pub fn claims(doc: &Document, platform: &Platform, path: &str) -> Vec<(String, Span)> {
    let (Some(kind), Some(header)) = (platform.document(path), doc.header()) else { return Vec::new() };
    let claim = |(name, key): (&String, &Key)| {
        let scope = key.unique?;
        // An unpublished post has no id yet.
        let value = Some(&kind.entry(&header.table, name)?.value).filter(|value| value.kind(kind.loader) != ValueKind::Null)?;
        // A placeholder (`/:year/:title/`) makes another address of each post.
        let text = value
            .text()
            .map(|text| text.trim_matches('/'))
            .filter(|text| !text.is_empty() && !text.contains(':') || behind_scheme(text).is_some())?;
        let place = if scope == Scope::Folder { folder_and_language(path) } else { String::new() };
        Some((format!("{place}{name}: {text}"), value.span))
    };
    kind.keys.iter().filter_map(claim).collect()
}

/// The folder in which the posts lie, and the language in the file's name: `posts/a.ja.md` and `posts/b/index.ja.md` are both `posts/ ja `.
fn folder_and_language(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut parts = name.split('.');
    let folder = if parts.next() == Some("index") { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder };
    let language = name.rsplit('.').nth(1).filter(|_| name.matches('.').count() > 1).unwrap_or_default();
    format!("{folder}/ {language} ")
}
