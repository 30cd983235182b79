//! Events of conferences: as a title names them, and as the addresses of their talks do.

use super::url::Url;
use crate::document::Document;
use crate::text::joins_word;
use std::fmt;

/// A series of events.
#[derive(Debug, PartialEq, Eq)]
pub struct Series {
    /// What stands before the year in the address of a talk.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How it is written before a year, in lower case and without what stands between words. An abbreviation that means other things too
    /// (`CICD 2023`) is none.
    spellings: &'static [&'static str],
}

/// An event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The series.
    pub series: &'static Series,
    /// The year.
    pub year: u32,
}

/// The codes of `CloudNative Days` are the `abbr`s in the seeds of Dreamkast (github.com/cloudnativedaysjp/dreamkast, commit b16064ff); the names
/// are those under which posts link to `event.cloudnativedays.jp/<abbr>`; that of Kansai is older, and in `rules/names/events.toml` like the others. Those of `KubeCon` are the hosts of its schedules: `kccnceu19.sched.com`,
/// `kccncna2021.sched.com`.
static SERIES: [Series; 11] = [
    Series { code: "cndt", name: "CloudNative Days Tokyo", spellings: &["cloudnativedaystokyo", "cndt"] },
    Series { code: "cndo", name: "CloudNative Days Spring", spellings: &["cloudnativedaysspring", "cndo"] },
    Series { code: "cndf", name: "CloudNative Days Fukuoka", spellings: &["cloudnativedaysfukuoka", "cndf"] },
    Series { code: "cndk", name: "CloudNative Days Kansai", spellings: &["cloudnativedayskansai", "cndk"] },
    Series { code: "cnds", name: "CloudNative Days Summer", spellings: &["cloudnativedayssummer", "cnds"] },
    Series { code: "cndw", name: "CloudNative Days Winter", spellings: &["cloudnativedayswinter", "cndw"] },
    Series { code: "cicd", name: "CI/CD Conference", spellings: &["cicdconference"] },
    Series { code: "o11y", name: "Observability Conference", spellings: &["observabilityconference"] },
    Series { code: "cnsec", name: "CloudNative Security Conference", spellings: &["cloudnativesecurityconference", "cnsec"] },
    Series {
        code: "kccnceu",
        name: "KubeCon + CloudNativeCon Europe",
        spellings: &["kubeconeurope", "kubeconeu", "kubeconcloudnativeconeurope", "kubeconcloudnativeconeu", "kccnceu"],
    },
    Series {
        code: "kccncna",
        name: "KubeCon + CloudNativeCon North America",
        spellings: &["kubeconnorthamerica", "kubeconna", "kubeconcloudnativeconnorthamerica", "kubeconcloudnativeconna", "kccncna"],
    },
];

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.series.name, self.year)
    }
}

impl Event {
    /// The event that `title` names with its year; nothing where it names several events or years.
    #[must_use]
    pub fn in_title(title: &str) -> Option<Self> {
        // Without a digit there is no year, and all series begin with one of these letters.
        if !title.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let begins = |c: char| matches!(c, 'c' | 'C' | 'o' | 'O' | 'k' | 'K');
        let mut found: Option<Self> = None;
        let mut before = ' ';
        for (at, c) in title.char_indices() {
            let is_edge = !joins_word(before);
            before = c;
            let Some(event) = (is_edge && begins(c)).then(|| Self::leading(&title[at..])).flatten() else { continue };
            if found.is_some_and(|found| found != event) {
                return None;
            }
            found = Some(event);
        }
        let other_years = |event: &Self| {
            let numbers = title.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4 && digits.starts_with("20"));
            numbers.filter_map(|digits| digits.parse::<u32>().ok()).any(|year| year != event.year)
        };
        found.filter(|event| !other_years(event))
    }

    /// The event of a talk's address, or of any other page of the event's site.
    #[must_use]
    pub fn in_address(url: &Url<'_>) -> Option<Self> {
        let host = url.host();
        match host.strip_suffix(".sched.com") {
            Some(code) => Self::of_code(code),
            None => Self::of_code(site_code(url)?),
        }
    }

    /// The event that a text is about, as its title, its first heading or the name of its file says.
    #[must_use]
    pub fn of_document(doc: &Document, path: &str) -> Option<Self> {
        let table = doc.header().map(|header| &header.table);
        let title = table.and_then(|table| ["title", "Title"].iter().find_map(|key| table.get(key)?.value.text()));
        let heading = || doc.outline().find(|&(_, level)| level == 1).map(|(heading, _)| heading.text());
        let file = || path.rsplit('/').next().and_then(Self::in_title);
        title.and_then(Self::in_title).or_else(|| heading().as_deref().and_then(Self::in_title)).or_else(file)
    }

    /// What its site calls it: `cndt2022`.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{}{}", self.series.code, self.year)
    }

    fn of_code(code: &str) -> Option<Self> {
        let code = code.to_ascii_lowercase();
        let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
        let series = SERIES.iter().find(|series| series.code == letters)?;
        Some(Self { series, year: year(&code[letters.len()..])? })
    }

    /// The event whose name `text` begins with.
    fn leading(text: &str) -> Option<Self> {
        let year_of = |series: &Series| series.spellings.iter().find_map(|spelling| year(behind(text, spelling)?));
        SERIES.iter().find_map(|series| Some(Self { series, year: year_of(series)? }))
    }
}

/// The first part of a path on the site of `CloudNative Days`: the code of an event, where it is none of its other pages.
#[must_use]
pub fn site_code<'u>(url: &Url<'u>) -> Option<&'u str> {
    let is_there = matches!(url.host().as_str(), "event.cloudnativedays.jp" | "cloudnativedays.jp");
    url.path.split('/').nth(1).filter(|code| is_there && !code.is_empty())
}

/// What stands in a name between words that are one in another spelling of it.
const fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '-' | '+' | '&' | '_' | '/' | '\'' | '’')
}

/// What stands in `text` behind `spelling`, which it begins with; case and gaps do not count.
fn behind<'t>(text: &'t str, spelling: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in spelling.chars() {
        let found = rest.find(|c| !is_gap(*c))?;
        if !found.eq_ignore_ascii_case(&wanted) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// The year that `text` begins with.
fn year(text: &str) -> Option<u32> {
    let digits = text.trim_start_matches(is_gap);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = digits[..length].parse().ok()?;
    let year = match length {
        4 => number,
        // 「CNDT 20 選」 counts something.
        2 if digits.len() == text.len() => 2000 + number,
        _ => return None,
    };
    (2015..2100).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_begins_with_a_letter_that_is_looked_for() {
        assert!(SERIES.iter().flat_map(|series| series.spellings).all(|spelling| spelling.starts_with(['c', 'o', 'k'])));
    }

    #[test]
    fn titles_name_one_event_or_none() {
        for (title, code) in [
            ("CloudNative Days Tokyo 2022 まとめ", "cndt2022"),
            ("「CloudNativeDays Tokyo 2019」参加メモ", "cndt2019"),
            ("cloudnative-days-tokyo-2022.md", "cndt2022"),
            ("CNDT2022に参加しました", "cndt2022"),
            ("KubeCon + CloudNativeCon North America 2022 Recap", "kccncna2022"),
            ("KubeCon EU '23", ""),
            ("KubeCon EU23", "kccnceu2023"),
            ("CI/CD Conference 2023に参加した", "cicd2023"),
            ("2023年のCI/CD 2023", ""),
            ("CNDT 20 選", ""),
            ("CNDT2021とCNDT2022", ""),
            ("2023年に読むCNDT2022", ""),
            ("CNDT2022とCNDT2022", "cndt2022"),
            ("xcndt2022", ""),
            ("CNDT", ""),
        ] {
            assert_eq!(Event::in_title(title).map(|event| event.code()).unwrap_or_default(), code, "{title}");
        }
    }

    #[test]
    fn addresses_name_an_event_or_none() {
        for (address, code) in [
            ("https://event.cloudnativedays.jp/cndt2022/talks/1521", "cndt2022"),
            ("https://cloudnativedays.jp/o11y2022", "o11y2022"),
            ("https://kccnceu19.sched.com/event/MPha", "kccnceu2019"),
            ("https://kccncna2021.sched.com/event/lV2v/the-title", "kccncna2021"),
            ("https://event.cloudnativedays.jp/", ""),
            ("https://event.cloudnativedays.jp/cndt202/talks/1", ""),
            ("https://zenn.dev/cndt2022", ""),
        ] {
            let event = Event::in_address(&Url::parse(address));
            assert_eq!(event.map(|event| event.code()).unwrap_or_default(), code, "{address}");
        }
    }
}
