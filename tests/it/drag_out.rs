//! Files dragged out of the window: what is handed over, and when nothing is.

use std::{fs, path::PathBuf, sync::Arc};

use model::{DragOutState, Intent, NoticeKind, UploadId};

use crate::{
    backend::{Backend, Setup},
    bench::Bench,
    fault_proxy::{Action, Answer, Rule},
    files,
};

/// Drags these, and waits until the files are ready or the drag is refused.
fn dragged(backend: &mut Backend, files: Vec<(UploadId, &str)>) -> Option<Arc<[PathBuf]>> {
    let before = backend.model.drag_out.as_ref().map_or(0, |drag| drag.number);
    let files = files.into_iter().map(|(id, name)| (id, name.to_owned()));
    backend.send(Intent::DragOut(files.collect()));
    backend.wait_for("the drag", |model| {
        let drag = model.drag_out.as_ref();
        drag.is_some_and(|drag| drag.number > before && !matches!(drag.state, DragOutState::Preparing { .. }))
    });
    match &backend.model.drag_out.as_ref()?.state {
        DragOutState::Ready(paths) => Some(Arc::clone(paths)),
        _ => None,
    }
}

/// The last problem that was reported.
fn trouble(backend: &Backend) -> String {
    let notices = backend.model.notices.iter().rev();
    let mut troubles = notices.filter_map(|notice| match &notice.kind {
        NoticeKind::Trouble { headline, .. } => Some(headline.clone()),
        _ => None,
    });
    troubles.next().expect("nothing was reported")
}

#[test]
fn a_drag_has_whole_signed_copies_under_their_names_and_originals_or_nothing() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    let paths = [
        bench.file("one/a.png", &files::png()),
        bench.file("two/a.png", &files::png()),
        bench.file("notes.txt", b"not signed"),
    ];
    backend.upload(&paths);
    let ids: Vec<_> = backend.model.queue.uploads().iter().map(|upload| upload.id).collect();
    let form = content_credentials::ManifestForm {
        origin: Some(content_credentials::Origin::DigitalCapture),
        ..Default::default()
    };
    backend.send(Intent::Sign {
        ids: ids[..2].to_vec(),
        manifest_json: form.to_text(),
    });
    let signed = ids[..2].to_vec();
    backend.wait_for("signing", move |model| {
        let uri = |id: &UploadId| model.upload(*id).and_then(|upload| upload.signed_uri());
        signed.iter().all(|id| uri(id).is_some())
    });
    let all = vec![
        (ids[0], "a-signed.png"),
        (ids[1], "a-signed.png"),
        (ids[2], "notes-signed.txt"),
    ];
    let files = dragged(&mut backend, all.clone()).unwrap();
    let names: Vec<_> = files.iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    assert_eq!(names, ["a-signed.png", "a-signed (2).png", "notes.txt"]);
    for (id, path) in ids.iter().zip(files.iter()).take(2) {
        let uri = backend.model.upload(*id).unwrap().signed_uri().unwrap().to_owned();
        assert_eq!(fs::read(path).unwrap(), bench.fetch_uri(&uri));
    }
    assert_eq!(files[2], paths[2]);

    // What was dragged once is there, even if the server has stopped giving it; under another name it is the same file.
    let refuse = || {
        let answer = Answer::problem(404, "not_found", "no such call");
        Rule::on("POST", "/v1/assets/presign-download", Action::Answer(answer))
    };
    faults.add(refuse());
    let again = dragged(&mut backend, vec![(ids[1], "a-signed.png")]).unwrap();
    assert!(again[0].ends_with("a-signed.png"));
    assert_eq!(fs::read(&again[0]).unwrap(), fs::read(&files[1]).unwrap());

    // What can't be had is not dragged, and neither is the unsigned original in its place.
    fs::remove_file(&files[0]).unwrap();
    assert_eq!(dragged(&mut backend, all), None);
    assert!(
        trouble(&backend).contains("offers no downloads"),
        "{}",
        trouble(&backend)
    );
    fs::remove_file(&paths[2]).unwrap();
    assert_eq!(dragged(&mut backend, vec![(ids[2], "notes-signed.txt")]), None);
    assert!(
        trouble(&backend).contains("notes.txt can't be dragged"),
        "{}",
        trouble(&backend)
    );
    backend.stop();
    assert!(
        !files[1].exists() && !again[0].exists(),
        "copies are gone with the program"
    );
}
