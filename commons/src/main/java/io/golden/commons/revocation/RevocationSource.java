package io.golden.commons.revocation;

import io.golden.commons.wire.RevocationList;
import io.smallrye.mutiny.Uni;

/** Where revocations come from: auth-service's list over HTTP, and in auth-service itself its table. */
public interface RevocationSource {
    /** The cursor before everything. */
    String FROM_THE_BEGINNING = "0";

    /** The revocations that stand and were committed since an earlier answer, at most a bounded number of them. */
    Uni<RevocationList> since(String cursor);
}
