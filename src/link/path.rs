//! Paths in destinations, as text: nothing here looks at a file.

use super::host::leading_host;
use super::scheme::mended;
use super::url::{Url, is_on_drive, percent_decoded};
use crate::text::nearest;

/// The path that a destination names on its own site, decoded; nothing for a URL and for a fragment alone.
#[must_use]
pub fn of(destination: &str) -> Option<String> {
    let url = Url::parse(destination);
    // What was meant as an address or a fragment is no path.
    if is_on_drive(destination)
        || is_at_home(destination)
        || destination.starts_with('＃')
        || mended(destination).is_some()
        || leading_host(destination).is_some()
    {
        return None;
    }
    // A template's or a generator's own is none: `{{ site.url }}`, `@site/x.md`.
    let is_path = url.is_local() && !url.path.is_empty() && !url.path.contains(['{', '<', '>', '$']) && !url.path.starts_with('@');
    is_path.then(|| percent_decoded(url.path).replace('\\', "/"))
}

/// Whether a destination is a file in a folder of the author's own machine: `/Users/name/slides.pdf`.
#[must_use]
pub fn is_at_home(destination: &str) -> bool {
    destination.starts_with("/Users/") && names_file(destination)
}

/// Words that stand where an address was to be written later. A page may be named `link` or `todo`.
const PLACEHOLDERS: [&str; 10] = ["URL", "url", "URI", "TODO", "TBD", "XXX", "xxx", "LINK", "リンク", "リンク先"];

/// Addresses to which something has to be added before they lead anywhere.
const BEGINNINGS: [&str; 8] = [
    "http://",
    "https://",
    "https://www.youtube.com/watch",
    "https://www.youtube.com/watch?v=",
    "https://youtube.com/watch?v=",
    "https://youtu.be/",
    "https://forms.gle/",
    "https://docs.google.com/forms/d/e/",
];

/// Whether a destination is a word or the beginning of an address, and the rest was to be written later.
#[must_use]
pub fn is_placeholder(destination: &str) -> bool {
    PLACEHOLDERS.contains(&destination) || BEGINNINGS.contains(&destination)
}

/// Endings of files that a site serves as they are, or that are posts: not those that a generator may make.
const ENDINGS: [&str; 44] = [
    "avif", "bmp", "c", "cpp", "css", "csv", "doc", "docx", "drawio", "gif", "go", "gz", "ico", "ipynb", "jpeg", "jpg", "js", "json",
    "key", "markdown", "md", "mdx", "mov", "mp3", "mp4", "odp", "pdf", "png", "ppt", "pptx", "py", "rb", "rs", "sh", "svg", "tar", "toml",
    "ts", "txt", "webm", "webp", "xlsx", "yaml", "yml",
];

/// The ending of the last name in a path, in lower case.
#[must_use]
pub fn ending(path: &str) -> Option<String> {
    let (stem, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    (!stem.is_empty() && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| ending.to_ascii_lowercase())
}

/// Whether a path names a file by its ending, and not a page by its address.
#[must_use]
pub fn names_file(path: &str) -> bool {
    ending(path).is_some_and(|ending| ENDINGS.binary_search(&ending.as_str()).is_ok())
}

/// Whether a path names a post.
#[must_use]
pub fn names_text(path: &str) -> bool {
    ending(path).is_some_and(|ending| matches!(ending.as_str(), "md" | "markdown" | "mdx"))
}

/// Whether a path leads through a folder below the page: `docs/setup/`, where `/docs/setup/` was meant.
#[must_use]
pub fn leads_down(path: &str) -> bool {
    !path.starts_with(['/', '.', '#', '＃']) && path.trim_end_matches('/').contains('/')
}

/// The names from the top down to what `path` names, seen from `folder`; nothing where it leads above the top. Empty names and `.` are none.
#[must_use]
pub fn joined(folder: &[String], path: &str) -> Option<Vec<String>> {
    let mut names = folder.to_vec();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()?),
            name => names.push(name.to_owned()),
        }
    }
    Some(names)
}

/// The nearest of `names`, where it can be meant: another number is another thing, and of one or two letters everything is near.
pub fn nearest_name<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).chars().count();
    let letters = |name: &str| -> String { name.chars().filter(|c| !c.is_numeric()).collect() };
    let is_other = |near: &str| letters(near) == letters(wrong) && near != wrong;
    (stem(wrong) > 2).then(|| nearest(wrong, names)).flatten().filter(|near| !is_other(near))
}

/// The path with another name in the place of that which has `behind` names behind it; nothing where that is none of the path's own.
#[must_use]
pub fn with_name(path: &str, behind: usize, name: &str) -> Option<String> {
    let mut end = path.len();
    let mut left = behind;
    for part in path.rsplit('/') {
        let start = end - part.len();
        if !matches!(part, "" | "." | "..") {
            if left == 0 {
                return Some(format!("{}{name}{}", &path[..start], &path[end..]));
            }
            left -= 1;
        }
        end = start.saturating_sub(1);
    }
    None
}

/// Whether a path that leads above a repository names a page that github.com has beside its files: `../../issues/1`.
#[must_use]
pub fn is_repository_page(path: &str) -> bool {
    const PAGES: [&str; 16] = [
        "..",
        ".",
        "actions",
        "blob",
        "commit",
        "commits",
        "compare",
        "discussions",
        "edit",
        "issues",
        "milestone",
        "pull",
        "pulls",
        "releases",
        "tree",
        "wiki",
    ];
    path.starts_with("../") && path.split('/').find(|name| !matches!(*name, ".." | ".")).is_none_or(|name| PAGES.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_urls_and_pages_from_files() {
        for (destination, path) in [
            ("a/b.md#c", Some("a/b.md")),
            ("%E5%9B%B3.png?x", Some("図.png")),
            ("..\\x", Some("../x")),
            ("#a", None),
            ("https://example.com/a.md", None),
            ("//example.com/a.md", None),
            ("mailto:a@b.example", None),
            ("www.cncf.io/a", None),
            ("＃図", None),
            ("C:\\x", None),
            ("/Users/a/b.pdf", None),
            ("/Users/a", Some("/Users/a")),
            ("{{ site.url }}/a.md", None),
            ("data:image/png;base64,xx", None),
        ] {
            assert_eq!(of(destination).as_deref(), path, "{destination}");
        }
        assert!(names_file("a/図.PNG") && names_file("/b.md") && !names_file("a.html") && !names_file("v1.2") && !names_file(".md"));
        assert!(ENDINGS.is_sorted());
    }

    #[test]
    fn another_number_is_another_thing() {
        assert_eq!(nearest_name("guide.md", ["gude.md", "x.md"]), Some("gude.md"));
        assert_eq!(nearest_name("step3.png", ["step1.png", "step2.png"]), None);
        assert_eq!(nearest_name("b.png", ["a.png"]), None);
    }

    #[test]
    fn one_name_in_a_path_is_replaced() {
        for (path, behind, expected) in [
            ("a/b.md", 0, Some("a/x")),
            ("a/b.md", 1, Some("x/b.md")),
            ("../a//b/", 0, Some("../a//x/")),
            ("/図/b", 1, Some("/x/b")),
            ("../b", 1, None),
        ] {
            assert_eq!(with_name(path, behind, "x").as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn no_path_leads_above_the_top() {
        let folder = ["a".to_owned(), "b".to_owned()];
        assert_eq!(joined(&folder, "../c/./d.md"), Some(vec!["a".to_owned(), "c".to_owned(), "d.md".to_owned()]));
        assert_eq!(joined(&folder, "../../.."), None);
        assert_eq!(joined(&folder, "../../../../etc/passwd"), None);
        assert!(is_repository_page("../../issues/1") && !is_repository_page("../../../etc/passwd"));
    }
}
