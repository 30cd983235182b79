//! What has changed in a repository, asked of the `git` program.

mod diff;
mod program;

use crate::source::Span;
use diff::Entry;
use program::Git;
use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Against what a text has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// The working tree against a revision; with `...` behind it, against where the current branch left it.
    Revision(String),
    /// The index against the last commit.
    Staged,
}

/// A file that has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Absolute.
    pub path: PathBuf,
    /// 0-based lines, which `\n` ends; nothing where the file is new.
    pub lines: Option<Vec<Range<usize>>>,
    /// Its text in the index, where that of the working tree is another.
    pub staged: Option<Vec<u8>>,
}

/// A repository with a working tree.
pub struct Repository {
    git: Git,
    top: PathBuf,
}

/// Of these, lines of other files are not asked for. What they are is looked at later.
const KINDS: [&str; 4] = [":(top,icase)*.md", ":(top,icase)*.markdown", ":(top,icase)*.yaml", ":(top,icase)*.yml"];

/// What every configuration of the user's is overruled by: the answer is read by a program.
const DIFF: [&str; 15] = [
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-relative",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--ignore-submodules=all",
    "--submodule=short",
    "--inter-hunk-context=0",
    "--no-abbrev",
    "--text",
    "--raw",
    "--patch",
    "-U0",
    "-M",
];

impl Repository {
    /// The repository that `folder` lies in.
    ///
    /// # Errors
    /// With a sentence for people: no git, no repository, or one without a working tree.
    pub fn around(folder: &Path) -> Result<Self, String> {
        let git = Git::new(folder);
        let top = git.ask(&["rev-parse", "--show-toplevel"]).map_err(|said| match said {
            said if said.contains("not a git repository") => {
                format!("{} is in no git repository: only in one is it known what has changed", folder.display())
            }
            said if said.contains("must be run in a work tree") => {
                format!("the repository at {} is bare: without a working tree there is nothing to check", folder.display())
            }
            said => said,
        })?;
        let top = program::path(top.strip_suffix(b"\n").unwrap_or(&top));
        Ok(Self { git, top })
    }

    /// The folder of the working tree.
    #[must_use]
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// The files that have changed and may be texts: those whose names say so, and `named`, which are absolute paths. Symbolic links, submodules and
    /// what was deleted are left out.
    ///
    /// # Errors
    /// With a sentence for people.
    pub fn changes(&self, since: &Since, named: &[PathBuf]) -> Result<Vec<Change>, String> {
        let pathspecs = self.pathspecs(named);
        let mut changes = match since {
            Since::Revision(revision) => self.since(revision, &pathspecs)?,
            Since::Staged => self.staged(&pathspecs)?,
        };
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        changes.dedup_by(|a, b| a.path == b.path);
        Ok(changes)
    }

    fn pathspecs(&self, named: &[PathBuf]) -> Vec<String> {
        let named = named.iter().filter_map(|path| path.strip_prefix(&self.top).ok()?.to_str());
        let named = named.map(|path| format!(":(top,literal){}", path.replace(std::path::MAIN_SEPARATOR, "/")));
        ["--".to_owned()].into_iter().chain(KINDS.map(str::to_owned)).chain(named).collect()
    }

    fn since(&self, revision: &str, pathspecs: &[String]) -> Result<Vec<Change>, String> {
        let commit = self.commit(revision)?;
        let entries = self.diff(&[&commit], pathspecs)?;
        let mut changes: Vec<Change> = entries.into_iter().map(|entry| self.change(entry)).collect();
        let args: Vec<&str> =
            ["ls-files", "--others", "--exclude-standard", "--full-name", "-z"].into_iter().chain(strs(pathspecs)).collect();
        // From the top: `ls-files` lists what lies in the folder it is asked in.
        let untracked = Git::new(&self.top).ask(&args)?;
        let names = untracked.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        // What is no file, such as a symbolic link or a repository in this one, is none of the texts.
        let paths =
            names.map(|name| self.top.join(program::path(name))).filter(|path| path.symlink_metadata().is_ok_and(|known| known.is_file()));
        changes.extend(paths.map(|path| Change { path, lines: None, staged: None }));
        Ok(changes)
    }

    /// The id of the commit that `revision` names.
    fn commit(&self, revision: &str) -> Result<String, String> {
        let (name, is_fork) = revision.strip_suffix("...").map_or((revision, false), |name| (name, true));
        let is_shallow = || self.git.ask(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer.starts_with(b"true"));
        let fetch = "fetch it first: `git fetch --unshallow` (`fetch-depth: 0` in actions/checkout)";
        let commit = |name: &str| {
            let answer = self.git.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")]);
            answer.map(|answer| String::from_utf8_lossy(&answer).trim().to_owned()).map_err(|_| {
                if is_shallow() {
                    format!("`{name}` is not in this shallow clone; {fetch}")
                } else {
                    format!("`{name}` is no commit of this repository; `git fetch` gets what others made, `git log` lists what there is")
                }
            })
        };
        let named = commit(name)?;
        if !is_fork {
            return Ok(named);
        }
        let base = self.git.ask(&["merge-base", &named, &commit("HEAD")?]).map_err(|_| {
            if is_shallow() {
                format!("where the current branch left `{name}` is not in this shallow clone; {fetch}")
            } else {
                format!("the current branch and `{name}` have no commit in common; name a commit without `...`")
            }
        })?;
        Ok(String::from_utf8_lossy(&base).trim().to_owned())
    }

    fn staged(&self, pathspecs: &[String]) -> Result<Vec<Change>, String> {
        let entries = self.diff(&["--cached"], pathspecs)?;
        let args = ["diff", "--name-only", "-z", "--no-ext-diff", "--no-relative", "--ignore-submodules=all"];
        let unstaged =
            if entries.is_empty() { Vec::new() } else { self.git.ask(&args.into_iter().chain(strs(pathspecs)).collect::<Vec<_>>())? };
        let unstaged: HashSet<&[u8]> = unstaged.split(|byte| *byte == 0).collect();
        let differing: Vec<String> =
            entries.iter().filter(|entry| entry.is_merged && unstaged.contains(&*entry.path)).map(|entry| entry.id.clone()).collect();
        let mut texts = self.git.blobs(&differing)?.into_iter();
        let change = |entry: Entry| {
            let staged = if entry.is_merged && unstaged.contains(&*entry.path) { texts.next() } else { None };
            Change { staged, ..self.change(entry) }
        };
        Ok(entries.into_iter().map(change).collect())
    }

    fn diff(&self, against: &[&str], pathspecs: &[String]) -> Result<Vec<Entry>, String> {
        let args: Vec<&str> = ["diff", "-z"].into_iter().chain(DIFF).chain(against.iter().copied()).chain(strs(pathspecs)).collect();
        let answer = self.git.ask(&args)?;
        diff::read(&answer).ok_or_else(|| "bug in cndlint: what `git diff` says is not understood; please report it".into())
    }

    fn change(&self, entry: Entry) -> Change {
        Change { path: self.top.join(program::path(&entry.path)), lines: entry.lines, staged: None }
    }
}

fn strs(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(String::as_str)
}

/// The places of lines, which `\n` ends, in `text`.
#[must_use]
pub fn places(text: &str, lines: &[Range<usize>]) -> Vec<Span> {
    let starts: Vec<usize> = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
    let start = |line: usize| starts.get(line).copied().unwrap_or(text.len());
    lines.iter().map(|lines| Span::new(start(lines.start), start(lines.end))).collect()
}
