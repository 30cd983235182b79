//! What the paths in a text's destinations name: looked up in listings of folders, so that case counts on every file system.

use super::asked::{Asked, is_page, looked_up};
use crate::config::{lock, project_top};
use crate::digest::Digest;
use crate::facts::Target;
use crate::files::{self, slashed};
use crate::link::anchors::Anchors;
use crate::link::path;
use crate::parse::parse_at;
use crate::platform::Platform;
use crate::platform::dialect::{HeadingIds, Paths};
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use unicode_normalization::UnicodeNormalization;

/// What was looked up so far in a run.
#[derive(Default)]
pub(super) struct Lookup {
    /// The names in a folder, seen from the top of a project; nothing for one that cannot be read or lies outside of the project.
    folders: Mutex<HashMap<(PathBuf, PathBuf), Option<Names>>>,
    anchors: Mutex<HashMap<Rendered, Once<Anchors>>>,
    contents: Mutex<HashMap<PathBuf, Arc<OnceLock<u64>>>>,
    tops: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
}

/// The names in a folder.
type Names = Arc<Listing>;

#[derive(Default)]
struct Listing {
    names: BTreeSet<String>,
    /// The first name of each folded form; made when it is first asked for.
    folded: OnceLock<HashMap<String, String>>,
}

impl Listing {
    fn of(names: BTreeSet<String>) -> Self {
        Self { names, folded: OnceLock::new() }
    }

    /// A name that differs in case or in the form of its letters alone.
    fn like(&self, name: &str) -> Option<&String> {
        let folded = || self.names.iter().rev().map(|name| (fold(name), name.clone())).collect();
        self.folded.get_or_init(folded).get(&fold(name))
    }
}

/// A file, its platform, and how headings get their ids there.
type Rendered = (PathBuf, &'static str, Vec<HeadingIds>);

/// What one thread makes and others wait for; nothing where it cannot be made.
type Once<T> = Arc<OnceLock<Option<Arc<T>>>>;

/// Where a text lies.
pub(super) struct Place<'a> {
    /// The text's own path, absolute.
    pub(super) path: &'a Path,
    /// The root of its site, where one is known.
    pub(super) site: Option<&'a Path>,
    pub(super) platform: &'static Platform,
    /// Whether files of the site may come from a theme that is not at hand.
    pub(super) has_theme: bool,
    /// How headings get their ids on this site.
    pub(super) ways: &'a [HeadingIds],
}

/// Where the paths of a text are looked up.
struct Ground<'a> {
    place: &'a Place<'a>,
    paths: &'a Paths,
    /// The root of its site, or of its project.
    site: Option<PathBuf>,
    /// Nothing above it is looked at.
    limit: PathBuf,
    /// Whether the top of a project is known.
    has_top: bool,
}

/// What a path leads to.
enum Found {
    /// A file or folder.
    There(PathBuf),
    /// Another target.
    Not(Target),
}

impl Lookup {
    /// What each path that a text asks for names, as far as its platform lets that be told.
    pub(super) fn targets(&self, asked: &Asked, place: &Place<'_>) -> HashMap<String, Target> {
        let Some(ground) = self.ground(asked, place) else { return HashMap::new() };
        let target = |(key, wants_anchors): (&String, &bool)| {
            let target = match self.found(key, &ground)? {
                Found::There(file) => Target::There(wants_anchors.then(|| self.anchors(&file, &ground)).flatten()),
                Found::Not(target) => target,
            };
            Some((key.clone(), target))
        };
        asked.paths.iter().filter_map(target).collect()
    }

    /// A number for what [`Lookup::targets`] would say: of a text whose anchors matter, for all that it holds.
    pub(super) fn digest(&self, asked: &Asked, place: &Place<'_>) -> u64 {
        let Some(ground) = self.ground(asked, place) else { return 0 };
        let digest = asked.paths.iter().fold(Digest::default(), |digest, (key, wants_anchors)| match self.found(key, &ground) {
            None => digest.number(0),
            Some(Found::There(file)) if *wants_anchors => digest.number(1).number(self.content(&file, &ground)),
            Some(Found::There(_)) => digest.number(2),
            Some(Found::Not(Target::Named(name))) => digest.number(3).text(&name),
            Some(Found::Not(Target::Missing(near))) => digest.number(4).text(&near.unwrap_or_default()),
            Some(Found::Not(_)) => digest.number(5),
        });
        digest.end()
    }

    /// Where a text's paths are looked up; nothing where it has none, or its platform says nothing about them.
    fn ground<'a>(&self, asked: &Asked, place: &'a Place<'a>) -> Option<Ground<'a>> {
        let paths = looked_up(place.platform).filter(|_| !asked.paths.is_empty())?;
        let own = place.path.parent()?;
        let top = self.top(own);
        let site = place.site.map(Path::to_owned).or_else(|| top.clone());
        let limit = top.clone().or_else(|| site.clone()).unwrap_or_else(|| own.to_owned());
        Some(Ground { place, paths, site, limit, has_top: top.is_some() })
    }

    /// What one path names: the first of the places where it may lie that has it, else what the first of them says.
    fn found(&self, key: &str, ground: &Ground<'_>) -> Option<Found> {
        let is_page = is_page(key, ground.paths);
        // Of a page only the folder that holds it has to be there: its own name may be given in its front matter.
        let looked_up = if is_page { key.split('/').next().unwrap_or_default() } else { key };
        let mut first: Option<Target> = None;
        for (base, relative) in candidates(looked_up, ground) {
            let Some(folder) = names_below(&ground.limit, &base) else { continue };
            let target = match path::joined(&folder, &relative) {
                // Without a project there is no saying what lies around the text.
                None if !ground.has_top => continue,
                None => Target::Outside,
                Some(names) => match self.find(&ground.limit, &names, &relative) {
                    None => continue,
                    Some(Ok(file)) => return Some(Found::There(file)).filter(|_| !is_page),
                    Some(Err(target)) => target,
                },
            };
            let is_better = match &first {
                None => true,
                Some(first) => matches!(target, Target::Named(_)) && !matches!(first, Target::Named(_)),
            };
            if is_better {
                first = Some(target);
            }
        }
        match first? {
            // What stands in the place of the folder is no page.
            Target::Missing(_) if is_page => Some(Found::Not(Target::Missing(None))),
            target => Some(Found::Not(target)).filter(|_| !is_page),
        }
    }

    /// The file or folder that the names lead to, from `top` down, to which `path` leads; else what stands in its place. Nothing where that cannot
    /// be told.
    fn find(&self, top: &Path, names: &[String], path: &str) -> Option<Result<PathBuf, Target>> {
        let mut at = top.to_owned();
        for (name, behind) in names.iter().zip((0..names.len()).rev()) {
            let listing = self.listing(&at, top)?;
            if listing.names.contains(name) {
                at.push(name);
                continue;
            }
            if let Some(named) = listing.like(name) {
                return Some(Err(path::with_name(path, behind, named).map_or(Target::Missing(None), Target::Named)));
            }
            let near = path::nearest_name(name, listing.names.iter().map(String::as_str));
            return Some(Err(Target::Missing(near.and_then(|near| path::with_name(path, behind, near)))));
        }
        Some(Ok(at))
    }

    /// The names in a folder below `top`. A link that leads out of the project is not followed. What is a file has no names.
    fn listing(&self, folder: &Path, top: &Path) -> Option<Names> {
        let key = (folder.to_owned(), top.to_owned());
        if let Some(known) = lock(&self.folders).get(&key) {
            return known.clone();
        }
        let read = || {
            let inside = inside(folder, top)?;
            if inside.is_file() {
                return Some(Listing::default());
            }
            let entries = fs::read_dir(inside).ok()?;
            Some(Listing::of(entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()))
        };
        let listing = read().map(Arc::new);
        lock(&self.folders).insert(key, listing.clone());
        listing
    }

    /// The anchors of another text of the same site; nothing where it cannot be read.
    fn anchors(&self, file: &Path, ground: &Ground<'_>) -> Option<Arc<Anchors>> {
        let place = ground.place;
        let key = (file.to_owned(), place.platform.name.as_str(), place.ways.to_vec());
        let known = Arc::clone(lock(&self.anchors).entry(key).or_default());
        let read = || {
            let text = files::read(&inside(file, &ground.limit)?).ok()?;
            let doc = parse_at(text, place.platform, &slashed(file));
            Anchors::of(&doc, &place.platform.dialect, place.ways).map(Arc::new)
        };
        known.get_or_init(read).clone()
    }

    /// A number for all that another text holds.
    fn content(&self, file: &Path, ground: &Ground<'_>) -> u64 {
        let known = Arc::clone(lock(&self.contents).entry(file.to_owned()).or_default());
        let read = || Some(Digest::of(files::read(&inside(file, &ground.limit)?).ok()?.as_bytes()));
        *known.get_or_init(|| read().unwrap_or_default())
    }

    /// The top of the project that a folder belongs to.
    fn top(&self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = lock(&self.tops).get(folder) {
            return known.clone();
        }
        let top = project_top(folder).map(Path::to_owned);
        lock(&self.tops).insert(folder.to_owned(), top.clone());
        top
    }
}

/// Where a path really is, if that is below `top`: a symbolic link may lead out of a project.
fn inside(path: &Path, top: &Path) -> Option<PathBuf> {
    let real = fs::canonicalize(path).ok()?;
    real.starts_with(fs::canonicalize(top).ok()?).then_some(real)
}

/// The folders from which a path may be counted, surest first, each with the path from there.
fn candidates(key: &str, ground: &Ground<'_>) -> Vec<(PathBuf, String)> {
    let Ground { place, paths, site: root, .. } = ground;
    let rooted = |relative: &str| -> Vec<(PathBuf, String)> {
        let roots = paths.roots.iter().filter(|_| root.is_some());
        roots.map(|folder| (root.clone().unwrap_or_default().join(folder), relative.to_owned())).collect()
    };
    if key.starts_with('/') {
        // A theme that is not at hand may bring the file.
        return if place.has_theme { Vec::new() } else { rooted(key) };
    }
    let folder = place.path.parent().unwrap_or(place.path).to_owned();
    let mut all = vec![(folder.clone(), key.to_owned())];
    if paths.pages && !path::names_file(key) {
        all.push((folder.clone(), format!("{key}.md")));
    }
    if paths.pages {
        // A page is shown in a folder of its name.
        let stem = place.path.file_stem().unwrap_or_default();
        all.push((folder.join(stem), key.to_owned()));
        if let Some(below) = root.as_ref().and_then(|root| folder.strip_prefix(root.join("content")).ok()) {
            let bases = rooted("").into_iter().map(|(base, _)| base.join(below));
            all.extend(bases.flat_map(|base| [base.join(stem), base]).map(|base| (base, key.to_owned())));
        }
    }
    if paths.from_roots {
        all.extend(rooted(key));
    }
    all
}

/// The names that lead from `top` down to `folder`; nothing where it lies elsewhere.
fn names_below(top: &Path, folder: &Path) -> Option<Vec<String>> {
    let below = folder.strip_prefix(top).ok()?;
    Some(below.components().map(|name| name.as_os_str().to_string_lossy().into_owned()).filter(|name| name != ".").collect())
}

/// The form in which file systems compare names that do not tell cases apart.
fn fold(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}
