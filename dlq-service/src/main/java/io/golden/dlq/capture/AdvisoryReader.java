package io.golden.dlq.capture;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.golden.data.consumer.RawMessage;
import io.golden.dlq.letter.DeadLetter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads an advisory and fetches the message it speaks of. */
@ApplicationScoped
class AdvisoryReader {
    private static final Logger LOG = Logger.getLogger(AdvisoryReader.class);

    private final ObjectReader json;
    private final SilentDeaths deaths;

    AdvisoryReader(ObjectMapper json, SilentDeaths deaths) {
        // NATS adds fields as it likes.
        this.json = json.readerFor(Advisory.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.deaths = deaths;
    }

    /** The letter; empty for what is no advisory about a message of somebody else. */
    Uni<Optional<DeadLetter>> read(RawMessage told) {
        var advisory = parse(told);
        if (advisory.isEmpty() || SilentDeaths.OWN.contains(advisory.get().stream())) {
            return Uni.createFrom().item(Optional.empty());
        }
        return deaths.letter(advisory.get().origin(), advisory.get().cause()).map(Optional::of);
    }

    private Optional<Advisory> parse(RawMessage told) {
        try {
            var advisory =
                    Optional.ofNullable(json.<Advisory>readValue(told.data())).filter(Advisory::isWhole);
            if (advisory.isEmpty()) {
                LOG.warnf("advisory %d names no message and is dropped", told.streamSeq());
            }
            return advisory;
        } catch (IOException e) {
            LOG.warnf("advisory %d could not be read and is dropped: %s", told.streamSeq(), e.getMessage());
            return Optional.empty();
        }
    }
}
