//! Which line of a front matter gives the text its title.

use regex_lite::{Regex, RegexBuilder};
use serde::Deserialize;

/// The option `front_matter_title`: a regular expression that is looked for in each line of the block, without regard to case. An empty one finds
/// nothing; the default finds the key `title`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "String")]
pub struct TitlePattern(Wanted);

#[derive(Clone, Debug, Default)]
enum Wanted {
    #[default]
    Key,
    Nothing,
    Pattern(Regex),
}

impl TryFrom<String> for TitlePattern {
    type Error = String;

    fn try_from(pattern: String) -> Result<Self, String> {
        if pattern.is_empty() {
            return Ok(Self(Wanted::Nothing));
        }
        let regex = RegexBuilder::new(&pattern).case_insensitive(true).build();
        regex.map(|regex| Self(Wanted::Pattern(regex))).map_err(|error| format!("`{pattern}`: {error}"))
    }
}

impl TitlePattern {
    /// Whether one of the lines of `block` gives a title.
    #[must_use]
    pub fn is_in(&self, block: &str) -> bool {
        let mut lines = block.split(['\n', '\r']);
        match &self.0 {
            Wanted::Nothing => false,
            Wanted::Key => lines.any(is_title),
            Wanted::Pattern(regex) => lines.any(|line| regex.is_match(line)),
        }
    }
}

/// `title:`, `"title":` or `title =`, indented or not.
fn is_title(line: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix('"').unwrap_or(line);
    let Some((key, rest)) = line.split_at_checked("title".len()) else { return false };
    let rest = rest.strip_prefix('"').unwrap_or(rest).trim_start();
    key.eq_ignore_ascii_case("title") && rest.starts_with([':', '='])
}

#[cfg(test)]
mod tests {
    use super::TitlePattern;

    #[test]
    fn a_title_is_a_line_of_the_block() {
        let key = TitlePattern::default();
        for block in ["---\ntitle: 題\n---\n", "+++\r\n Title = '題'\r\n+++\r\n", "{\n \"title\" : \"題\"\n}\n"] {
            assert!(key.is_in(block), "{block}");
        }
        assert!(!key.is_in("---\nsubtitle: 題\ntitles: 題\n---\n"));
        let own = TitlePattern::try_from("^name:".to_owned()).unwrap();
        assert!(own.is_in("---\nName: 題\n---\n") && !own.is_in("---\ntitle: 題\n---\n"));
        assert!(!TitlePattern::try_from(String::new()).unwrap().is_in("---\ntitle: 題\n---\n"));
        assert!(TitlePattern::try_from("(".to_owned()).is_err());
    }
}
