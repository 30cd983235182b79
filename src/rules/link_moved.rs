//! A URL that has another address for good, as the lock has it.

use crate::diagnostic::{Edit, Level};
use crate::link::lock::Class;
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkMoved {}

impl Rule for LinkMoved {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(lock) = &cx.facts.lock else { return };
        for link in cx.links() {
            let Some(state) = lock.get(&link.destination).filter(|state| state.class == Class::Moved) else { continue };
            let Some(to) = state.to.as_deref() else { continue };
            let said = report.link(link).say("moved", [("to", to)]);
            let Some(written) = link.written.filter(|_| is_same_owner(&link.destination, to)) else { continue };
            let fragment = link.destination.find('#').map_or("", |at| &link.destination[at..]);
            let whole = if to.contains('#') { to.to_owned() } else { format!("{to}{fragment}") };
            said.fix(Level::Suggest, [Edit::replace(written, whole)]);
        }
    }
}

/// Whether two addresses belong to one registrable domain. Of a country's second level (`co.jp`) three names make one.
fn is_same_owner(from: &str, to: &str) -> bool {
    const SECOND_LEVELS: [&str; 12] = ["ac", "ad", "co", "com", "ed", "edu", "go", "gov", "gr", "lg", "ne", "or"];
    let domain = |url: &str| {
        let host = Url::parse(url).host();
        let names: Vec<&str> = host.rsplit('.').collect();
        let is_second = matches!(names[..], [country, second, ..] if country.len() == 2 && SECOND_LEVELS.contains(&second));
        // On a shared host every name below it is another owner's.
        let is_shared = ["github.io", "gitlab.io", "pages.dev", "netlify.app", "vercel.app", "web.app", "hatenablog.com", "hatenablog.jp"]
            .iter()
            .any(|shared| host.ends_with(shared));
        names.into_iter().take(2 + usize::from(is_second || is_shared)).map(str::to_owned).collect::<Vec<_>>()
    };
    domain(from) == domain(to)
}
