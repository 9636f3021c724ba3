//! The order of checked files, and what keeping it costs.

use super::*;
use model::{CheckEvent, CheckIntent, Event, Intent, ListSummary, Model, Settings, Timestamp, Verdict};

struct Table {
    model: Model,
    rows: ListedRows,
}

impl Table {
    fn new() -> Self {
        Self {
            model: Model::new(Settings::default(), "test", false),
            rows: ListedRows::default(),
        }
    }

    fn absorb(&mut self, event: CheckEvent) {
        self.model.absorb(Event::Check(event), Timestamp::from_millis(0));
    }

    fn find(&mut self, names: impl IntoIterator<Item = String>, named: bool) {
        let row = |name: String| CheckRow {
            path: name.into(),
            named,
            result: None,
        };
        let rows = names.into_iter().map(row).collect();
        self.absorb(CheckEvent::Found { run: 0, rows });
    }

    fn check(&mut self, row: usize, verdict: Verdict) {
        let result = CheckResult {
            verdict: Some(verdict),
            ..CheckResult::not_read("")
        };
        let (_, run) = self.model.checks.epoch();
        self.absorb(CheckEvent::Checked { run, row, result });
    }

    fn follow(&mut self) -> usize {
        self.rows.follow(&self.model.checks)
    }
}

#[test]
fn a_result_among_a_hundred_thousand_files_costs_no_more_than_among_few() {
    const MANY: usize = 100_000;
    for by in Column::ALL {
        let mut table = Table::new();
        table.rows.click(by);
        table.find((0..MANY).map(|number| format!("/{number}.jpg")), true);
        table.follow();
        let mut most = 0;
        for row in 0..1000 {
            table.check(row, Verdict::Valid);
            most = most.max(table.follow());
        }
        assert_eq!(most, 1, "{by:?}");
        // A frame without news looks at none.
        assert_eq!(table.follow(), 0);
        for row in 1000..MANY {
            table.check(row, Verdict::Valid);
        }
        // Once, when all are read.
        assert!(table.follow() >= MANY);
        assert_eq!(table.follow(), 0);
    }
}

#[test]
fn files_that_are_not_listed_are_left_out_a_few_at_a_time() {
    const MANY: usize = 20_000;
    let mut table = Table::new();
    table.find((0..MANY).map(|number| format!("/{number}.txt")), false);
    let mut looked_at = table.follow();
    for row in 0..MANY - 1 {
        table.check(row, Verdict::Unsupported);
        looked_at += table.follow();
    }
    table.check(MANY - 1, Verdict::Valid);
    table.follow();
    assert_eq!(table.rows.order, [MANY - 1]);
    assert!(looked_at < 40 * MANY, "{looked_at}");
}

#[test]
fn rows_stay_where_they_are_while_files_are_read_and_are_sorted_in_the_end() {
    let mut table = Table::new();
    table.find(["/a.jpg", "/b.jpg", "/c.jpg"].map(str::to_owned), true);
    table.follow();
    table.check(0, Verdict::Trusted);
    table.check(2, Verdict::Invalid);
    table.follow();
    assert_eq!(table.rows.order, [0, 1, 2]);
    table.model.decide(Intent::Check(CheckIntent::Show(Some(1))));
    table.check(1, Verdict::Valid);
    table.rows.holds = true;
    table.follow();
    assert_eq!(table.rows.order, [0, 1, 2], "the pointer is over them");
    table.rows.holds = false;
    table.follow();
    assert_eq!(table.rows.order, [2, 1, 0]);
    assert_eq!(table.rows.cursor, 1, "the shown row");
    // Somebody who asks for another order gets it at once.
    table.find(["/0.jpg".to_owned()], true);
    table.rows.click(Column::Name);
    table.follow();
    assert_eq!(table.rows.order, [3, 0, 1, 2]);
}

#[test]
fn other_lists_leave_the_rows_where_they_are_and_a_cleared_list_begins_anew() {
    let mut table = Table::new();
    let list = |hash: &str| ListSummary {
        hashes: vec![hash.to_owned()],
        ..ListSummary::default()
    };
    table.absorb(CheckEvent::Lists(vec![list("1")]));
    table.find(["/a.jpg", "/b.jpg"].map(str::to_owned), true);
    table.check(0, Verdict::Trusted);
    table.check(1, Verdict::Invalid);
    table.follow();
    assert_eq!(table.rows.order, [1, 0]);
    table.absorb(CheckEvent::Lists(vec![list("2")]));
    table.check(0, Verdict::Valid);
    table.follow();
    assert_eq!(table.rows.order, [1, 0]);
    table.model.decide(Intent::Check(CheckIntent::Clear));
    let rows = ["/c.jpg", "/d.jpg", "/e.jpg"].map(|path| CheckRow {
        path: path.into(),
        named: true,
        result: None,
    });
    table.absorb(CheckEvent::Found {
        run: 1,
        rows: rows.into(),
    });
    table.follow();
    assert_eq!(table.rows.order, [0, 1, 2]);
}
