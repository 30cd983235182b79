//! Hosts of services that have ended (`rules/hosts/ended.tsv`).

use std::collections::HashMap;
use std::sync::OnceLock;

const LIST: &str = include_str!("../../rules/hosts/ended.tsv");

/// What stands before a host where those below it ended too.
const BELOW: &str = "*.";

/// A service that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Its host, as the list has it.
    pub host: &'static str,
    /// The year of its end.
    pub year: u16,
    below: bool,
}

/// The list: the day of which it is, and its lines.
struct Table {
    checked: &'static str,
    hosts: HashMap<&'static str, Ended>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { checked: "", hosts: HashMap::new() };
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (name, when) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
            let host = name.strip_prefix(BELOW).unwrap_or(name);
            match when.parse() {
                Ok(year) => _ = table.hosts.insert(host, Ended { host, year, below: host.len() < name.len() }),
                Err(_) => table.checked = when,
            }
        }
        table
    })
}

/// The day of which the list is: `2026-11-22`.
#[must_use]
pub fn checked() -> &'static str {
    table().checked
}

/// The name of a host has at most so many bytes (RFC 1035, section 2.3.4).
const LONGEST: usize = 253;

/// The service that was on `host`, as [`super::url::Url::host`] gives it, where it has ended.
#[must_use]
pub fn ended(host: &str) -> Option<Ended> {
    if host.len() > LONGEST {
        return None;
    }
    let hosts = &table().hosts;
    let parents = host.match_indices('.').filter_map(|(dot, _)| hosts.get(&host[dot + 1..])).filter(|ended| ended.below);
    hosts.get(host).into_iter().chain(parents).next().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::host::{is_example, is_shortener};
    use crate::link::url::Url;

    #[test]
    fn a_name_that_no_host_can_have_is_not_looked_for() {
        let host = |labels: usize| format!("{}codeplex.com", "a.".repeat(labels));
        assert!(ended(&host(100)).is_some());
        assert!(ended(&host(200)).is_none());
    }

    #[test]
    fn the_list_is_in_order_and_each_line_whole() {
        let lines: Vec<Vec<&str>> = LIST.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
        assert_eq!(lines[0][0], "checked");
        let digits = |text: &str| text.split('-').map(str::len).collect::<Vec<_>>() == [4, 2, 2];
        assert!(digits(checked()), "{}", checked());
        let this_year: u16 = checked()[..4].parse().unwrap();
        let mut before = "";
        for line in &lines[1..] {
            let host = line[0].strip_prefix(BELOW).unwrap_or(line[0]);
            assert!(before < host, "{host} is out of order, or there twice");
            before = host;
            let year: u16 = line[1].parse().unwrap_or_else(|_| panic!("{host}: no year"));
            assert!((1995..=this_year).contains(&year), "{host}: {year}");
            assert!(["owner", "press", "users"].contains(&line[2]), "{host}: who says so?");
            assert!(line.get(3).is_none_or(|page| page.starts_with("http")) && line.len() <= 4, "{host}");
            let address = format!("https://{host}/a");
            assert_eq!(Url::parse(&address).host(), host, "as a URL has it");
            // Each place is reported once: of shorteners another rule speaks.
            assert!(!is_shortener(host) && !is_example(&Url::parse(&address)), "{host}");
            assert_eq!(
                ended(host).map(|ended| (ended.host, ended.year)),
                Some((host, year)),
                "a line behind another that holds it does nothing"
            );
        }
        assert_eq!(table().hosts.len() + 1, lines.len());
    }

    #[test]
    fn hosts_below_are_meant_where_the_list_says_so() {
        for (host, expected) in [
            ("katacoda.com", Some(2022)),
            ("learn.katacoda.com", Some(2022)),
            ("notkatacoda.com", None),
            ("bintray.com", Some(2021)),
            ("jcenter.bintray.com", None),
            ("plus.google.com", Some(2019)),
            ("google.com", None),
            ("", None),
        ] {
            assert_eq!(ended(host).map(|ended| ended.year), expected, "{host}");
        }
    }
}
