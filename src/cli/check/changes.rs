//! The files of a run that looks at what has changed, found without a walk.

use super::super::args::CheckArgs;
use super::part::{self, Part};
use super::{Run, shown, spread};
use crate::changed::{Change, Repository, Since};
use crate::files::{Ignored, folder_of, is_data, is_markdown, said};
use globset::GlobSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A path that was given.
struct Root<'a> {
    given: &'a Path,
    /// Where it lies, as the repository names it.
    place: PathBuf,
    is_folder: bool,
}

/// What is asked for; nothing where all lines count.
pub(super) fn since(args: &CheckArgs) -> Option<Since> {
    let revision = args.changed.since.clone().map(Since::Revision);
    revision.or_else(|| args.changed.staged.then_some(Since::Staged))
}

/// Checks what has changed of what was given.
///
/// # Errors
/// Where it cannot be told what has changed.
pub(super) fn parts(run: &Run, args: &CheckArgs, exclude: &GlobSet, since: &Since) -> Result<Vec<Box<Part>>, String> {
    let mut parts = Vec::new();
    let roots: Vec<Root<'_>> = args
        .input
        .paths
        .iter()
        .filter_map(|given| root(given).map_err(|failed| parts.push(Box::new(Part::failed(said(&failed)).named(shown(given))))).ok())
        .collect();
    let Some(first) = roots.first() else { return Ok(parts) };
    let repository = Repository::around(&around(first))?;
    if let Some(outside) = roots.iter().find(|root| !root.place.starts_with(repository.top())) {
        let (path, top) = (shown(outside.given), repository.top().display());
        return Err(format!("{path}: lies outside of the repository {top}, and only one can be asked what has changed"));
    }
    let named: Vec<PathBuf> = roots.iter().filter(|root| !root.is_folder).map(|root| root.place.clone()).collect();
    let changes = repository.changes(since, &named)?;
    let missing = roots.iter().filter(|root| !root.is_folder && !root.place.exists());
    let missing = missing.filter(|root| !changes.iter().any(|change| change.path == root.place));
    parts.extend(missing.map(|root| Box::new(Part::failed("No such file or directory".into()).named(shown(root.given)))));
    let mut ignored = Ignored::new(repository.top(), !args.input.no_ignore);
    let wanted = changes.into_iter().filter_map(|change| Some((given(&roots, &change, &mut ignored)?, change)));
    let wanted: Vec<_> = wanted.filter(|(path, _)| !exclude.is_match(run.beneath(path))).collect();
    let checked = Mutex::new(parts);
    spread(wanted, args.input.jobs, |(path, Change { lines, staged, .. })| {
        let part = part::of_change(run, &path, shown(&path), lines, staged);
        checked.lock().unwrap_or_else(PoisonError::into_inner).extend(part.map(Box::new));
    });
    Ok(checked.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Where a path lies that was given: a file in the index may be gone from the working tree.
fn root(given: &Path) -> io::Result<Root<'_>> {
    if given.is_dir() {
        return Ok(Root { given, place: given.canonicalize()?, is_folder: true });
    }
    let folder = folder_of(given).canonicalize()?;
    Ok(Root { given, place: folder.join(given.file_name().unwrap_or_default()), is_folder: false })
}

/// The folder that git is asked in: the current one where the path lies in it, as hooks of git have it.
fn around(root: &Root<'_>) -> PathBuf {
    let here = Path::new(".").canonicalize().unwrap_or_default();
    let folder = if root.is_folder { &root.place } else { root.place.parent().unwrap_or(&root.place) };
    if folder.starts_with(&here) { ".".into() } else { folder.to_owned() }
}

/// The path of a changed file as what was given has it; nothing where it is not meant.
fn given(roots: &[Root<'_>], change: &Change, ignored: &mut Ignored) -> Option<PathBuf> {
    roots.iter().find_map(|root| {
        let below = change.path.strip_prefix(&root.place).ok()?;
        if !root.is_folder {
            return (change.path == root.place).then(|| root.given.to_owned());
        }
        let is_text = is_markdown(&change.path) || is_data(&change.path);
        (is_text && !ignored.hides(&root.place, &change.path)).then(|| root.given.join(below))
    })
}
