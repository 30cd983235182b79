//! Loanwords end as a style guide wants them to.

use crate::diagnostic::Level;
use crate::japanese::variants::Use;
use crate::japanese::{List, edit};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// Which guide, and what it leaves alone here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(super) struct JaKatakanaStyle {
    /// The guide.
    profile: Profile,
    /// Words that are right as they are written here.
    words: Vec<String>,
}

/// A style guide, as it was in some month.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Profile {
    /// The Japanese documentation of Kubernetes: -er, -or, -ar, -cy and -gy have ー, -ry and -xy have none.
    #[default]
    #[serde(alias = "kubernetes-ja-2026-08")]
    KubernetesJa,
    /// The Japan Translation Federation's guide: -er, -or, -ar and -y have ー.
    #[serde(alias = "jtf-3")]
    Jtf,
    /// The Cabinet's notification on loanwords: -er, -or and -ar have ー.
    #[serde(alias = "cabinet-1991")]
    Cabinet,
}

impl Profile {
    /// Whether words with this ending have ー; nothing where the guide does not say.
    fn is_long(self, ending: &str) -> Option<bool> {
        match (self, ending) {
            (_, "er") | (Self::KubernetesJa | Self::Jtf, "cy") | (Self::Jtf, "ry") => Some(true),
            (Self::KubernetesJa, "ry") => Some(false),
            _ => None,
        }
    }
}

/// What no guide writes with ー, by long custom.
const CUSTOM: &str = "コンテナ";

impl Rule for JaKatakanaStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for word in cx.words(List::Katakana) {
            let (one, ending) = (Use::of(word), word.record.why);
            let Some(is_long) = self.profile.is_long(ending).map(|is_long| is_long && one.group != CUSTOM) else { continue };
            let right = if is_long { format!("{}ー", one.group) } else { one.group.to_owned() };
            if one.form == right || self.words.iter().any(|word| word == one.form) {
                continue;
            }
            let place = report.at(one.run.span(one.start, one.end)).quieter_if(one.is_quotation());
            let said = place.say("ending", [("written", one.form), ("right", right.as_str())]);
            said.fix(Level::Suggest, edit(one.run, one.start, one.end, &right));
        }
    }
}
