//! What waits for the owner of the library: of each kind of question that only reads the newest,
//! and every change in its order.

use std::collections::{HashSet, VecDeque};

use crate::annotation::Article;
use crate::app::Change;
use crate::app::library::Ask;
use crate::library::ArticleId;
use crate::service::worker;

/// Work for the owner.
pub(super) enum Job {
    Ask(Ask),
    /// Change or recall what is kept about a text.
    Keep(Article, Change),
}

impl Job {
    /// Whether it saves something. Such are never dropped.
    pub(super) fn saves(&self) -> bool {
        match self {
            Self::Ask(ask) => changes(ask),
            Self::Keep(_, change) => *change != Change::Recall,
        }
    }
}

/// Whether it changes the library.
pub(super) fn changes(ask: &Ask) -> bool {
    !matches!(
        ask,
        Ask::Overview
            | Ask::List { .. }
            | Ask::Rows(_)
            | Ask::Load { .. }
            | Ask::NextUnread { .. }
            | Ask::Look
            | Ask::Desk { .. }
            | Ask::FeedsOf(_)
            | Ask::Feed(_)
            | Ask::Broken
            | Ask::Story(_)
            | Ask::People { .. }
            | Ask::Person(_)
            | Ask::NextNaming { .. }
            | Ask::Refresh { .. }
            | Ask::StopRefresh
            | Ask::Pages(_)
            | Ask::Analyse
    )
}

#[derive(Default)]
pub(super) struct Agenda(VecDeque<Job>);

impl worker::Agenda for Agenda {
    type Job = Job;

    fn put(&mut self, mut job: Job) {
        match &mut job {
            Job::Ask(Ask::Rows(wanted)) => {
                // Each row that was asked for is one that is out of date: none may be lost.
                let earlier = self.0.iter().position(|job| matches!(job, Job::Ask(Ask::Rows(_))));
                if let Some(Job::Ask(Ask::Rows(mut ids))) = earlier.and_then(|at| self.0.remove(at))
                {
                    let known: HashSet<ArticleId> = ids.iter().copied().collect();
                    ids.extend(wanted.iter().filter(|id| !known.contains(id)));
                    *wanted = ids;
                }
            }
            Job::Ask(ask) if !changes(ask) => {
                let kind = std::mem::discriminant(ask);
                self.0.retain(
                    |job| !matches!(job, Job::Ask(other) if std::mem::discriminant(other) == kind),
                );
            }
            _ => {}
        }
        self.0.push_back(job);
    }

    fn next(&mut self) -> Option<Job> {
        self.0.pop_front()
    }

    fn close(&mut self) {
        self.0.retain(Job::saves);
    }
}

#[cfg(test)]
mod tests {
    use super::{Agenda, Job};
    use crate::app::library::Ask;
    use crate::library::{ArticleId, Scope};
    use crate::service::worker::Agenda as _;

    fn rest(agenda: &mut Agenda) -> Vec<Ask> {
        std::iter::from_fn(|| agenda.next())
            .filter_map(|job| if let Job::Ask(ask) = job { Some(ask) } else { None })
            .collect()
    }

    #[test]
    fn rows_that_were_asked_for_in_one_burst_are_all_answered_once() {
        let mut agenda = Agenda::default();
        let ids = |numbers: &[i64]| numbers.iter().map(|id| ArticleId(*id)).collect::<Vec<_>>();
        for numbers in [&[1, 2][..], &[2, 3], &[4]] {
            agenda.put(Job::Ask(Ask::Rows(ids(numbers))));
            agenda.put(Job::Ask(Ask::Undo));
        }
        let rows: Vec<_> = rest(&mut agenda)
            .into_iter()
            .filter_map(|ask| if let Ask::Rows(ids) = ask { Some(ids) } else { None })
            .collect();
        assert_eq!(rows, [ids(&[1, 2, 3, 4])]);
    }

    #[test]
    fn the_newest_list_replaces_the_one_that_waits_and_no_change_is_dropped() {
        let mut agenda = Agenda::default();
        let list = |generation| Ask::List { generation, scope: Scope::default() };
        for ask in [list(1), Ask::Undo, list(2), Ask::Undo, Ask::Look, list(3)] {
            agenda.put(Job::Ask(ask));
        }
        let kinds: Vec<String> = rest(&mut agenda)
            .into_iter()
            .map(|ask| match ask {
                Ask::List { generation, .. } => format!("list {generation}"),
                Ask::Undo => "undo".into(),
                _ => "look".into(),
            })
            .collect();
        assert_eq!(kinds, ["undo", "undo", "look", "list 3"]);
        agenda.put(Job::Ask(list(4)));
        agenda.put(Job::Ask(Ask::Redo));
        agenda.close();
        assert!(
            matches!(rest(&mut agenda)[..], [Ask::Redo]),
            "what only reads is dropped at the end"
        );
    }
}
