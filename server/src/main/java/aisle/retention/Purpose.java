package aisle.retention;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a record is opened. A choice and no free text, since the audit keeps it and must hold nothing personal. */
@Schema(name = "DisclosurePurpose")
public enum Purpose {
    /** The tax office examines the books. */
    TAX_AUDIT,
    /** A court or another authority asks, as the law lets it. */
    AUTHORITY_REQUEST,
    /** A claim is raised or fended off, such as for warranty. */
    LEGAL_CLAIM
}
