package io.golden.data.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.ids.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@ApplicationScoped
class TableAudit implements Audit {
    private static final String INSERT = """
        insert into audit.audit_log
          (id, user_id, role, action, resource_type, resource_id, details, request_id, source_ip, service)
        select id, user_id, role, action, resource_type, resource_id, details::jsonb, $8, $9, $10
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
          as entry (id, user_id, role, action, resource_type, resource_id, details)
        """;

    private final ClientAddress address;
    private final ObjectMapper json;
    private final String service;

    TableAudit(
            ClientAddress address,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.address = address;
        this.json = json;
        this.service = service;
    }

    @Override
    public Uni<Void> append(SqlConnection tx, AuditEntry entry) {
        return appendAll(tx, List.of(entry));
    }

    @Override
    public Uni<Void> appendAll(SqlConnection tx, List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows = Tuple.tuple()
                .addArrayOfUUID(entries.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                .addArrayOfString(column(entries, AuditEntry::userId))
                .addArrayOfString(column(entries, AuditEntry::role))
                .addArrayOfString(column(entries, AuditEntry::action))
                .addArrayOfString(column(entries, AuditEntry::resourceType))
                .addArrayOfString(column(entries, AuditEntry::resourceId))
                .addArrayOfString(column(entries, this::details))
                .addString(Correlation.find().map(Correlation::requestId).orElse(null))
                .addString(address.find().orElse(null))
                .addString(service);
        return tx.preparedQuery(INSERT).execute(rows).replaceWithVoid();
    }

    private static String[] column(List<AuditEntry> entries, Function<AuditEntry, String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }

    private String details(AuditEntry entry) {
        try {
            return json.writeValueAsString(entry.details());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("details of " + entry.action() + " cannot be written as JSON", e);
        }
    }
}
