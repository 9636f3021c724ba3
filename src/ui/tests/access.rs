//! What screen readers and the keyboard find: every control has a role and a name, Tab reaches all of them, and the
//! focus is always visible.

use std::collections::HashSet;

use eframe::egui::accesskit::{Action, Role};

use super::*;

/// A panel, and a world that shows it.
fn panels() -> Vec<(&'static str, World)> {
    let rows = || {
        let (mut world, ids) = World::with(&["a.jpg", "b.mp4", "c.txt", "d.png"]);
        world.absorb(Event::Preparing(ids[0]));
        world.absorb(Event::Failed {
            id: ids[1],
            failure: failure("It was refused."),
        });
        world.store(ids[3], "k.png");
        world.sign(ids[3]);
        world.verify(ids[3], Verdict::Trusted, "{}");
        (world, ids)
    };
    let mut panels = vec![("the empty queue", World::new()), ("the queue", rows().0)];
    for (name, tab) in [
        ("the overview", InspectorTab::Overview),
        ("the credentials", InspectorTab::Credentials),
        ("the report", InspectorTab::Report),
    ] {
        let (mut world, ids) = rows();
        world.view.choose(ids[3]);
        world.view.inspector.tab = tab;
        panels.push((name, world));
    }
    let (mut many, ids) = rows();
    for id in ids {
        many.view.selection_mut().toggle(id);
    }
    panels.push(("many chosen rows", many));
    let (uploaded, ids) = rows();
    let records = vec![uploaded.model.queue.get(ids[3]).unwrap().clone()];
    let mut history = World::new();
    history.view.tab = Tab::History;
    let search = history
        .model
        .decide(Intent::SearchHistory(model::HistorySearch::default()));
    history.commands.extend(search);
    history.found(records);
    panels.push(("the history", history));
    let mut no_key = World::new();
    no_key.absorb(Event::ApiKeyChanged(ApiKeyState::Missing { keyring_trouble: None }));
    panels.push(("the banner that asks for a key", no_key));
    let mut welcome = World::new();
    welcome.model.welcome = true;
    panels.push(("the first start", welcome));
    let mut notice = World::new();
    notice.model.decide(Intent::Add(vec!["/photos".into()]));
    notice.absorb(Event::ScanEnded {
        batch: 1,
        skipped: vec![Skipped {
            path: "/x".into(),
            reason: SkipReason::Duplicate,
        }],
    });
    panels.push(("a message", notice));
    for (tab, name) in crate::ui::settings::SettingsTab::ALL {
        let mut world = World::new();
        world.view.open_settings(&world.model.settings, tab);
        panels.push((name, world));
    }
    for (name, command) in [
        ("the palette", commands::Ordered::ShowPalette),
        ("the shortcuts", commands::Ordered::ShowShortcuts),
    ] {
        let mut world = World::new();
        world.run_command(command);
        panels.push((name, world));
    }
    let mut diagnostics = World::new();
    diagnostics.view.show_diagnostics("a line\n".repeat(200));
    panels.push(("the diagnostics", diagnostics));
    let (mut quit, _) = rows();
    quit.view.ask_to_quit();
    panels.push(("the question before quitting", quit));
    panels.extend(more_panels(rows));
    panels
}

/// Panels that need more than a row to be shown.
fn more_panels(rows: impl Fn() -> (World, Vec<UploadId>)) -> Vec<(&'static str, World)> {
    let mut panels = Vec::new();
    let (mut activity, ids) = rows();
    activity.view.choose(ids[3]);
    activity.view.controls.toggled.insert("technical details");
    activity.read_details(ids[3], Vec::new());
    panels.push(("the activity", activity));
    let (mut json, ids) = rows();
    json.store(ids[0], "k.jpg");
    json.view.choose(ids[0]);
    json.view.inspector.tab = InspectorTab::Credentials;
    json.draw_once();
    json.view.sign.draft.view = crate::ui::sign::ManifestView::Json;
    panels.push(("the manifest as JSON", json));
    let (mut failed, ids) = rows();
    failed.view.choose(ids[1]);
    panels.push(("the overview of what has failed", failed));
    let (mut sheet, ids) = rows();
    sheet.store(ids[0], "k0.jpg");
    sheet.view.selection_mut().toggle(ids[0]);
    sheet.view.selection_mut().toggle(ids[3]);
    sheet.run_command(commands::Ordered::Sign);
    panels.push(("the sign sheet", sheet));
    let (mut results, ids) = rows();
    for id in ids {
        results.view.selection_mut().toggle(id);
    }
    results.view.inspector.results = findings::FindingFilter::All;
    results.run_command(commands::Ordered::ShowResults);
    assert!(results.view.has_dialog());
    panels.push(("the view results", results));
    let (mut template, _) = rows();
    template.run_command(commands::Ordered::EditTemplate);
    panels.push(("the template for copies", template));
    let (uploaded, ids) = rows();
    let mut forgetting = World::new();
    forgetting.view.tab = Tab::History;
    let search = Intent::SearchHistory(model::HistorySearch::default());
    forgetting.commands = forgetting.model.decide(search);
    forgetting.found(vec![uploaded.model.queue.get(ids[3]).unwrap().clone()]);
    let mut lookup = World::new();
    forgetting.run_command(commands::Ordered::Forget);
    panels.push(("the question before forgetting", forgetting));
    let (mut switch, _) = rows();
    let other = model::Profile::at("https://other.example");
    switch.model.settings.profiles.push(other.clone());
    switch.model.decide(Intent::SwitchProfile(other.name));
    assert!(switch.model.switching.is_some());
    panels.push(("the question before switching", switch));
    let mut review = World::new();
    review.model.decide(Intent::Add(vec!["/photos".into()]));
    let skipped = vec![Skipped {
        path: "/x".into(),
        reason: SkipReason::Duplicate,
    }];
    review.absorb(Event::ScanEnded { batch: 1, skipped });
    review.run_command(commands::Ordered::Review);
    panels.push(("what was left out", review));
    lookup.view.tab = Tab::History;
    lookup.commands = lookup
        .model
        .decide(Intent::SearchHistory(model::HistorySearch::default()));
    lookup.found(vec![uploaded.model.queue.get(ids[3]).unwrap().clone()]);
    lookup.draw_once();
    lookup.model.decide(Intent::LookUp(vec!["/renamed.jpg".into()]));
    panels.push(("the line about files that are looked for", lookup));
    panels
}

impl World {
    /// Runs a command, like its key.
    pub(super) fn run_command(&mut self, command: commands::Ordered) {
        let mut scene = self.scene();
        let ctx = Context::default();
        view::follow(&mut scene, &ctx);
        command.run(&mut scene, &ctx);
    }

    /// Sets the text of the open template editor.
    pub(super) fn write_template(&mut self, template: &str) {
        let dialog = dialogs::Dialog::Template(template.to_owned());
        self.view.dialogs.put(dialog);
    }

    /// What is drawn.
    pub(super) fn scene(&mut self) -> Scene<'_> {
        Scene {
            model: &self.model,
            view: &mut self.view,
            now: NOW,
            dark: false,
            requests: Vec::new(),
        }
    }

    /// Updates the view, like drawing does.
    fn draw_once(&mut self) {
        let mut scene = self.scene();
        view::follow(&mut scene, &Context::default());
    }
}

/// What can have the focus: its id, role and name.
fn controls(harness: &Harness<'_, World>) -> Vec<(String, Role, String)> {
    harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().data().supports_action(Action::Focus))
        .map(|node| {
            let node = node.accesskit_node();
            (
                format!("{:?}", node.id()),
                node.role(),
                node.label().unwrap_or_default(),
            )
        })
        .collect()
}

/// The ids of everything in the open dialog, if there is one.
fn within_dialog(harness: &Harness<'_, World>) -> Option<HashSet<String>> {
    let dialogs = harness.root().children_recursive();
    let dialog = dialogs
        .filter(|node| node.accesskit_node().role() == Role::Dialog)
        .last()?;
    let inside = dialog.children_recursive();
    Some(inside.map(|node| format!("{:?}", node.accesskit_node().id())).collect())
}

#[test]
fn every_control_of_every_panel_has_a_role_and_a_name() {
    for (panel, world) in panels() {
        let harness = world.harness(1180.0, 760.0);
        let found = controls(&harness);
        assert!(!found.is_empty(), "{panel}");
        for (_, role, name) in found {
            assert!(!name.trim().is_empty(), "{panel}: a {role:?} without a name");
            assert!(
                !matches!(role, Role::Unknown | Role::GenericContainer | Role::Pane),
                "{panel}: {name:?} has no role"
            );
        }
    }
}

#[test]
fn tab_reaches_every_control_of_every_panel_and_the_focus_is_always_visible() {
    for (panel, world) in panels() {
        let mut harness = world.harness(820.0, 560.0);
        let dialog = harness.state().view.has_dialog();
        let mut reached = HashSet::new();
        let mut places = Vec::new();
        let max = controls(&harness).len() + 5;
        for _ in 0..max {
            harness.key_press(Key::Tab);
            harness.run();
            let focused = harness
                .root()
                .children_recursive()
                .find(|node| node.accesskit_node().is_focused_in_tree());
            let Some(focused) = focused else { continue };
            let node = focused.accesskit_node();
            let name = node.label().unwrap_or_default();
            let bounds = node.bounding_box().unwrap();
            // A long text begins in sight, and scrolls with its cursor.
            let bottom = if name == "Manifest (JSON)" {
                bounds.y0 + 100.0
            } else {
                bounds.y1
            };
            assert!(
                bounds.y0 >= -1.0 && bottom <= 561.0 && bounds.x0 >= -1.0 && bounds.x1 <= 821.0,
                "{panel}: {name:?} has the focus out of sight: {bounds:?}"
            );
            places.push((name, bounds.x0, bounds.y0));
            reached.insert(format!("{:?}", node.id()));
        }
        // Disabled controls have a name too, but no focus.
        let disabled: HashSet<_> = harness
            .root()
            .children_recursive()
            .filter(|node| node.accesskit_node().is_disabled())
            .map(|node| format!("{:?}", node.accesskit_node().id()))
            .collect();
        // Controls behind a dialog are not reached, and Tab stops at a single row: arrows reach the others.
        let inside = within_dialog(&harness);
        let missed: Vec<_> = controls(&harness)
            .into_iter()
            .filter(|(_, role, _)| *role != Role::ListItem)
            .filter(|(id, ..)| !reached.contains(id) && !disabled.contains(id))
            .filter(|(id, ..)| inside.as_ref().is_none_or(|inside| inside.contains(id)))
            .map(|(_, _, name)| name)
            .collect();
        assert_eq!(inside.is_some(), dialog, "{panel}");
        assert!(missed.is_empty(), "{panel}: Tab never comes to {missed:?}");
        let rows = controls(&harness)
            .into_iter()
            .filter(|(_, role, _)| *role == Role::ListItem);
        let rows: Vec<_> = rows.filter(|(id, ..)| reached.contains(id)).collect();
        let any = harness.state().view.table.area.is_some() && !dialog;
        assert_eq!(rows.len(), usize::from(any), "{panel}: {rows:?}");
    }
}

#[test]
fn tab_goes_through_the_top_bar_from_left_to_right() {
    let mut harness = World::with(&["a.jpg"]).0.harness(820.0, 560.0);
    let mut names = Vec::new();
    for _ in 0..7 {
        harness.key_press(Key::Tab);
        harness.run();
        let focused = harness
            .root()
            .children_recursive()
            .find(|node| node.accesskit_node().is_focused_in_tree())
            .unwrap();
        names.push(focused.accesskit_node().label().unwrap_or_default());
    }
    assert!(names[0].starts_with("Server "), "{names:?}");
    assert_eq!(names[1..3], ["Add files…", "Add folder…"]);
    assert_eq!(names[4..6], ["Settings", "Menu"]);
}

#[test]
fn each_dialog_has_the_role_of_a_dialog() {
    for (panel, world) in panels() {
        if !world.view.has_dialog() {
            continue;
        }
        let harness = world.harness(1180.0, 760.0);
        let dialog = harness
            .root()
            .children_recursive()
            .find(|node| node.accesskit_node().role() == Role::Dialog);
        let Some(dialog) = dialog else {
            panic!("{panel} is no dialog")
        };
        let node = dialog.accesskit_node();
        assert!(node.is_modal(), "{panel}");
        assert!(node.label().is_some_and(|name| !name.is_empty()), "{panel}");
    }
}

#[test]
fn an_idle_window_with_any_panel_open_is_not_drawn_again() {
    for (panel, world) in panels() {
        // Uploads in progress are redrawn every second.
        let is_looking = matches!(world.model.history.lookup, model::Lookup::Reading(_));
        if world.model.queue.totals().pending() > 0 || is_looking {
            continue;
        }
        let mut harness = world.harness(1180.0, 760.0);
        harness.run();
        harness.step();
        let wait = harness
            .output()
            .viewport_output
            .values()
            .map(|output| output.repaint_delay)
            .min();
        assert_eq!(wait, Some(std::time::Duration::MAX), "{panel} wants to be drawn again");
    }
}
