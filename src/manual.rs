//! The rules' pages: metadata, messages in both languages, and examples that are the tests.

use crate::diagnostic::{Arg, Diagnostic, Level, Message, Severity};
use crate::link::veil::veiled;
use crate::rule::{Compat, Entry};
use crate::text::cut;
use std::borrow::Cow;

/// A language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// The key in a page and the value of `--lang`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }
}

/// What several rules say: see [`Arg::Phrase`].
#[must_use]
pub fn phrases() -> Page {
    Page::new(include_str!("../rules/platforms/phrases.md"))
}

/// Lines around the head of a page.
const HEAD: &str = "---\n";
const END: &str = "---";

/// A page `rules/<name>.md`, read on demand: a run needs few lines of few pages, so nothing is parsed before it is asked for.
///
/// Its head is a small subset of YAML: `key: value` lines, values with or without double quotes, and under `messages:` an id with one line per language.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    text: &'static str,
}

impl Page {
    /// The page of a rule.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self::new(entry.page)
    }

    /// The page that this text is. One without a head has an empty one; a test sees to it that none is.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text }
    }

    /// The lines of the head. Every run asks all pages for a line at the top, so no page is split before.
    fn head(self) -> impl Iterator<Item = &'static str> {
        let mut rest = self.text.strip_prefix(HEAD);
        let lines = std::iter::from_fn(move || {
            let (line, after) = cut(rest?, b'\n');
            rest = after;
            Some(line)
        });
        lines.take_while(|line| *line != END)
    }

    /// The value of a key of the head.
    #[must_use]
    pub fn get(self, key: &str) -> Option<&'static str> {
        self.head().find_map(|line| Some(unquoted(line.strip_prefix(key)?.strip_prefix(':')?.trim())))
    }

    /// One sentence on what the rule wants.
    #[must_use]
    pub fn summary(self, language: Language) -> &'static str {
        let key = if language == Language::Ja { "summary-ja" } else { "summary" };
        self.get(key).unwrap_or_default()
    }

    /// The severity where nothing is configured.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.get("severity").and_then(Severity::from_name).unwrap_or(Severity::Off)
    }

    /// The levels of the fixes the rule may offer, least sure first; none where it mends nothing.
    #[must_use]
    pub fn levels(self) -> Vec<Level> {
        let mut levels: Vec<_> = list(self.get("fix").unwrap_or_default()).filter_map(Level::from_name).collect();
        levels.sort_unstable();
        levels
    }

    /// What other tools call the rule.
    pub fn aliases(self) -> impl Iterator<Item = &'static str> {
        list(self.get("aliases").unwrap_or_default())
    }

    /// Ids of the messages, in the page's order.
    pub fn message_ids(self) -> impl Iterator<Item = &'static str> {
        let messages = self.head().skip_while(|line| *line != "messages:").skip(1).take_while(|line| line.starts_with(' '));
        messages.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' '))?.strip_suffix(':'))
    }

    /// The text of a message with its placeholders.
    #[must_use]
    pub fn template(self, id: &str, language: Language) -> Option<&'static str> {
        let mut lines = self.head().skip_while(|line| *line != "messages:").skip(1);
        lines.find(|line| line.strip_prefix("  ").and_then(|line| line.strip_suffix(':')) == Some(id))?;
        let of_message = lines.take_while(|line| line.starts_with("    "));
        of_message.map(str::trim).find_map(|line| Some(unquoted(line.strip_prefix(language.code())?.strip_prefix(':')?.trim())))
    }

    /// A message as a person reads it. An id or a placeholder that the page lacks is shown as it is: a test keeps that from happening.
    #[must_use]
    pub fn message(self, message: &Message, language: Language) -> String {
        let template = self.template(message.id, language).unwrap_or(message.id);
        let mut text = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = match message.args.iter().find(|(arg, _)| *arg == name) {
                Some((_, Arg::Text(text))) => text,
                Some((_, Arg::Phrase(id))) => phrases().template(id, language).unwrap_or(id),
                None => name,
            };
            text.push_str(before);
            text.push_str(value);
            rest = after;
        }
        text.push_str(rest);
        text
    }

    /// The page without its head.
    #[must_use]
    pub fn body(self) -> &'static str {
        let body = self.text.strip_prefix(HEAD).and_then(|rest| rest.split_once("\n---\n"));
        body.map_or(self.text, |(_, body)| body)
    }

    /// The examples, in order.
    #[must_use]
    pub fn examples(self) -> Vec<Example> {
        examples(self.body())
    }
}

/// A value without its double quotes. There are no escapes in them.
fn unquoted(value: &'static str) -> &'static str {
    value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value)
}

/// `[a, b]` or `a`; `none` is nothing.
fn list(value: &'static str) -> impl Iterator<Item = &'static str> {
    let inside = value.trim_start_matches('[').trim_end_matches(']');
    inside.split(',').map(str::trim).filter(|item| !item.is_empty() && *item != "none")
}

/// What an example shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Findings in exactly these lines, once per number.
    Bad(Vec<usize>),
    /// The text of the `bad` before, after all fixes of every level.
    Fixed,
    /// No finding.
    Good,
    /// TOML options for the examples after it.
    Options,
    /// What the world says to the examples after it, as TOML.
    Facts,
}

/// A fenced block of a page whose info string says what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it shows.
    pub shows: Shows,
    /// Its text. `→` stands for a tab, `␣` for a space at a line's end, `␍` for a carriage return, `\u{200b}` for the character of that number, `∅`
    /// at the end for no final newline.
    pub text: String,
    /// 1-based line of the page's body at which it begins.
    pub line: usize,
    /// The platform it is for.
    pub platform: &'static str,
    /// The path of its file.
    pub path: &'static str,
    /// Whose answer it shows.
    pub compat: Compat,
}

/// In the info string of an example: what markdownlint says of it.
const MARKDOWNLINT: &str = "markdownlint";

fn examples(body: &'static str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = body.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let fence_length = line.bytes().take_while(|&byte| byte == b'`').count();
        if fence_length < 3 {
            continue;
        }
        let fence = &line[..fence_length];
        let mut text = String::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| *line != fence) {
            text.push_str(line);
            text.push('\n');
        }
        let info = &line[fence_length..];
        if let Some(shows) = shows(info) {
            let marked = [("→", "\t"), ("␣", " "), ("␍", "\r"), ("∅\n", "")];
            let text = unescaped(&marked.iter().fold(text, |text, (mark, meant)| text.replace(mark, meant)));
            // `zenn:articles/a.md`, or `zenn` alone. What a text is fixed to lies where that text does.
            let mut words = info.split_whitespace().skip(2).filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
            let is_strict = words.clone().any(|word| word == MARKDOWNLINT);
            let place = words.find(|word| *word != MARKDOWNLINT);
            let before = examples.last().filter(|_| shows == Shows::Fixed);
            let around = before.map_or(("generic", ""), |before| (before.platform, before.path));
            let compat = if is_strict { Compat::Markdownlint } else { before.map_or(Compat::Own, |before| before.compat) };
            let (platform, path) = place.map_or(around, |place| place.split_once(':').unwrap_or((place, "")));
            examples.push(Example { shows, text, line: number + 1, platform, path, compat });
        }
    }
    examples
}

/// Puts characters in the place of their numbers: `\u{200b}`.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut unescaped = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let named = part.split_once('}').and_then(|(number, rest)| Some((char::from_u32(u32::from_str_radix(number, 16).ok()?)?, rest)));
        if let Some((c, rest)) = named {
            unescaped.push(c);
            unescaped.push_str(rest);
        } else {
            unescaped.push_str("\\u{");
            unescaped.push_str(part);
        }
    }
    unescaped
}

fn shows(info: &str) -> Option<Shows> {
    let mut words = info.split_whitespace();
    match (words.next()?, words.next()?) {
        ("md", "bad") => Some(Shows::Bad(words.filter_map(|word| word.parse().ok()).collect())),
        ("md", "fixed") => Some(Shows::Fixed),
        ("md", "good") => Some(Shows::Good),
        ("toml", "options") => Some(Shows::Options),
        ("toml", "facts") => Some(Shows::Facts),
        _ => None,
    }
}

/// All pages, to find a rule by any of its names and to put findings into words.
#[derive(Clone, Copy)]
pub struct Manual {
    entries: &'static [Entry],
}

impl Manual {
    /// The manual of these rules.
    #[must_use]
    pub const fn new(entries: &'static [Entry]) -> Self {
        Self { entries }
    }

    /// The rules in order of their names.
    pub fn entries(self) -> impl Iterator<Item = &'static Entry> {
        self.entries.iter()
    }

    /// The rule of this name or alias. Aliases are compared without case: `md001` is `MD001`.
    #[must_use]
    pub fn find(self, name: &str) -> Option<&'static Entry> {
        let exact = self.entries.iter().find(|entry| entry.name == name);
        exact.or_else(|| self.entries.iter().find(|entry| Page::of(entry).aliases().any(|alias| alias.eq_ignore_ascii_case(name))))
    }

    /// A finding in words.
    #[must_use]
    pub fn message(self, diagnostic: &Diagnostic, language: Language) -> String {
        self.words(diagnostic.rule, &diagnostic.message, language)
    }

    /// A message of a rule in words, without the secrets of addresses in it.
    #[must_use]
    pub fn words(self, rule: &str, message: &Message, language: Language) -> String {
        let entry = self.entries.iter().find(|entry| entry.name == rule);
        let words = entry.map_or_else(|| message.id.to_owned(), |entry| Page::of(entry).message(message, language));
        if let Cow::Owned(veiled) = veiled(&words) { veiled } else { words }
    }
}
