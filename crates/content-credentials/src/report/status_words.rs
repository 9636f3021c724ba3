//! Plain words for validation codes: those of the C2PA specification up to 2.4, and those of identities (CAWG).

/// A code in plain words. `None` if it is unknown and must be shown as it is.
pub(super) fn of(code: &str) -> Option<&'static str> {
    signature(code)
        .or_else(|| claim(code))
        .or_else(|| binding(code))
        .or_else(|| assertion(code))
        .or_else(|| manifest(code))
        .or_else(|| identity(code))
}

/// Who signed, and when.
fn signature(code: &str) -> Option<&'static str> {
    Some(match code {
        "claimSignature.validated" | "claim.signature.validated" => "The signature is valid.",
        "claimSignature.insideValidity" => "The certificate was valid when the file was signed.",
        "claimSignature.outsideValidity" => "The certificate was not valid when the file was signed.",
        "claimSignature.missing" => "The signature is missing.",
        "claimSignature.mismatch" => "The signature does not fit what was signed.",
        "signingCredential.trusted" => "The signer is on the server's trust list.",
        "signingCredential.untrusted" => "The signer is not on the server's trust list.",
        "signingCredential.invalid" => "The signer's certificate is not fit for signing.",
        "signingCredential.expired" => "The signer's certificate has expired.",
        "signingCredential.ocsp.notRevoked" => "The signer's certificate was not revoked.",
        "signingCredential.ocsp.revoked" | "signingCredential.revoked" => {
            "The signer's certificate was reported as revoked."
        }
        "signingCredential.ocsp.skipped" => "Revocation was not checked.",
        "signingCredential.ocsp.inaccessible" => {
            "Revocation could not be checked: the issuer's service did not answer."
        }
        "signingCredential.ocsp.unknown" => "The certificate's issuer does not know whether it was revoked.",
        "timeStamp.trusted" => "The time stamp comes from a trusted clock.",
        "timeStamp.validated" => "The time stamp is valid.",
        "timeStamp.untrusted" => "The time stamp's clock is not on the trust list.",
        "timeStamp.mismatch" => "The time stamp belongs to something else.",
        "timeStamp.malformed" => "The time stamp cannot be read.",
        "timeStamp.outsideValidity" => "The time stamp's certificate was not valid then.",
        "timeStamp.credentialInvalid" => "The time stamp's certificate is not fit for time stamps.",
        "timeOfSigning.insideValidity" => "The file was signed while the certificate was valid.",
        "timeOfSigning.outsideValidity" => "The file was signed while the certificate was not valid.",
        "algorithm.deprecated" => "The algorithm is outdated.",
        "algorithm.unsupported" => "The server does not know the algorithm.",
        "general.error" => "There is another problem.",
        _ => return None,
    })
}

fn claim(code: &str) -> Option<&'static str> {
    Some(match code {
        "claim.missing" => "The claim is missing.",
        "claim.multiple" => "There is more than one claim.",
        "claim.malformed" | "claim.cbor.invalid" => "The claim cannot be read.",
        "claim.required.missing" => "The claim lacks a required field.",
        "claim.hardBindings.missing" => "Nothing binds the credentials to the file.",
        "hashedURI.missing" => "Something that the credentials point to is missing.",
        "hashedURI.mismatch" => "Something that the credentials point to was changed.",
        _ => return None,
    })
}

/// What binds the credentials to the file's bytes.
fn binding(code: &str) -> Option<&'static str> {
    Some(match code {
        "assertion.dataHash.match" | "assertion.bmffHash.match" | "assertion.boxesHash.match" => {
            "The file is as it was signed."
        }
        "assertion.dataHash.mismatch" | "assertion.bmffHash.mismatch" | "assertion.boxesHash.mismatch" => {
            "The file was changed after it was signed."
        }
        "assertion.dataHash.malformed"
        | "assertion.bmffHash.malformed"
        | "assertion.boxesHash.malformed"
        | "assertion.collectionHash.malformed"
        | "assertion.multiAssetHash.malformed" => {
            "The fingerprint that binds the credentials to the file cannot be read."
        }
        "assertion.dataHash.additionalExclusionsPresent"
        | "assertion.bmffHash.additionalExclusionsPresent"
        | "assertion.boxesHash.additionalExclusionsPresent" => {
            "The fingerprint leaves out more of the file than the credentials."
        }
        "assertion.boxesHash.unknownBox" => "The file has a part that the credentials do not know.",
        "assertion.dataHash.redacted" | "assertion.hardBinding.redacted" => {
            "What binds the credentials to the file was removed."
        }
        "assertion.multipleHardBindings" => "More than one fingerprint binds the credentials to the file.",
        "assertion.collectionHash.match" => "The files of the collection are as they were signed.",
        "assertion.collectionHash.mismatch" => "A file of the collection was changed after it was signed.",
        "assertion.collectionHash.incorrectFileCount" | "assertion.collectionHash.incorrectItemCount" => {
            "The collection has more or fewer files than were signed."
        }
        "assertion.collectionHash.invalidURI" => "The collection names a file in a place that is not allowed.",
        "assertion.multiAssetHash.match" => "The parts of the file are as they were signed.",
        "assertion.multiAssetHash.mismatch" => "A part of the file was changed after it was signed.",
        "assertion.multiAssetHash.missingPart" => "A part of the file is missing.",
        "assertion.alternativeContentRepresentation.match" => "The other form of the content is as it was signed.",
        "assertion.alternativeContentRepresentation.hashMismatch"
        | "assertion.alternativeContentRepresentation.mismatch" => {
            "The other form of the content was changed after it was signed."
        }
        "assertion.alternativeContentRepresentation.malformed" => "The other form of the content cannot be read.",
        "assertion.alternativeContentRepresentation.missing" => "The other form of the content is missing.",
        "livevideo.init.invalid" => "The start of the live video is not valid.",
        "livevideo.segment.invalid" => "A segment of the live video is not valid.",
        "livevideo.manifest.invalid" => "The credentials of a segment of the live video are not valid.",
        "livevideo.assertion.invalid" => "A segment of the live video is not the one that should come next.",
        "livevideo.continuityMethod.invalid" => "A segment of the live video does not follow the one before it.",
        "livevideo.sessionkey.invalid" => "The key that signed a segment of the live video is not valid.",
        _ => return None,
    })
}

fn assertion(code: &str) -> Option<&'static str> {
    Some(match code {
        "assertion.hashedURI.match" => "The statement is as it was signed.",
        "assertion.hashedURI.mismatch" => "A statement was changed after it was signed.",
        "assertion.missing" => "A statement is missing.",
        "assertion.undeclared" => "There is a statement that the claim does not name.",
        "assertion.required.missing" => "A statement lacks a required field.",
        "assertion.json.invalid" | "assertion.cbor.invalid" => "A statement cannot be read.",
        "assertion.outsideManifest" => "A statement is outside of the credentials that name it.",
        "assertion.accessible" => "A statement that is stored elsewhere could be read.",
        "assertion.inaccessible" => "A statement that is stored elsewhere could not be read.",
        "assertion.notRedacted" => "A statement that is said to be removed is still there.",
        "assertion.selfRedacted" => "The credentials remove a statement of their own.",
        "assertion.action.malformed" => "The list of actions is malformed.",
        "assertion.action.missing" => "The list of actions is missing.",
        "assertion.action.ingredientMismatch" => "An action names an ingredient that is not there.",
        "assertion.action.redacted" => "A list of actions was removed.",
        "assertion.action.redactionMismatch" | "assertion.action.redaction.mismatch" => {
            "An action says that something was removed, but does not name it correctly."
        }
        "assertion.action.softBindingMissing" => "An action names a watermark that the credentials do not describe.",
        "assertion.ingredient.malformed" => "The description of an ingredient is malformed.",
        "assertion.metadata.disallowed" => "The metadata has fields that are not allowed.",
        "assertion.timestamp.malformed" => "A statement with time stamps cannot be read.",
        "assertion.cloud-data.malformed" | "assertion.external-reference.malformed" => {
            "The address of something that is stored elsewhere cannot be read."
        }
        "assertion.cloud-data.hardBinding" | "assertion.external-reference.hardBinding" => {
            "What binds the credentials to the file is stored elsewhere, which is not allowed."
        }
        "assertion.cloud-data.actions" | "assertion.external-reference.actions" => {
            "A list of actions is stored elsewhere, which is not allowed."
        }
        "assertion.cloud-data.labelMismatch" | "assertion.external-reference.labelMismatch" => {
            "A statement that is stored elsewhere is of another kind than the credentials say."
        }
        "assertion.external-reference.hashMismatch" => "A statement that is stored elsewhere was changed.",
        "assertion.external-reference.created" => "The signer claims a statement that is stored elsewhere as its own.",
        _ => return None,
    })
}

/// Manifests and ingredients.
fn manifest(code: &str) -> Option<&'static str> {
    Some(match code {
        "ingredient.manifest.validated" | "ingredient.claimSignature.validated" => {
            "The ingredient's credentials are as they were."
        }
        "ingredient.manifest.missing" => "An ingredient's credentials are missing.",
        "ingredient.manifest.mismatch" | "ingredient.hashedURI.mismatch" => "An ingredient's credentials were changed.",
        "ingredient.claimSignature.missing" => "The signature of an ingredient's credentials is missing.",
        "ingredient.claimSignature.mismatch" => "The signature of an ingredient's credentials was changed.",
        "ingredient.unknownProvenance" | "manifest.unknownProvenance" | "assertion.ingredient.unknownProvenance" => {
            "An ingredient has no Content Credentials."
        }
        "manifest.missing" => "The credentials are missing.",
        "manifest.inaccessible" => "Credentials that are stored elsewhere could not be read.",
        "manifest.unreferenced" => "There are credentials that nothing refers to.",
        "manifest.multipleParents" => "The file is said to be made from more than one original.",
        "manifest.update.invalid" => "An update of the credentials has contents that are not allowed.",
        "manifest.update.wrongParents" => "An update of the credentials does not name what it updates.",
        "manifest.timestamp.invalid" => "A later time stamp has contents that are not allowed.",
        "manifest.timestamp.wrongParents" => "A later time stamp does not name what it is for.",
        "manifest.compressed.invalid" => "Compressed credentials cannot be read.",
        "manifest.html.multipleManifests" => "The page has more than one set of credentials.",
        "manifest.text.corruptedWrapper" => "The credentials in the text are damaged.",
        "manifest.text.multipleWrappers" | "manifest.structuredText.multipleReferences" => {
            "The text has more than one set of credentials."
        }
        "manifest.structuredText.noManifest" => "The text refers to credentials that are missing.",
        "manifest.structuredText.emptyReference" | "manifest.structuredText.malformedReference" => {
            "The text has a malformed reference to its credentials."
        }
        "manifest.structuredText.noResolutionPath" => "The reference in the text leads nowhere.",
        _ => return None,
    })
}

/// A code about an identity in plain words, or about the signature in it.
pub(super) fn of_identity(code: &str) -> Option<&'static str> {
    identity(code).or_else(|| certificate(code))
}

/// The identity assertion of the Creator Assertions Working Group.
fn identity(code: &str) -> Option<&'static str> {
    Some(match code {
        "cawg.identity.assertion.mismatch" => "The identity is about other statements than these.",
        "cawg.identity.assertion.duplicate" => "The identity names a statement twice.",
        "cawg.identity.cbor.invalid" | "cawg.identity.pad.invalid" => "The identity cannot be read.",
        "cawg.identity.credential_revoked" => "The identity's credential was revoked.",
        "cawg.identity.expected_claim_generator.mismatch" | "cawg.identity.expected_partial_claim.mismatch" => {
            "The identity was made for other credentials."
        }
        "cawg.identity.hard_binding_missing" => "The identity is not bound to the file.",
        "cawg.identity.sig_type.unknown" => "The server does not know this kind of identity.",
        "cawg.identity.trusted" | "cawg.identity.well-formed" | "cawg.ica.credential_valid" => "The identity is valid.",
        "cawg.ica.untrusted_issuer" => "The server does not know who vouches for the identity.",
        "cawg.ica.did_unavailable" | "cawg.ica.invalid_did_document" => {
            "Who vouches for the identity could not be looked up."
        }
        "cawg.ica.invalid_issuer" => "The name of who vouches for the identity is malformed.",
        "cawg.ica.signature_mismatch" => "The signature of the identity does not fit.",
        "cawg.ica.signer_payload.mismatch" => "The identity was made for other statements than these.",
        "cawg.ica.time_stamp.invalid" => "The identity's time stamp is not valid.",
        "cawg.ica.time_stamp.validated" => "The identity's time stamp is valid.",
        "cawg.ica.valid_from.invalid" | "cawg.ica.valid_from.missing" | "cawg.ica.valid_until.invalid" => {
            "The identity was not valid when the file was signed."
        }
        "cawg.ica.revoked" | "cawg.ica.revocation_status.invalid" => "The identity's credential was revoked.",
        "cawg.ica.revocation_unavailable" => "Whether the identity's credential was revoked could not be looked up.",
        _ if code.starts_with("cawg.ica.invalid_") => "The identity's credential cannot be read.",
        _ if code.starts_with("cawg.x509.") => return code.strip_prefix("cawg.x509.").and_then(certificate),
        _ => return None,
    })
}

/// The certificate of an identity, which has the same codes as a signer's.
fn certificate(code: &str) -> Option<&'static str> {
    let last = code.rsplit('.').next().unwrap_or(code);
    Some(match last {
        "untrusted" => "The server does not know who issued the identity's certificate.",
        "trusted" => "The identity's certificate is on the server's trust list.",
        "expired" | "outsideValidity" => "The identity's certificate was not valid when the file was signed.",
        "revoked" => "The identity's certificate was revoked.",
        "mismatch" => "The signature of the identity does not fit.",
        "validated" => "The signature of the identity is valid.",
        "invalid" => "The identity's certificate is not fit for signing.",
        _ => return None,
    })
}
