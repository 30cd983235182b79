//! Targets that take a Markdown text: checking, fixing, formatting, comments that switch rules off, ids of headings, reports.

use crate::common::{beside, own};
use crate::drive::{Seen, Target};
use crate::promises::{invalid_spans, problems_of_fix};
use crate::worlds::{WORLDS, World, worlds};
use cndlint::diagnostic::{Diagnostic, Level};
use cndlint::document::Document;
use cndlint::engine::{Scope, check, disable, examine, fix};
use cndlint::link::anchors::{Anchors, Found, titled};
use cndlint::manual::Language;
use cndlint::parse::{html, parse_at};
use cndlint::platform::dialect::HeadingIds;
use cndlint::platform::slug::{Named, ids};
use cndlint::report::{Failure, Format, Summary, View};
use cndlint::ruleset::MANUAL;
use std::collections::HashSet;
use std::env;
use std::mem::discriminant;

/// Comments that rules and other tools obey.
const COMMENTS: &[&str] = &[
    "<!-- cndlint-disable -->",
    "<!-- cndlint-enable -->",
    "<!-- cndlint-disable-next-line name-canonical -->\n",
    " <!-- cndlint-disable-line name-canonical, tab-hard -->",
    "<!-- cndlint-disable-file",
    "<!-- cndlint-disable-file heading-* -- 理由 -->\n",
    "<!-- markdownlint-disable MD013 line-length -->",
    "<!-- markdownlint-enable-file -->",
    "<!-- markdownlint-capture -->",
    "<!-- markdownlint-restore -->",
    "<!-- markdownlint-configure-file { \"MD013\": {\"line_length\": 0}, \"default\": true } -->",
    "<!-- textlint-disable -->",
    "directive-unused",
    ", ",
    "*",
    "-->\n",
];

pub(crate) const CHECK: Target =
    Target { name: "check", variants: WORLDS, pieces: COMMENTS, seeds: texts, cases: 600, share: 22, run: on_check };
pub(crate) const FIX: Target = Target { name: "fix", variants: WORLDS * 5, pieces: &[], seeds: texts, cases: 300, share: 26, run: on_fix };
pub(crate) const DISABLES: Target =
    Target { name: "disables", variants: WORLDS, pieces: COMMENTS, seeds: texts, cases: 120, share: 14, run: on_disables };
pub(crate) const SLUGS: Target = Target {
    name: "slugs",
    variants: WORLDS,
    pieces: &["# ", "\n## ", " {#a}", "-1", "_1", "İ", "ǅ", "ß", "ﬃ", "\u{301}"],
    seeds: texts,
    cases: 400,
    share: 4,
    run: on_slugs,
};
pub(crate) const REPORTS: Target = Target {
    name: "reports",
    variants: WORLDS,
    pieces: &["]]>", "::error::", "##vso[x]", "\u{1b}[31m", "\u{202e}", "\u{85}", "&#x0;", "\u{ffff}", "%", "\r"],
    seeds: texts,
    cases: 80,
    share: 8,
    run: on_reports,
};

/// Examples of the rules' pages, fixtures, documents; real posts too in a long run, where they are at hand.
fn texts() -> Vec<Vec<u8>> {
    let posts = if env::var_os("FUZZ_SECONDS").is_some() { beside() } else { Vec::new() };
    own().into_iter().chain(posts).map(|sample| sample.text.into_bytes()).collect()
}

fn require(holds: bool, message: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(message()) }
}

fn parsed(text: &str, world: &World) -> Document {
    parse_at(text, world.rules.platform, &world.facts.path)
}

/// What is found, and in what order; and which nodes stand in which.
fn note(doc: &Document, found: &[Diagnostic], seen: &mut Seen) {
    for node in doc.nodes() {
        seen.note((
            discriminant(&node.kind),
            node.parent().map(|parent| discriminant(&parent.kind)),
            node.next_sibling().map(|next| discriminant(&next.kind)),
        ));
    }
    for pair in found.windows(2) {
        seen.note((pair[0].rule, pair[0].message.id, pair[1].rule, pair[0].span.touches(pair[1].span)));
    }
    for diagnostic in found {
        let edits = diagnostic.fix.as_ref().map(|fix| (fix.level, fix.edits.len().min(4)));
        seen.note((diagnostic.rule, diagnostic.message.id, edits));
    }
}

fn on_check(input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    let (text, world) = (String::from_utf8_lossy(input), &worlds()[variant]);
    let doc = parsed(&text, world);
    let found = check(&doc, &world.facts, &world.rules);
    note(&doc, &found, seen);
    require(doc.source.text() == text, || "the text is another one".into())?;
    invalid_spans(&doc, &found).map_or(Ok(()), Err)?;
    let places = doc.directives.iter().flat_map(|of| of.names.iter().map(|(span, _)| *span).chain([of.span]));
    let places = places.chain(doc.configurations.iter().copied()).chain([doc.body]);
    for span in places {
        require(doc.source.get(span).is_some(), || format!("{}: a comment has no valid span: {span:?}", world.name))?;
    }
    for diagnostic in &found {
        for language in [Language::En, Language::Ja] {
            require(!MANUAL.message(diagnostic, language).is_empty(), || format!("{}: {} says nothing", world.name, diagnostic.rule))?;
        }
    }
    let again = check(&parsed(&text, world), &world.facts, &world.rules);
    require(again == found, || format!("{}: another look finds something else", world.name))
}

/// At each level, and the formatter.
fn on_fix(input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    let (text, world) = (String::from_utf8_lossy(input), &worlds()[variant % WORLDS]);
    let is_format = variant / WORLDS == 4;
    let (rules, level) = if is_format { (&world.format, Level::Layout) } else { (&world.rules, Level::ALL[variant / WORLDS]) };
    let said = |what: &str| format!("{}{}: {what}", world.name, if is_format { " fmt" } else { "" });
    if let Some(problem) = problems_of_fix(&text, &world.facts, rules, level).into_iter().next() {
        return Err(said(&problem));
    }
    let fixed = fix(&text, &world.facts, rules, level);
    let (before, after) = (parsed(&text, world), parsed(&fixed.text, world));
    note(&after, &fixed.rest.found, seen);
    require((fixed.applied == 0) == (fixed.text == *text), || said("what is counted is not what changed"))?;
    require(fixed.rest.found == examine(&after, &world.facts, rules).found, || said("what is left is not what a new look finds"))?;
    let is_left = |diagnostic: &&Diagnostic| diagnostic.fix.as_ref().is_some_and(|fix| fix.level >= level);
    // Such texts are not fixed at all.
    let is_left_alone = !cndlint::text::conflicts(&fixed.text).is_empty() || fixed.text.contains('\0');
    if let Some(left) = fixed.rest.found.iter().find(is_left).filter(|_| !is_left_alone) {
        return Err(said(&format!("a fix of {} is left", left.rule)));
    }
    if level == Level::Layout {
        require(html(&before, world.rules.platform) == html(&after, world.rules.platform), || said("layout changes what is shown"))?;
    }
    Ok(())
}

/// Silent afterwards, and twice is once.
fn on_disables(input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    let (text, world) = (String::from_utf8_lossy(input), &worlds()[variant]);
    let doc = parsed(&text, world);
    let scope = Scope::default();
    let found = check(&doc, &world.facts, &world.rules);
    let disabled = disable(&doc, &found, &world.facts, &world.rules, &scope);
    if !disabled.left.is_empty() {
        seen.note(("left", disabled.left));
        return require(disabled.text == text, || format!("{}: not all is hidden, and the text is another one", world.name));
    }
    let after = parsed(&disabled.text, world);
    seen.note(after.directives.iter().map(|directive| (discriminant(&directive.scope), directive.names.len())).collect::<Vec<_>>());
    let heard = check(&after, &world.facts, &world.rules);
    if let Some(first) = heard.first() {
        return Err(format!("{}: {} is heard afterwards", world.name, first.rule));
    }
    let twice = disable(&after, &heard, &world.facts, &world.rules, &scope);
    require(twice.text == disabled.text, || format!("{}: twice is not once", world.name))
}

const WAYS: [HeadingIds; 11] = [
    HeadingIds::Github,
    HeadingIds::GithubSlugger,
    HeadingIds::Zenn,
    HeadingIds::Comrak,
    HeadingIds::Hugo,
    HeadingIds::HugoAscii,
    HeadingIds::Blackfriday,
    HeadingIds::Kramdown,
    HeadingIds::PythonMarkdown,
    HeadingIds::PythonMarkdownUnicode,
    HeadingIds::Pymdownx,
];

fn on_slugs(input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    let (text, world) = (String::from_utf8_lossy(input), &worlds()[variant]);
    let lines: Vec<(Named, usize)> = text.lines().map(|line| (Named::Words(line.to_owned()), 1 + line.len() % 6)).collect();
    for way in WAYS {
        let made = ids(way, lines.iter().cloned());
        require(made == ids(way, lines.iter().cloned()), || format!("{way:?}: another time makes others"))?;
        let given: Vec<&String> = made.iter().flatten().collect();
        let different: HashSet<&String> = given.iter().copied().collect();
        require(different.len() == given.len(), || format!("{way:?}: two headings have one id"))?;
        // Zenn leaves all but white space to the percent-encoding of the page.
        let is_odd = |c: char| c.is_whitespace() || c.is_control() && way != HeadingIds::Zenn;
        if let Some(odd) = given.iter().find(|id| id.contains(is_odd)) {
            return Err(format!("{way:?}: an id with a control character or white space: {odd:?}"));
        }
        seen.note((way, made.iter().map(|id| id.as_ref().map(|id| id.len().min(3))).collect::<Vec<_>>()));
    }
    let doc = parsed(&text, world);
    let dialect = &world.rules.platform.dialect;
    let ways = &dialect.heading_ids;
    let Some(anchors) = Anchors::of(&doc, dialect, ways) else { return Ok(()) };
    // An id given by hand is one of a heading's words where the platform knows no such ids; github.com takes its own prefix away.
    let is_apart = |id: &String| id.starts_with("user-content-") || !dialect.heading_attributes && text.contains("{#");
    for way in ways {
        for id in titled(&doc, *way, dialect).into_iter().filter_map(|titled| titled.id).filter(|id| !is_apart(id)) {
            // As an address has it: a `%` of the id is no encoding.
            let found = anchors.find(&id.replace('%', "%25"));
            require(!matches!(found, Found::No(_)), || format!("{}: a heading's own id is not found: {id:?}", world.name))?;
        }
    }
    Ok(())
}

const FORMATS: [Format; 12] = [
    Format::Full,
    Format::Concise,
    Format::Json,
    Format::JsonLines,
    Format::Github,
    Format::StepSummary,
    Format::Gitlab,
    Format::Sarif,
    Format::Junit,
    Format::Checkstyle,
    Format::Rdjson,
    Format::Azure,
];

/// The first line is the file's name.
fn on_reports(input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    let (text, world) = (String::from_utf8_lossy(input), &worlds()[variant]);
    let doc = parsed(&text, world);
    let found = check(&doc, &world.facts, &world.rules);
    let path: String = text.chars().take(60).take_while(|c| *c != '\n').collect();
    let failures = [Failure { path: path.clone(), message: text.chars().take(200).collect() }];
    let language = [Language::En, Language::Ja][input.len() % 2];
    let view = View { path: &path, source: &doc.source, found: &found, platform: world.rules.platform, language, color: false };
    for format in FORMATS {
        // As a run does it: a part that says nothing is none.
        let parts: Vec<String> = [format.file(&view)].into_iter().filter(|part| !part.is_empty()).collect();
        let written = format.run(&parts, &failures, &Summary::of(&found, Level::Repair), language);
        seen.note((format!("{format:?}"), found.len().min(5)));
        well_formed(format, &written).map_err(|problem| format!("{format:?}: {problem}"))?;
    }
    Ok(())
}

fn well_formed(format: Format, written: &str) -> Result<(), String> {
    let is_hostile = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    if let Some(hostile) = written.chars().find(|c| is_hostile(*c)) {
        return Err(format!("a control character as it is: {hostile:?}"));
    }
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).map(drop).map_err(|error| error.to_string());
    match format {
        Format::Json | Format::Gitlab | Format::Sarif | Format::Rdjson => json(written),
        Format::JsonLines => written.lines().try_for_each(json),
        Format::Junit | Format::Checkstyle => roxmltree::Document::parse(written).map(drop).map_err(|error| error.to_string()),
        Format::Github => written.lines().try_for_each(|line| require(line.starts_with("::"), || format!("no command: {line:?}"))),
        Format::Azure => {
            written.lines().try_for_each(|line| require(line.matches("##vso[").count() == 1, || format!("not one command: {line:?}")))
        }
        Format::Full | Format::Concise | Format::StepSummary => Ok(()),
    }
}
