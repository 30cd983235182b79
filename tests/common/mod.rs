//! Texts to run things on.

use cndlint::manual::Page;
use cndlint::ruleset::MANUAL;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of real posts and odd inputs beside the checkout. Too large and not ours to keep: what uses it is skipped where it is absent.
const BESIDE: &str = "../shared";

/// A text and where it is from.
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The examples of all pages, the pages themselves, the fixtures and the project's own documents.
pub(crate) fn own() -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    for entry in MANUAL.entries() {
        let examples = Page::of(entry).examples();
        samples.extend(examples.into_iter().map(|example| Sample { name: format!("{}:{}", entry.name, example.line), text: example.text }));
    }
    for folder in ["fixtures", "rules", "."] {
        samples.extend(markdown(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).as_path(), folder != "."));
    }
    samples
}

/// Real posts, hostile inputs and writeups, where they are at hand.
pub(crate) fn beside() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(BESIDE);
    let samples: Vec<_> = ["corpus", "adversarial", "writeups"].iter().flat_map(|part| markdown(&folder.join(part), true)).collect();
    if samples.is_empty() {
        println!("skipped: no corpus in {BESIDE}");
    }
    samples
}

fn markdown(folder: &Path, deep: bool) -> Vec<Sample> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<PathBuf> = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() && deep {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md")
                && let Ok(text) = fs::read_to_string(&path)
            {
                found.push(Sample { name: path.display().to_string(), text });
            }
        }
    }
    found
}

/// A generator of pseudo-random numbers (xorshift64*), the same on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap() % limit
    }
}

/// Pieces that random documents are made of: all markup, the characters that parsers trip over, and names.
pub(crate) const PIECES: [&str; 103] = [
    "# ",
    "## ",
    "###### ",
    "#",
    "＃ ",
    "　",
    "\n",
    "\n\n",
    "\n\n\n",
    "\r\n",
    "\r",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "> ",
    ">",
    "\t",
    " ",
    "  ",
    "    ",
    "```",
    "```sh\n",
    "~~~",
    "`",
    "``",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "[",
    "]",
    "](",
    ")",
    "[a]: ",
    "[a]",
    "[]",
    "![",
    "<",
    ">",
    "<!-- ",
    " -->",
    "<b>",
    "</b>",
    "<div>\n",
    "https://example.com/",
    "|",
    "\n|---|\n",
    "\\",
    "\\|",
    "&amp;",
    "&",
    "---\n",
    "===\n",
    ":::message\n",
    ":::note warn\n",
    "::::details 題\n",
    ":::details\n",
    ":::\n",
    "::::\n",
    "@[card](https://example.com/)\n",
    "@[x](y) z\n",
    "$a_b$",
    "$$\n",
    "$",
    " =250x)",
    "![](/images/a.png",
    "{{< x \"a\" >}}",
    "{{< /x >}}",
    "{{% highlight %}}",
    "{{",
    "}}",
    "{% raw %}",
    "%}",
    "[:contents]",
    "[tex: a_b*c]",
    "{#id .a}",
    "!!! note \"T\"\n",
    "[^1]",
    "[^1]: 注",
    "あ",
    "終わり。",
    "「引用」",
    "（注）",
    "が\u{3099}",
    "🎉",
    "👨‍👩‍👧",
    "Github",
    "kubernetes",
    "\u{feff}",
    "\0",
    "\u{200b}",
    "作\u{200b}成",
    "a\u{ad}b",
    "\u{a0}",
    "\u{8}",
    "```md\n",
    "\n```sh\na\n```\n",
    "www.",
];

/// A document of `length` random pieces.
pub(crate) fn random_text(random: &mut Random, length: usize) -> String {
    (0..length).map(|_| PIECES[random.below(PIECES.len())]).collect()
}
