//! What is to be said of a spelling.

use super::english::{is_english, may_be_word};
use super::guard::{begins_sentence, is_code_line, is_identifier_part, is_tag_list, stands_in_japanese};
use super::near::{behind, in_front};
use super::pack::{Day, Mode, Policy};
use super::{Field, Mention, Name, Names, Role, fold, words};
use crate::text::{halfwidth, is_japanese, joins_word, nearest};

/// How a mention stands to its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'n> {
    /// It is written right: with the spelling that it is.
    Right(Field<'n>),
    /// It is written wrong, and this is right.
    Wrong(Verdict, &'n str),
    /// It may mean something else, or is no prose.
    Open,
}

/// How sure it is that a spelling is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing else can be meant.
    Certain,
    /// Most likely the name, maybe a command, a word, or right on the day the text was written.
    Likely,
    /// Two words that may be meant, shouting, a command. Most likely the name where a text has the right spelling too; in lower case, where it has that far
    /// more often.
    Doubtful,
}

impl Names {
    /// What is to be said of a mention in `text`, written on `day` (0 where that is not known).
    #[must_use]
    pub fn judge<'n>(&self, text: &str, mention: &Mention<'n>, day: Day) -> Standing<'n> {
        let Mention { start, end, name } = *mention;
        let written = &text[start..end];
        let field = name.field(written);
        if let Some(field) = field.filter(|field| is_right(*field)) {
            return Standing::Right(field);
        }
        // Most words in lower case that are a name too: pods, nodes, services.
        let is_small = |byte: &u8| byte.is_ascii_lowercase();
        let may_be_small = matches!(name.mode(), Mode::Fold | Mode::Command);
        if field.is_none() && !may_be_small && written.as_bytes().iter().all(is_small) {
            return Standing::Open;
        }
        if self.is_allowed(written) {
            return Standing::Open;
        }
        let Some((verdict, right)) = spelled(text, mention, day) else { return Standing::Open };
        let is_no_prose = is_identifier_part(text, start, end) || is_code_line(text, start, end);
        let is_tag = !written.contains(' ') && right.contains(' ') && is_tag_list(text, start, end);
        if is_no_prose || is_tag { Standing::Open } else { Standing::Wrong(verdict, right) }
    }
}

fn is_right(field: Field<'_>) -> bool {
    match field.role {
        Role::Canonical => true,
        Role::Alias(policy) => policy != Policy::Forbid,
        _ => false,
    }
}

/// The right spelling for a mention and how sure that is; nothing where it may be right.
fn spelled<'n>(text: &str, mention: &Mention<'n>, day: Day) -> Option<(Verdict, &'n str)> {
    let (name, written) = (mention.name, &text[mention.start..mention.end]);
    let plain: String = written.chars().map(halfwidth).collect();
    let right = nearest_spelling(name, &plain);
    if let Some(field) = name.field(&plain) {
        if is_right(field) {
            return Some((Verdict::Certain, right));
        }
        let right = unsaid(text, mention, right);
        if field.since == 0 && field.until == 0 {
            // `K8` is short enough to be something else; and beside another word it may be that which has to go.
            let is_short = plain.len() <= SHORT;
            let is_crowded = words(right).count() > words(&plain).count() && has_latin_beside(text, mention.start, mention.end);
            let verdict = if is_crowded { Verdict::Likely } else { Verdict::Certain };
            return Some((if is_short { Verdict::Doubtful } else { verdict }, right));
        }
        // A spelling that is wrong since some day, in a text without a date.
        let is_time = day == 0 || day >= field.since && (field.until == 0 || day < field.until);
        return is_time.then_some((if day == 0 { Verdict::Likely } else { Verdict::Certain }, right));
    }
    by_mode(text, mention, &plain, right).map(|verdict| (verdict, right))
}

/// The right spelling that differs in case only, or else in separators, or else in least letters; the canonical one where there is none.
fn nearest_spelling<'n>(name: Name<'n>, written: &str) -> &'n str {
    let right = || name.fields().filter(|field| is_right(*field)).map(|field| field.text);
    let has_capital = |text: &str| text.bytes().any(|byte| byte.is_ascii_uppercase());
    // `Docker-Compose` is the name and not the command.
    let is_meant = |text: &&str| has_capital(text) || !has_capital(written);
    let same = right().filter(is_meant).find(|text| text.eq_ignore_ascii_case(written));
    let same = same.or_else(|| {
        let folded = fold(written);
        let is_same = |text: &&str| fold(text) == folded;
        right().filter(is_meant).find(is_same).or_else(|| right().find(is_same)).or_else(|| {
            let all: Vec<String> = right().map(fold).collect();
            let near = nearest(&folded, all.iter().map(String::as_str))?;
            right().find(|text| fold(text) == near)
        })
    });
    same.unwrap_or_else(|| name.text())
}

/// Longest wrong spelling that is too short to be sure of.
pub(super) const SHORT: usize = 2;

/// `right` without those of its words that stand beside the place already: `Alibaab Cloud` is not to become `Alibaba Cloud Cloud`.
fn unsaid<'n>(text: &str, mention: &Mention<'_>, right: &'n str) -> &'n str {
    let (before, after) = (&text[..mention.start], &text[mention.end..]);
    let gaps = || right.match_indices(' ').map(|(at, _)| at);
    let is_before = |at: &usize| words(&right[..*at]).collect::<Vec<_>>().into_iter().rev().try_fold(before, in_front).is_some();
    let is_after = |at: &usize| words(&right[at + 1..]).try_fold(after, behind).is_some();
    if let Some(at) = gaps().rev().find(is_before) {
        return &right[at + 1..];
    }
    gaps().find(is_after).map_or(right, |at| &right[..at])
}

/// Whether a Latin word stands next to `start..end`.
fn has_latin_beside(text: &str, start: usize, end: usize) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(joins_word);
    let before = text[..start].strip_suffix([' ', '-']).is_some_and(|before| is_latin(before.chars().next_back()));
    before || text[end..].strip_prefix([' ', '-']).is_some_and(|after| is_latin(after.chars().next()))
}

fn by_mode(text: &str, mention: &Mention<'_>, plain: &str, right: &str) -> Option<Verdict> {
    let Mention { start, end, name } = *mention;
    let is_wide = plain.len() != end - start;
    let capitals = plain.chars().filter(char::is_ascii_uppercase).count();
    let small = plain.chars().filter(char::is_ascii_lowercase).count();
    let in_japanese = || stands_in_japanese(text, start, end);
    let mode = name.mode();
    if mode == Mode::Exact || mode == Mode::Short {
        let is_parted = mode == Mode::Exact && is_parted(plain, right);
        return if is_odd(plain, right) { Some(Verdict::Certain) } else { is_parted.then_some(Verdict::Doubtful) };
    }
    let is_split = plain.contains([' ', '-']) && !right.contains([' ', '-', '.', '/', '+']);
    if capitals == 0 {
        // `git hub` is a slip, `open cost` two words.
        let is_word = if is_split { plain.split([' ', '-']).all(may_be_word) } else { right != name.text() && may_be_word(plain) };
        // `aws-cdk` is a package, `'mariadb'` a value.
        let is_slug = plain.contains('-') && !right.contains('-') || text[..start].ends_with(['"', '\'']);
        if mode == Mode::Command {
            let may_be_name = right == name.text() && !is_split && !is_slug && !is_tool(text, start, end);
            return (may_be_name && in_japanese()).then_some(Verdict::Doubtful);
        }
        return (mode == Mode::Fold && !is_word && !is_slug && in_japanese()).then_some(Verdict::Likely);
    }
    // Shouting, a heading in capitals or a variable; and `Kaito` is a person, `KAITO` a project.
    let is_acronym = !right.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_title = capitals == 1 && plain.starts_with(|c: char| c.is_ascii_uppercase());
    if !is_wide && (small == 0 || is_acronym && is_title) {
        let is_shouted = small == 0 && mode != Mode::Kind && !is_acronym && !plain.contains(' ') && plain.len() >= SHORTEST_SHOUTED;
        return (is_shouted && !is_tool(text, start, end) && in_japanese()).then_some(Verdict::Doubtful);
    }
    // `the gateway API` and `type Script` are words, and so is `Cloud run` at the beginning of an English sentence.
    let mut parts = plain.split(' ');
    if plain.contains(' ') {
        if !parts.next().is_some_and(|first| first.starts_with(|c: char| c.is_ascii_uppercase()))
            && right.starts_with(|c: char| c.is_ascii_uppercase())
        {
            return None;
        }
        let is_lowered = parts.any(|part| part.starts_with(|c: char| c.is_ascii_lowercase())) && mode != Mode::Fold;
        if is_lowered {
            // A cloud storage is one of many, `Docker hub` is not.
            let are_words = plain.split(' ').all(|part| may_be_word(&part.to_ascii_lowercase()));
            return in_japanese().then_some(if are_words { Verdict::Likely } else { Verdict::Certain });
        }
    }
    if mode == Mode::Kind {
        let is_object = plain.starts_with(|c: char| c.is_ascii_uppercase()) && !plain.contains([' ', '-']);
        let is_notion = is_english(&plain.to_ascii_lowercase()) && !is_odd(plain, right);
        return (is_object && !is_notion).then_some(Verdict::Certain);
    }
    // `OpenCost` as `Open Cost`: two words that may be meant.
    if is_split && plain.split([' ', '-']).map(str::to_ascii_lowercase).all(|part| may_be_word(&part)) {
        return Some(if in_japanese() { Verdict::Likely } else { Verdict::Doubtful });
    }
    // English begins every sentence with a capital.
    let is_sentence_case =
        capitals == 1 && plain.starts_with(|c: char| c.is_ascii_uppercase()) && right.starts_with(|c: char| c.is_ascii_lowercase());
    if is_sentence_case && begins_sentence(text, start) && !text[end..].trim_start().starts_with(is_japanese) {
        return None;
    }
    Some(Verdict::Certain)
}

/// Whether an ordinary word is written in a way that no word is: `SeRvice`. Capitals that begin words may be meant: `ReAct`, `NameSpace`.
fn is_odd(plain: &str, right: &str) -> bool {
    let is_same_length = plain.len() == right.len() && plain.len() >= SHORTEST_ODD;
    let has_small = plain.bytes().any(|byte| byte.is_ascii_lowercase());
    let starts_alike = plain.bytes().next() == right.bytes().next();
    let mut part = String::new();
    let mut parts = Vec::new();
    for c in plain.chars() {
        if c.is_ascii_uppercase() && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
        }
        part.push(c.to_ascii_lowercase());
    }
    parts.push(part);
    is_same_length
        && has_small
        && starts_alike
        && parts.len() > 1
        && plain.eq_ignore_ascii_case(right)
        && !parts.iter().all(|part| may_be_word(part))
}

/// Shortest ordinary word whose capitals are looked at.
const SHORTEST_ODD: usize = 6;

/// Shortest name in capitals that is not taken for an abbreviation of something else.
const SHORTEST_SHOUTED: usize = 4;

/// Whether an ordinary word is written as if it were two: `GateKeeper`. Of short ones something else is made: `ReAct`.
fn is_parted(plain: &str, right: &str) -> bool {
    let mut parts = plain.split_inclusive(|c: char| c.is_ascii_uppercase()).skip(1);
    let is_one =
        parts.next().is_some_and(|part| part.len() > SHORTEST_PART) && parts.next().is_some_and(|part| part.len() >= SHORTEST_PART);
    let starts_alike = plain.bytes().next() == right.bytes().next();
    is_one && parts.next().is_none() && starts_alike && plain.eq_ignore_ascii_case(right) && capitals(right) == 1
}

/// Shortest part of such a word.
const SHORTEST_PART: usize = 4;

fn capitals(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_uppercase).count()
}

/// What stands behind a name in lower case where the command, the package, the user or the word itself is meant.
const TOOLS: &str = "コマンド サブコマンド グループ ユーザ パッケージ イメージ ディレクトリ フォルダ ファイル コンテナ プロセス デーモン サービス リポジトリ レポジトリ \
    ブランチ タグ モジュール プラグイン ライブラリ バイナリ ジョブ チャート 名前空間 ネームスペース アカウント オプション ラベル キー ホスト ロール データベース 変数 クラス \
    クライアント スクリプト 形式 用 という と表示 と入力 と打 と出 と書 を叩 を打 を実行";

/// Whether a name in lower case is that of a file, a package or a command, as quotes or what stands behind it say.
fn is_tool(text: &str, start: usize, end: usize) -> bool {
    let after = text[end..].trim_start_matches(' ');
    text[..start].ends_with(['「', '『', '"', '\'', '“', '‘', '(', '（', '<', '＜', '['])
        || TOOLS.split(' ').filter(|tool| !tool.is_empty()).any(|tool| after.starts_with(tool))
}
