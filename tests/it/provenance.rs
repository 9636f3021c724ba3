//! The pictures of a report: real thumbnails out of the manifest store of a real signed file, read in a child process, and the
//! signed copies that are downloaded for them.

use std::{
    fs,
    io::Cursor,
    sync::{Arc, mpsc},
};

use c2pa::{Builder, Context, Ingredient, Reader, SigningAlg, create_signer};
use content_credentials::Report;
use image::{ImageFormat, Rgb, RgbImage};
use model::{Intent, SignedCopy, Verdict, VerifyTarget};
use que_uploader::thumbnails::{FilePictures, MadeOfFile, PictureFile, WantedOfFile};
use serde_json::{Value, json};

use crate::{
    backend::Setup,
    bench::{Bench, DEADLINE, decoder},
    fault_proxy::{Action, Answer, Rule},
    files::JPEG,
};

/// A JPEG of one color.
fn jpeg(color: [u8; 3]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(240, 160, Rgb(color));
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// An ingredient with a thumbnail of this color; with credentials if `of` is a signed file.
#[expect(deprecated, reason = "the way with a context is private to the crate")]
fn ingredient(title: &str, relationship: &str, color: [u8; 3], of: Option<&[u8]>) -> Ingredient {
    let definition = json!({ "title": title, "format": "image/jpeg", "relationship": relationship });
    let mut ingredient = match of {
        Some(signed) => Ingredient::from_stream("image/jpeg", &mut Cursor::new(signed.to_vec())).unwrap(),
        None => Ingredient::from_json(&definition.to_string()).unwrap(),
    };
    ingredient.set_title(title);
    ingredient.set_instance_id(format!("xmp:iid:{title}"));
    if relationship == "parentOf" {
        ingredient.set_is_parent();
    }
    ingredient.set_thumbnail("image/jpeg", jpeg(color)).unwrap();
    ingredient
}

/// A picture signed by the sandbox's own signer, made from these.
fn signed(bench: &Bench, title: &str, action: &str, ingredients: Vec<Ingredient>) -> Vec<u8> {
    let part = |name: &str| fs::read(bench.path("server/que-uploader-sandbox").join(name)).unwrap();
    let signer =
        create_signer::from_keys(&part("signer.pem"), &part("signer.key.pem"), SigningAlg::Es256, None).unwrap();
    let mut actions = json!({ "action": action });
    if action == "c2pa.created" {
        actions["digitalSourceType"] = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture".into();
    }
    if let Some(parent) = ingredients.iter().find(|ingredient| ingredient.is_parent()) {
        actions["parameters"] = json!({ "ingredientIds": [parent.instance_id()] });
    }
    let definition = json!({
        "title": title, "claim_generator_info": [{ "name": "Editor", "version": "3" }],
        "assertions": [{ "label": "c2pa.actions.v2", "data": { "actions": [actions] } }],
    });
    let context = Context::new()
        .with_settings(json!({ "verify": { "verify_after_sign": false } }))
        .unwrap();
    let mut builder = Builder::from_context(context).with_definition(definition).unwrap();
    for ingredient in ingredients {
        builder.add_ingredient(ingredient);
    }
    let mut copy = Cursor::new(Vec::new());
    builder
        .sign(
            signer.as_ref(),
            "image/jpeg",
            &mut Cursor::new(JPEG.to_vec()),
            &mut copy,
        )
        .unwrap();
    copy.into_inner()
}

/// Makes pictures in a child process of the real program.
struct Maker {
    pictures: FilePictures,
    made: mpsc::Receiver<()>,
}

impl Maker {
    fn start() -> Self {
        let (sender, made) = mpsc::channel();
        let wake = Arc::new(move || {
            let _ = sender.send(());
        });
        Self {
            pictures: FilePictures::start(decoder(), wake),
            made,
        }
    }

    fn make(&self, wanted: WantedOfFile) -> MadeOfFile {
        self.pictures.want(vec![wanted]);
        self.made.recv_timeout(DEADLINE).unwrap();
        self.pictures.take().unwrap()
    }

    /// The color in the middle of each thumbnail, and its size.
    fn thumbnails(&self, file: &PictureFile, addresses: &[String], side: u32) -> Vec<Option<([u8; 3], [u32; 2])>> {
        let made = self.make(WantedOfFile::Thumbnails {
            file: Arc::new(file.clone()),
            addresses: addresses.to_vec(),
            side,
        });
        let color = |pixels: &que_uploader::thumbnails::Pixels| {
            let at = ((pixels.height / 2 * pixels.width + pixels.width / 2) * 4) as usize;
            let rounded = [0, 1, 2].map(|channel| if pixels.rgba[at + channel] > 128 { 255 } else { 0 });
            (rounded, [pixels.width, pixels.height])
        };
        made.pixels.iter().map(|pixels| pixels.as_ref().map(color)).collect()
    }
}

const RED: [u8; 3] = [255, 0, 0];
const GREEN: [u8; 3] = [0, 255, 0];
const BLUE: [u8; 3] = [0, 0, 255];

#[test]
fn the_thumbnails_of_ingredients_come_out_of_a_signed_file_by_the_addresses_in_the_servers_report() {
    let bench = Bench::new();
    let raw = ingredient("raw.jpg", "parentOf", RED, None);
    let parent = signed(&bench, "edited.jpg", "c2pa.opened", vec![raw]);
    let file = signed(
        &bench,
        "collage.jpg",
        "c2pa.opened",
        vec![
            ingredient("edited.jpg", "parentOf", GREEN, Some(&parent)),
            ingredient("sky.jpg", "componentOf", BLUE, None),
        ],
    );
    let path = bench.file("collage.jpg", &file);
    let mut backend = Setup::new(&bench).start();
    backend.upload(std::slice::from_ref(&path));
    let id = backend.row("collage.jpg").id;
    backend.send(Intent::Verify {
        ids: vec![id],
        target: VerifyTarget::Original,
    });
    backend.send(Intent::SelectUpload(Some(id)));
    backend.wait_for("the report", |model| {
        let details = model.details.as_ref();
        details.is_some_and(|details| details.verification(VerifyTarget::Original).is_some())
    });
    let details = backend.model.details.as_ref().unwrap();
    let facts = details.verification(VerifyTarget::Original).unwrap();
    assert_eq!(facts.verdict, Verdict::Trusted, "{}", facts.explanation);
    let report = Report::read(&facts.report);
    let tree: Vec<_> = report
        .ingredients
        .iter()
        .map(|one| {
            (
                one.depth,
                one.title.as_deref().unwrap_or_default(),
                one.thumbnails.len(),
            )
        })
        .collect();
    assert_eq!(tree, [(0, "edited.jpg", 1), (1, "raw.jpg", 1), (0, "sky.jpg", 1)]);
    assert_eq!(
        report.ingredients[0].verdict,
        Some(Verdict::Valid),
        "this signer was unknown then"
    );

    let addresses: Vec<_> = report
        .ingredients
        .iter()
        .flat_map(|one| one.thumbnails.clone())
        .collect();
    let maker = Maker::start();
    let of_upload = PictureFile {
        path,
        content_type: Some("image/jpeg".to_owned()),
        sha256: backend.row("collage.jpg").sha256.clone(),
    };
    let small = maker.thumbnails(&of_upload, &addresses, 60);
    let size = [60, 40];
    assert_eq!(small, [Some((GREEN, size)), Some((RED, size)), Some((BLUE, size))]);
    // A large one, as for a comparison, and one that is not there.
    let missing = addresses[0].replace("ingredient", "claim");
    let large = maker.thumbnails(&of_upload, &[addresses[2].clone(), missing], 700);
    assert_eq!(large, [Some((BLUE, [240, 160])), None]);
    // Another file with the same name has no pictures for this report.
    fs::write(&of_upload.path, signed(&bench, "other", "c2pa.created", Vec::new())).unwrap();
    assert_eq!(maker.thumbnails(&of_upload, &addresses, 60), [None, None, None]);
}

#[test]
fn a_file_built_to_break_readers_has_no_pictures_and_the_next_one_has() {
    let bench = Bench::new();
    let file = signed(
        &bench,
        "a.jpg",
        "c2pa.created",
        vec![ingredient("sky.jpg", "componentOf", BLUE, None)],
    );
    let reader = Reader::from_context(Context::new())
        .with_stream("image/jpeg", Cursor::new(file.clone()))
        .unwrap();
    let report: Value = serde_json::from_str(&reader.json()).unwrap();
    let addresses = Report::read(&report.to_string()).ingredients[0].thumbnails.clone();
    let of = |name: &str, bytes: &[u8]| PictureFile {
        path: bench.file(name, bytes),
        content_type: None,
        sha256: None,
    };
    let whole = of("whole.jpg", &file);
    let maker = Maker::start();
    for part in [file.len() / 3, file.len() / 2, 20, 0] {
        let damaged = of("damaged.jpg", &file[..part]);
        assert_eq!(maker.thumbnails(&damaged, &addresses, 60), [None], "{part}");
    }
    let folder = PictureFile {
        path: bench.path("files"),
        ..whole.clone()
    };
    assert_eq!(maker.thumbnails(&folder, &addresses, 60), [None]);
    // More than the most are not made.
    let many = vec![addresses[0].clone(); 500];
    assert_eq!(maker.thumbnails(&whole, &many, 60).len(), 64);
    assert_eq!(maker.thumbnails(&whole, &addresses, 60), [Some((BLUE, [60, 40]))]);
}

#[test]
fn a_signed_copy_is_downloaded_once_for_its_pictures_or_it_is_known_why_not() {
    let bench = Bench::new();
    let path = bench.file("a.jpg", JPEG);
    let faults = bench.faults();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(std::slice::from_ref(&path));
    let id = backend.row("a.jpg").id;
    let form = content_credentials::ManifestForm {
        origin: Some(content_credentials::Origin::DigitalCapture),
        ..Default::default()
    };
    backend.send(Intent::FetchCopy(id));
    assert_eq!(backend.model.signed_copy(id), None, "there is no signed copy yet");
    let sign = |backend: &mut crate::backend::Backend| {
        backend.send(Intent::Sign {
            ids: vec![id],
            manifest_json: form.to_text(),
        });
        let before = backend.row("a.jpg").signed_uri().map(str::to_owned);
        backend.wait_for("signing", move |model| {
            model
                .upload(id)
                .is_some_and(|upload| upload.signed_uri().map(str::to_owned) != before)
        });
    };
    sign(&mut backend);
    backend.send(Intent::FetchCopy(id));
    assert_eq!(backend.model.signed_copy(id), Some(&SignedCopy::Fetching));
    backend.wait_for("the copy", |model| {
        matches!(model.signed_copy(id), Some(SignedCopy::Here(_)))
    });
    let Some(SignedCopy::Here(copy)) = backend.model.signed_copy(id).cloned() else {
        panic!("it was there")
    };
    let uri = backend.row("a.jpg").signed_uri().unwrap().to_owned();
    assert_eq!(fs::read(&copy).unwrap(), bench.fetch_uri(&uri));
    // Signing again makes another copy, which this server does not give.
    sign(&mut backend);
    assert_eq!(backend.model.signed_copy(id), None);
    let answer = Answer::problem(404, "not_found", "no such call");
    faults.add(Rule::on("POST", "/v1/assets/presign-download", Action::Answer(answer)));
    backend.send(Intent::FetchCopy(id));
    backend.wait_for("the reason", |model| {
        matches!(model.signed_copy(id), Some(SignedCopy::NotAvailable(why)) if why.contains("does not provide"))
    });
    backend.stop();
    assert!(!copy.exists(), "copies are gone with the program");
}
