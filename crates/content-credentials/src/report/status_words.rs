//! What validation codes mean: those of the C2PA specification up to 2.4, and those of identities (CAWG).

use super::{
    codes::is_identity_code,
    kinds::{exactly, kinds},
};

kinds! {
    /// What a validation code means. Codes that mean the same to a person share one.
    ///
    /// Source: the C2PA specification, "Validation", and the CAWG identity specification.
    StatusMeaning;

    // Who signed, and when.
    SignatureValidated = "The signature is valid.": "claimSignature.validated" | "claim.signature.validated";
    SignatureInsideValidity = "The certificate was valid when the file was signed.": "claimSignature.insideValidity";
    SignatureOutsideValidity = "The certificate was not valid when the file was signed.":
        "claimSignature.outsideValidity";
    SignatureMissing = "The signature is missing.": "claimSignature.missing";
    SignatureMismatch = "The signature does not fit what was signed.": "claimSignature.mismatch";
    SignerTrusted = "The signer is on the server's trust list.": "signingCredential.trusted";
    SignerUntrusted = "The signer is not on the server's trust list.": "signingCredential.untrusted";
    SignerInvalid = "The signer's certificate is not fit for signing.": "signingCredential.invalid";
    SignerExpired = "The signer's certificate has expired.": "signingCredential.expired";
    SignerOcspNotRevoked = "The signer's certificate was not revoked.": "signingCredential.ocsp.notRevoked";
    SignerOcspRevoked = "The signer's certificate was reported as revoked.":
        "signingCredential.ocsp.revoked" | "signingCredential.revoked";
    SignerOcspSkipped = "Revocation was not checked.": "signingCredential.ocsp.skipped";
    SignerOcspInaccessible = "Revocation could not be checked: the issuer's service did not answer.":
        "signingCredential.ocsp.inaccessible";
    SignerOcspUnknown = "The certificate's issuer does not know whether it was revoked.":
        "signingCredential.ocsp.unknown";
    TimeStampTrusted = "The time stamp comes from a trusted clock.": "timeStamp.trusted";
    TimeStampValidated = "The time stamp is valid.": "timeStamp.validated";
    TimeStampUntrusted = "The time stamp's clock is not on the trust list.": "timeStamp.untrusted";
    TimeStampMismatch = "The time stamp belongs to something else.": "timeStamp.mismatch";
    TimeStampMalformed = "The time stamp cannot be read.": "timeStamp.malformed";
    TimeStampOutsideValidity = "The time stamp's certificate was not valid then.": "timeStamp.outsideValidity";
    TimeStampCredentialInvalid = "The time stamp's certificate is not fit for time stamps.":
        "timeStamp.credentialInvalid";
    TimeOfSigningInsideValidity = "The file was signed while the certificate was valid.":
        "timeOfSigning.insideValidity";
    TimeOfSigningOutsideValidity = "The file was signed while the certificate was not valid.":
        "timeOfSigning.outsideValidity";
    AlgorithmDeprecated = "The algorithm is outdated.": "algorithm.deprecated";
    AlgorithmUnsupported = "The server does not know the algorithm.": "algorithm.unsupported";
    GeneralError = "There is another problem.": "general.error";
    // The claim.
    ClaimMissing = "The claim is missing.": "claim.missing";
    ClaimMultiple = "There is more than one claim.": "claim.multiple";
    ClaimMalformed = "The claim cannot be read.": "claim.malformed" | "claim.cbor.invalid";
    ClaimRequiredMissing = "The claim lacks a required field.": "claim.required.missing";
    ClaimHardBindingsMissing = "Nothing binds the credentials to the file.": "claim.hardBindings.missing";
    HashedUriMissing = "Something that the credentials point to is missing.": "hashedURI.missing";
    HashedUriMismatch = "Something that the credentials point to was changed.": "hashedURI.mismatch";
    // What binds the credentials to the file's bytes.
    FingerprintMatch = "The file is as it was signed.":
        "assertion.dataHash.match" | "assertion.bmffHash.match" | "assertion.boxesHash.match";
    FingerprintMismatch = "The file was changed after it was signed.":
        "assertion.dataHash.mismatch" | "assertion.bmffHash.mismatch" | "assertion.boxesHash.mismatch";
    FingerprintMalformed = "The fingerprint that binds the credentials to the file cannot be read.":
        "assertion.dataHash.malformed" |
        "assertion.bmffHash.malformed" |
        "assertion.boxesHash.malformed" |
        "assertion.collectionHash.malformed" |
        "assertion.multiAssetHash.malformed";
    FingerprintLeavesOutMore = "The fingerprint leaves out more of the file than the credentials.":
        "assertion.dataHash.additionalExclusionsPresent" |
        "assertion.bmffHash.additionalExclusionsPresent" |
        "assertion.boxesHash.additionalExclusionsPresent";
    FingerprintUnknownBox = "The file has a part that the credentials do not know.": "assertion.boxesHash.unknownBox";
    FingerprintRedacted = "What binds the credentials to the file was removed.":
        "assertion.dataHash.redacted" | "assertion.hardBinding.redacted";
    StatementMultipleHardBindings = "More than one fingerprint binds the credentials to the file.":
        "assertion.multipleHardBindings";
    CollectionMatch = "The files of the collection are as they were signed.": "assertion.collectionHash.match";
    CollectionMismatch = "A file of the collection was changed after it was signed.":
        "assertion.collectionHash.mismatch";
    CollectionIncorrectFileCount = "The collection has more or fewer files than were signed.":
        "assertion.collectionHash.incorrectFileCount" | "assertion.collectionHash.incorrectItemCount";
    CollectionInvalidUri = "The collection names a file in a place that is not allowed.":
        "assertion.collectionHash.invalidURI";
    PartsMatch = "The parts of the file are as they were signed.": "assertion.multiAssetHash.match";
    PartsMismatch = "A part of the file was changed after it was signed.": "assertion.multiAssetHash.mismatch";
    PartsMissingPart = "A part of the file is missing.": "assertion.multiAssetHash.missingPart";
    OtherFormMatch = "The other form of the content is as it was signed.":
        "assertion.alternativeContentRepresentation.match";
    OtherFormHashMismatch = "The other form of the content was changed after it was signed.":
        "assertion.alternativeContentRepresentation.hashMismatch" |
        "assertion.alternativeContentRepresentation.mismatch";
    OtherFormMalformed = "The other form of the content cannot be read.":
        "assertion.alternativeContentRepresentation.malformed";
    OtherFormMissing = "The other form of the content is missing.":
        "assertion.alternativeContentRepresentation.missing";
    LiveVideoInitInvalid = "The start of the live video is not valid.": "livevideo.init.invalid";
    LiveVideoSegmentInvalid = "A segment of the live video is not valid.": "livevideo.segment.invalid";
    LiveVideoManifestInvalid = "The credentials of a segment of the live video are not valid.":
        "livevideo.manifest.invalid";
    LiveVideoStatementInvalid = "A segment of the live video is not the one that should come next.":
        "livevideo.assertion.invalid";
    LiveVideoContinuityMethodInvalid = "A segment of the live video does not follow the one before it.":
        "livevideo.continuityMethod.invalid";
    LiveVideoSessionkeyInvalid = "The key that signed a segment of the live video is not valid.":
        "livevideo.sessionkey.invalid";
    // Statements, which the specification calls assertions.
    StatementMatch = "The statement is as it was signed.": "assertion.hashedURI.match";
    StatementMismatch = "A statement was changed after it was signed.": "assertion.hashedURI.mismatch";
    StatementMissing = "A statement is missing.": "assertion.missing";
    StatementUndeclared = "There is a statement that the claim does not name.": "assertion.undeclared";
    StatementRequiredMissing = "A statement lacks a required field.": "assertion.required.missing";
    StatementJsonInvalid = "A statement cannot be read.": "assertion.json.invalid" | "assertion.cbor.invalid";
    StatementOutsideManifest = "A statement is outside of the credentials that name it.": "assertion.outsideManifest";
    StatementAccessible = "A statement that is stored elsewhere could be read.": "assertion.accessible";
    StatementInaccessible = "A statement that is stored elsewhere could not be read.": "assertion.inaccessible";
    StatementNotRedacted = "A statement that is said to be removed is still there.": "assertion.notRedacted";
    StatementSelfRedacted = "The credentials remove a statement of their own.": "assertion.selfRedacted";
    StatementActionMalformed = "The list of actions is malformed.": "assertion.action.malformed";
    StatementActionMissing = "The list of actions is missing.": "assertion.action.missing";
    StatementActionIngredientMismatch = "An action names an ingredient that is not there.":
        "assertion.action.ingredientMismatch";
    StatementActionRedacted = "A list of actions was removed.": "assertion.action.redacted";
    StatementActionRedactionMismatch = "An action says that something was removed, but does not name it correctly.":
        "assertion.action.redactionMismatch" | "assertion.action.redaction.mismatch";
    StatementActionSoftBindingMissing = "An action names a watermark that the credentials do not describe.":
        "assertion.action.softBindingMissing";
    StatementIngredientMalformed = "The description of an ingredient is malformed.": "assertion.ingredient.malformed";
    StatementMetadataDisallowed = "The metadata has fields that are not allowed.": "assertion.metadata.disallowed";
    StatementTimestampMalformed = "A statement with time stamps cannot be read.": "assertion.timestamp.malformed";
    ElsewhereMalformed = "The address of something that is stored elsewhere cannot be read.":
        "assertion.cloud-data.malformed" | "assertion.external-reference.malformed";
    ElsewhereHardBinding = "What binds the credentials to the file is stored elsewhere, which is not allowed.":
        "assertion.cloud-data.hardBinding" | "assertion.external-reference.hardBinding";
    ElsewhereActions = "A list of actions is stored elsewhere, which is not allowed.":
        "assertion.cloud-data.actions" | "assertion.external-reference.actions";
    ElsewhereLabelMismatch = "A statement that is stored elsewhere is of another kind than the credentials say.":
        "assertion.cloud-data.labelMismatch" | "assertion.external-reference.labelMismatch";
    ElsewhereHashMismatch = "A statement that is stored elsewhere was changed.":
        "assertion.external-reference.hashMismatch";
    ElsewhereCreated = "The signer claims a statement that is stored elsewhere as its own.":
        "assertion.external-reference.created";
    // Manifests and ingredients.
    IngredientManifestValidated = "The ingredient's credentials are as they were.":
        "ingredient.manifest.validated" | "ingredient.claimSignature.validated";
    IngredientManifestMissing = "An ingredient's credentials are missing.": "ingredient.manifest.missing";
    IngredientManifestMismatch = "An ingredient's credentials were changed.":
        "ingredient.manifest.mismatch" | "ingredient.hashedURI.mismatch";
    IngredientSignatureMissing = "The signature of an ingredient's credentials is missing.":
        "ingredient.claimSignature.missing";
    IngredientSignatureMismatch = "The signature of an ingredient's credentials was changed.":
        "ingredient.claimSignature.mismatch";
    IngredientUnknownProvenance = "An ingredient has no Content Credentials.":
        "ingredient.unknownProvenance" | "manifest.unknownProvenance" | "assertion.ingredient.unknownProvenance";
    ManifestMissing = "The credentials are missing.": "manifest.missing";
    ManifestInaccessible = "Credentials that are stored elsewhere could not be read.": "manifest.inaccessible";
    ManifestUnreferenced = "There are credentials that nothing refers to.": "manifest.unreferenced";
    ManifestMultipleParents = "The file is said to be made from more than one original.": "manifest.multipleParents";
    ManifestUpdateInvalid = "An update of the credentials has contents that are not allowed.":
        "manifest.update.invalid";
    ManifestUpdateWrongParents = "An update of the credentials does not name what it updates.":
        "manifest.update.wrongParents";
    ManifestTimestampInvalid = "A later time stamp has contents that are not allowed.": "manifest.timestamp.invalid";
    ManifestTimestampWrongParents = "A later time stamp does not name what it is for.":
        "manifest.timestamp.wrongParents";
    ManifestCompressedInvalid = "Compressed credentials cannot be read.": "manifest.compressed.invalid";
    ManifestHtmlMultipleManifests = "The page has more than one set of credentials.": "manifest.html.multipleManifests";
    TextCorruptedWrapper = "The credentials in the text are damaged.": "manifest.text.corruptedWrapper";
    TextMultipleWrappers = "The text has more than one set of credentials.":
        "manifest.text.multipleWrappers" | "manifest.structuredText.multipleReferences";
    TextNoManifest = "The text refers to credentials that are missing.": "manifest.structuredText.noManifest";
    TextEmptyReference = "The text has a malformed reference to its credentials.":
        "manifest.structuredText.emptyReference" | "manifest.structuredText.malformedReference";
    TextNoResolutionPath = "The reference in the text leads nowhere.": "manifest.structuredText.noResolutionPath";
    // The identity of the Creator Assertions Working Group (CAWG).
    IdentityMismatch = "The identity is about other statements than these.": "cawg.identity.assertion.mismatch";
    IdentityDuplicate = "The identity names a statement twice.": "cawg.identity.assertion.duplicate";
    IdentityCborInvalid = "The identity cannot be read.": "cawg.identity.cbor.invalid" | "cawg.identity.pad.invalid";
    IdentityCredentialRevoked = "The identity's credential was revoked.":
        "cawg.identity.credential_revoked" | "cawg.ica.revoked" | "cawg.ica.revocation_status.invalid";
    IdentityExpectedClaimGeneratorMismatch = "The identity was made for other credentials.":
        "cawg.identity.expected_claim_generator.mismatch" | "cawg.identity.expected_partial_claim.mismatch";
    IdentityHardBindingMissing = "The identity is not bound to the file.": "cawg.identity.hard_binding_missing";
    IdentitySigTypeUnknown = "This kind of identity is not known.": "cawg.identity.sig_type.unknown";
    IdentityTrusted = "The identity is valid.":
        "cawg.identity.trusted" | "cawg.identity.well-formed" | "cawg.ica.credential_valid";
    IdentityUntrustedIssuer = "Who vouches for the identity is not known.": "cawg.ica.untrusted_issuer";
    IdentityDidUnavailable = "Who vouches for the identity could not be looked up.":
        "cawg.ica.did_unavailable" | "cawg.ica.invalid_did_document";
    IdentityInvalidIssuer = "The name of who vouches for the identity is malformed.": "cawg.ica.invalid_issuer";
    IdentitySignatureMismatch = "The signature of the identity does not fit.": "cawg.ica.signature_mismatch";
    IdentitySignerPayloadMismatch = "The identity was made for other statements than these.":
        "cawg.ica.signer_payload.mismatch";
    IdentityTimeStampInvalid = "The identity's time stamp is not valid.": "cawg.ica.time_stamp.invalid";
    IdentityTimeStampValidated = "The identity's time stamp is valid.": "cawg.ica.time_stamp.validated";
    IdentityValidFromInvalid = "The identity was not valid when the file was signed.":
        "cawg.ica.valid_from.invalid" | "cawg.ica.valid_from.missing" | "cawg.ica.valid_until.invalid";
    IdentityRevocationUnavailable = "Whether the identity's credential was revoked could not be looked up.":
        "cawg.ica.revocation_unavailable";
    IdentityCredentialMalformed = "The identity's credential cannot be read.":;
    // The certificate of an identity.
    IdentityCertificateUntrusted = "The identity's certificate is on none of the trust lists used.":;
    IdentityCertificateTrusted = "The identity's certificate is on a trust list that was used.":;
    IdentityCertificateExpired = "The identity's certificate was not valid when the file was signed.":;
    IdentityCertificateRevoked = "The identity's certificate was revoked.":;
    IdentityCertificateValidated = "The signature of the identity is valid.":;
    IdentityCertificateInvalid = "The identity's certificate is not fit for signing.":;
}

impl StatusMeaning {
    /// What a code means. `None` if it is unknown and must be shown as it is.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        exactly(Self::NAMES, code).or_else(|| identity(code))
    }

    /// What a code about an identity means, or one about the signature in it.
    #[must_use]
    pub fn of_identity(code: &str) -> Option<Self> {
        let known = exactly(Self::NAMES, code).filter(|_| is_identity_code(code));
        known.or_else(|| identity(code)).or_else(|| certificate(code))
    }
}

/// Codes of identities that are recognized by a part of them.
fn identity(code: &str) -> Option<StatusMeaning> {
    if code.starts_with("cawg.ica.invalid_") {
        return Some(StatusMeaning::IdentityCredentialMalformed);
    }
    code.strip_prefix("cawg.x509.").and_then(certificate)
}

/// The certificate of an identity, which has the same codes as a signer's.
fn certificate(code: &str) -> Option<StatusMeaning> {
    let last = code.rsplit('.').next().unwrap_or(code);
    Some(match last {
        "untrusted" => StatusMeaning::IdentityCertificateUntrusted,
        "trusted" => StatusMeaning::IdentityCertificateTrusted,
        "expired" | "outsideValidity" => StatusMeaning::IdentityCertificateExpired,
        "revoked" => StatusMeaning::IdentityCertificateRevoked,
        "mismatch" => StatusMeaning::IdentitySignatureMismatch,
        "validated" => StatusMeaning::IdentityCertificateValidated,
        "invalid" => StatusMeaning::IdentityCertificateInvalid,
        _ => return None,
    })
}
