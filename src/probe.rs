//! Gathers the facts about a text's surroundings: how its site is configured, and what lies beside it.

mod asked;
mod targets;

pub use asked::Asked;

use crate::config::is_in;
use crate::digest::Digest;
use crate::facts::{Facts, Site};
use crate::files::slashed;
use crate::front_matter::data::{Table, Value, ValueData};
use crate::front_matter::kind::{Kind, Loader};
use crate::front_matter::{Format, FrontMatter};
use crate::platform::Platform;
use crate::platform::dialect::{HeadingIds, Tags};
use crate::source::Span;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What was gathered so far in a run.
#[derive(Default)]
pub struct Probe {
    roots: Mutex<Roots>,
    lookup: targets::Lookup,
}

/// By folder and platform; nothing where there is none.
type Roots = HashMap<(PathBuf, &'static str), Option<Arc<Root>>>;

/// The root of a site.
struct Root {
    folder: PathBuf,
    /// How the site is configured, with a number for that.
    site: OnceLock<(u64, Arc<Site>)>,
}

/// What lies around a text.
struct Around {
    root: Option<Arc<Root>>,
    site: Arc<Site>,
    site_digest: u64,
}

impl Around {
    /// The sizes of the files that a text asks for, as far as they lie in the site.
    fn sizes<'a>(&'a self, path: &'a Path, asked: &'a Asked) -> impl Iterator<Item = (&'a String, Option<u64>)> {
        let folder = path.parent().unwrap_or(path);
        let root = self.root.as_deref();
        asked.files.iter().filter_map(move |file| Some((file, size(&place(&root?.folder, folder, file)?))))
    }

    fn place<'a>(&'a self, path: &'a Path, platform: &'static Platform) -> targets::Place<'a> {
        let has_theme = platform.dialect.tags.contains(&Tags::Shortcode) && self.site.shortcodes.is_none();
        let site = self.root.as_deref().map(|root| root.folder.as_path());
        targets::Place { path, site, platform, has_theme, ways: self.site.heading_ids(platform) }
    }
}

impl Probe {
    /// The facts about a text that lies, or would lie, at the absolute `path`.
    #[must_use]
    pub fn facts(&self, path: &Path, asked: &Asked, platform: &'static Platform) -> Facts {
        let around = self.around(path, platform);
        let files = around.sizes(path, asked).map(|(file, size)| (file.clone(), size)).collect();
        let targets = self.lookup.targets(asked, &around.place(path, platform));
        Facts { files, targets, ..Facts::at(slashed(path)).in_site(around.site) }
    }

    /// A number for those facts: where it is the same, so are they.
    #[must_use]
    pub fn digest(&self, path: &Path, asked: &Asked, platform: &'static Platform) -> u64 {
        if asked.is_nothing() && !has_site(platform) {
            return 0;
        }
        let around = self.around(path, platform);
        let digest = Digest::default().number(around.site_digest).number(self.lookup.digest(asked, &around.place(path, platform)));
        let add = |digest: Digest, (file, size): (&String, Option<u64>)| digest.text(file).number(size.map_or(0, |size| size + 1));
        around.sizes(path, asked).fold(digest, add).end()
    }

    fn around(&self, path: &Path, platform: &'static Platform) -> Around {
        let root = self.root(path, platform);
        let read = |root: &Arc<Root>| {
            let read = || {
                let site = site(platform, &root.folder);
                (Digest::of(format!("{site:?}").as_bytes()), Arc::new(site))
            };
            root.site.get_or_init(read).clone()
        };
        let (site_digest, site) = root.as_ref().filter(|_| has_site(platform)).map(read).unwrap_or_default();
        Around { root, site, site_digest }
    }

    /// The nearest folder around `path` that has a marker of the platform.
    fn root(&self, path: &Path, platform: &'static Platform) -> Option<Arc<Root>> {
        let folder = path.parent()?;
        let key = (folder.to_owned(), platform.name.as_str());
        let mut roots = self.roots.lock().unwrap_or_else(PoisonError::into_inner);
        let find = || {
            let is_root = |folder: &&Path| platform.detect.markers.iter().any(|marker| is_in(marker, folder));
            let folder = folder.ancestors().find(is_root)?;
            Some(Arc::new(Root { folder: folder.to_owned(), site: OnceLock::new() }))
        };
        roots.entry(key).or_insert_with(find).clone()
    }
}

/// Where a file lies whose path is counted from the root where it begins with `/`, and else from `folder`; nothing where that would be outside of
/// the root.
fn place(root: &Path, folder: &Path, file: &str) -> Option<PathBuf> {
    let (base, relative) = file.strip_prefix('/').map_or((folder, file), |relative| (root, relative));
    let relative = Path::new(relative);
    let is_inside = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    is_inside.then(|| base.join(relative))
}

fn size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len())
}

/// Whether a site of the platform is configured in ways that matter to its texts.
fn has_site(platform: &Platform) -> bool {
    platform.dialect.tags.iter().any(|tags| matches!(tags, Tags::Shortcode | Tags::Mkdocs))
}

/// How a site is configured.
fn site(platform: &Platform, root: &Path) -> Site {
    if platform.dialect.tags.contains(&Tags::Shortcode) { hugo(root) } else { mkdocs(root) }
}

/// Reads which function makes the ids of headings (`markdown_extensions`, `toc`, `slugify`). Functions are YAML tags, so the text is searched.
fn mkdocs(root: &Path) -> Site {
    let text = ["mkdocs.yml", "mkdocs.yaml"].iter().find_map(|name| fs::read_to_string(root.join(name)).ok()).unwrap_or_default();
    let slugify =
        text.lines().map(|line| line.split('#').next().unwrap_or_default()).find(|line| line.trim_start().starts_with("slugify:"));
    let heading_ids = slugify.and_then(|line| match line {
        line if line.contains("pymdownx.slugs") => Some(HeadingIds::Pymdownx),
        line if line.contains("slugify_unicode") => Some(HeadingIds::PythonMarkdownUnicode),
        _ => None,
    });
    Site { heading_ids, ..Site::default() }
}

/// Reads how a Hugo site is configured: the first file in its root, and those of `config/_default` over it (hugo 0.168, config/allconfig/load.go).
fn hugo(root: &Path) -> Site {
    let in_root = ["hugo", "config"].into_iter().find_map(|stem| Some(("config", read(&root.join(stem))?)));
    let parts =
        ["hugo", "config", "markup", "module"].into_iter().filter_map(|stem| Some((stem, read(&root.join("config/_default").join(stem))?)));
    let mut site = Site::bare();
    let (mut themes, mut has_modules) = (Vec::new(), false);
    for (part, table) in in_root.into_iter().chain(parts) {
        let unsafe_html = ["markup", "goldmark", "renderer", "unsafe"];
        let unsafe_html = if part == "markup" { &unsafe_html[1..] } else { &unsafe_html[..] };
        site.html = value(&table, unsafe_html).and_then(truth).or(site.html);
        site.emoji = value(&table, &["enableEmoji"]).and_then(truth).or(site.emoji);
        let parser = ["markup", "goldmark", "parser"];
        let parser = if part == "markup" { &parser[1..] } else { &parser[..] };
        let id_type = ["autoIDType", "autoHeadingIDType"].iter().find_map(|key| value(&table, &[parser, &[*key]].concat())?.text());
        site.heading_ids = id_type.and_then(hugo_ids).or(site.heading_ids);
        themes.extend(value(&table, &["theme"]).into_iter().flat_map(texts));
        has_modules |= part == "module" || value(&table, &["module", "imports"]).is_some();
    }
    site.shortcodes = if has_modules { None } else { shortcodes(root, &themes) };
    site
}

/// The names of the shortcodes that the site and its themes define; nothing where a theme is not at hand.
fn shortcodes(root: &Path, themes: &[String]) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let themes = themes.iter().map(|theme| root.join("themes").join(theme));
    for base in std::iter::once(root.to_owned()).chain(themes) {
        if base != root && !base.join("layouts").is_dir() {
            return None;
        }
        for folder in ["layouts/shortcodes", "layouts/_shortcodes"] {
            collect(&base.join(folder), "", &mut names);
        }
    }
    Some(names)
}

/// Deepest folder of shortcodes that is looked into.
const MOST_FOLDERS: usize = 8;

fn collect(folder: &Path, before: &str, names: &mut BTreeSet<String>) {
    if before.matches('/').count() > MOST_FOLDERS {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{before}{name}/"), names);
        } else {
            let stem = name.split('.').next().unwrap_or(&name);
            names.insert(format!("{before}{stem}"));
        }
    }
}

/// A configuration file without its extension.
fn read(stem: &Path) -> Option<Table> {
    let formats = [("toml", Format::Toml), ("yaml", Format::Yaml), ("yml", Format::Yaml), ("json", Format::Json)];
    formats.into_iter().find_map(|(extension, format)| {
        let text = fs::read_to_string(stem.with_extension(extension)).ok()?;
        let span = Span::new(0, text.len());
        Some(FrontMatter { format, span, content: span }.read(&text).table)
    })
}

/// The value at a path of keys, whose case does not matter.
fn value<'t>(table: &'t Table, keys: &[&str]) -> Option<&'t Value> {
    let (first, rest) = keys.split_first()?;
    let entry = table.entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(first))?;
    match (&entry.value.data, rest.is_empty()) {
        (_, true) => Some(&entry.value),
        (ValueData::Table(inner), false) => value(inner, rest),
        _ => None,
    }
}

/// The way of that name (hugo 0.168, `goldmark_config/config.go`).
fn hugo_ids(name: &str) -> Option<HeadingIds> {
    match name {
        "github" => Some(HeadingIds::Hugo),
        "github-ascii" => Some(HeadingIds::HugoAscii),
        "blackfriday" => Some(HeadingIds::Blackfriday),
        _ => None,
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value.kind(Loader::Yaml12) {
        Kind::Boolean(truth) => Some(truth),
        _ => None,
    }
}

/// A text, or the texts of a list.
fn texts(value: &Value) -> Vec<String> {
    let values = value.items().unwrap_or(std::slice::from_ref(value));
    values.iter().filter_map(|value| value.text().map(str::to_owned)).collect()
}
