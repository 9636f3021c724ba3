//! Verification results of many files, as a spreadsheet table.

use super::csv;
use crate::{ObjectRef, Timestamp, Upload, VerifyState, VerifyTarget};

const COLUMNS: [&str; 12] = [
    "verdict",
    "issued_by",
    "signed",
    "name",
    "path",
    "object",
    "s3_uri",
    "verified",
    "explanation",
    "failures",
    "time",
    "certificate_expires",
];

/// The table, with one line for each upload that was verified, or that could not be.
#[must_use]
pub fn results_csv<'a>(uploads: impl IntoIterator<Item = &'a Upload>) -> String {
    let mut table = csv::heading(COLUMNS);
    for upload in uploads {
        let path = upload.source.path.to_string_lossy();
        let object = |target: VerifyTarget| match target {
            VerifyTarget::Original => upload.object.as_ref().and_then(ObjectRef::s3_uri),
            VerifyTarget::Signed => upload.signed_uri().map(str::to_owned),
        };
        let name = upload.source.name();
        let cells = match &upload.verify {
            VerifyState::Verified(facts) => {
                let brief = facts.summary().into_owned();
                [
                    facts.verdict.name().to_owned(),
                    brief.issuer.unwrap_or_default(),
                    brief.time.unwrap_or_default(),
                    name,
                    path.into_owned(),
                    target_word(facts.target).to_owned(),
                    object(facts.target).unwrap_or_default(),
                    facts.verified_at.rfc3339().unwrap_or_default(),
                    facts.explanation.clone(),
                    brief.failures.join(" "),
                    brief.validity.time.name().to_owned(),
                    brief.validity.expires_rfc3339().unwrap_or_default(),
                ]
            }
            VerifyState::Failed(target, failure) => [
                "Not verified".to_owned(),
                String::new(),
                String::new(),
                name,
                path.into_owned(),
                target_word(*target).to_owned(),
                object(*target).unwrap_or_default(),
                String::new(),
                failure.message.clone(),
                failure.code.clone().unwrap_or_default(),
                String::new(),
                String::new(),
            ],
            VerifyState::NotAsked | VerifyState::Verifying(_) => continue,
        };
        table.push_str(&csv::row(cells.iter().map(|text| csv::cell(text))));
    }
    table
}

/// The file name of results.
#[must_use]
pub fn results_name(now: Timestamp) -> String {
    let day = now.rfc3339().and_then(|time| time.get(..10).map(str::to_owned));
    format!("verification-{}.csv", day.unwrap_or_default())
}

const fn target_word(target: VerifyTarget) -> &'static str {
    match target {
        VerifyTarget::Original => "original",
        VerifyTarget::Signed => "signed copy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Failure, Source, Step, UploadId, Verdict, VerifiedFacts};

    fn upload(name: &str, verify: VerifyState) -> Upload {
        let source = Source {
            path: format!("/photos/{name}").into(),
            relative: name.into(),
            size: 1,
            modified: None,
        };
        let mut upload = Upload::new(UploadId::new(1), Timestamp::from_millis(0), source);
        upload.object = Some(ObjectRef {
            bucket: Some("b".into()),
            key: "k".into(),
        });
        upload.verify = verify;
        upload
    }

    #[test]
    fn each_verified_file_has_a_line_and_no_cell_is_a_formula() {
        let report = r#"{"validation_state":"Valid","signature_info":{"issuer":"=Say \"hi\""}}"#;
        let facts = VerifiedFacts {
            target: VerifyTarget::Original,
            verdict: Verdict::Valid,
            explanation: "So, it is.".into(),
            brief: None,
            report: report.into(),
            verified_at: Timestamp::from_millis(0),
        };
        let failure = Failure {
            step: Step::Verify,
            status: Some(500),
            code: Some("engine".into()),
            message: "It broke.".into(),
            hint: String::new(),
            cause: None,
        };
        let uploads = [
            upload("-1,a.jpg", VerifyState::Verified(facts)),
            upload("b.jpg", VerifyState::Failed(VerifyTarget::Original, failure)),
            upload("c.jpg", VerifyState::NotAsked),
        ];
        let csv = results_csv(&uploads);
        let lines: Vec<_> = csv.split("\r\n").collect();
        assert_eq!(lines.len(), 4, "{csv}");
        assert_eq!(
            lines[1],
            "\"Unknown signer\",\"'=Say \"\"hi\"\"\",,\"'-1,a.jpg\",\"/photos/-1,a.jpg\",\"original\",\
             \"s3://b/k\",\"1970-01-01T00:00:00.000Z\",\"So, it is.\",,\"none\","
        );
        assert!(lines[2].starts_with("\"Not verified\",,,\"b.jpg\""), "{csv}");
        assert_eq!(results_name(Timestamp::from_millis(0)), "verification-1970-01-01.csv");
    }
}
