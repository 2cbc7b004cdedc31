package io.golden.dlq.message;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** The tenants that a payload says it is of. */
final class NamedTenants {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELD = "tenant_id";

    private NamedTenants() {}

    /** Every {@code tenant_id} at the top: which of two a consumer would take is not for us to guess. */
    static Set<String> in(String payload) {
        var names = new HashSet<String>();
        // From bytes, as consumers read it: a byte order mark hides nothing.
        try (var parser = JSON.createParser(payload.getBytes(StandardCharsets.UTF_8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return names;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isTenant = parser.currentName().equals(FIELD);
                if (parser.nextToken() != JsonToken.VALUE_NULL && isTenant) {
                    names.add(parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // From here on it is no JSON: nobody reads a tenant out of it.
        }
        return names;
    }
}
