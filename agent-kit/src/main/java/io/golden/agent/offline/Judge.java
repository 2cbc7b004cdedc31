package io.golden.agent.offline;

import io.golden.agent.Review;
import io.golden.agent.Vote;

/** One point of view on a peer's work. */
interface Judge {
    /** The role that judges so. */
    String role();

    Vote judge(Review review);
}
