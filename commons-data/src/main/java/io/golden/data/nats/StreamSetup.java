package io.golden.data.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashSet;
import org.jboss.logging.Logger;

/** Makes the streams what they are declared to be; idempotent, safe to run by all services at once. */
@ApplicationScoped
class StreamSetup {
    private static final Logger LOG = Logger.getLogger(StreamSetup.class);
    private static final int STREAM_NOT_FOUND = 10059;

    private final NatsSettings settings;

    StreamSetup(NatsSettings settings) {
        this.settings = settings;
    }

    /** Fails with {@link IncompatibleStreamException} when a stream differs in what NATS cannot change. */
    void declare(Connection connection) throws IOException, JetStreamApiException {
        var management = connection.jetStreamManagement();
        for (var stream : Streams.declared(settings.streamReplicas())) {
            declare(management, stream);
        }
    }

    private static void declare(JetStreamManagement management, StreamConfiguration declared)
            throws IOException, JetStreamApiException {
        StreamConfiguration existing;
        try {
            existing = management.getStreamInfo(declared.getName()).getConfiguration();
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
                throw e;
            }
            management.addStream(declared);
            LOG.infof("Created stream %s", declared.getName());
            return;
        }
        refuseIncompatible(existing, declared);
        if (differs(existing, declared)) {
            // What we do not declare, such as placement or a size limit, is the operator's and stays.
            management.updateStream(StreamConfiguration.builder(existing)
                    .subjects(declared.getSubjects())
                    .maxAge(declared.getMaxAge())
                    .maxMessages(declared.getMaxMsgs())
                    .discardPolicy(declared.getDiscardPolicy())
                    .duplicateWindow(declared.getDuplicateWindow())
                    .replicas(declared.getReplicas())
                    .build());
            LOG.infof("Updated the limits of stream %s", declared.getName());
        }
    }

    private static void refuseIncompatible(StreamConfiguration existing, StreamConfiguration declared) {
        refuse(declared.getName(), "storage", existing.getStorageType(), declared.getStorageType());
        refuse(declared.getName(), "retention", existing.getRetentionPolicy(), declared.getRetentionPolicy());
    }

    private static void refuse(String stream, String setting, Object existing, Object declared) {
        if (!existing.equals(declared)) {
            throw new IncompatibleStreamException(
                    "Stream %s has %s %s, declared is %s, and NATS cannot change it: move its messages and delete it"
                            .formatted(stream, setting, existing, declared));
        }
    }

    private static boolean differs(StreamConfiguration existing, StreamConfiguration declared) {
        return !new HashSet<>(existing.getSubjects()).equals(new HashSet<>(declared.getSubjects()))
                || !existing.getMaxAge().equals(declared.getMaxAge())
                || existing.getMaxMsgs() != declared.getMaxMsgs()
                || existing.getDiscardPolicy() != declared.getDiscardPolicy()
                || !existing.getDuplicateWindow().equals(declared.getDuplicateWindow())
                || existing.getReplicas() != declared.getReplicas();
    }
}
