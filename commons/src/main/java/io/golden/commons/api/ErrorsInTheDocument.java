package io.golden.commons.api;

import io.golden.commons.error.ErrorCode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The error envelope as each operation's default answer; works at build time, so that it costs a start nothing. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ErrorsInTheDocument implements OASFilter {
    private static final String NAME = "ErrorBody";
    private static final String JSON = "application/json";

    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        var responses = operation.getResponses();
        responses.getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(envelope());
            }
        });
        responses.setDefaultValue(OASFactory.createObject(APIResponse.class)
                .description("What went wrong, and under which request id")
                .content(envelope()));
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var components = Optional.ofNullable(document.getComponents()).orElseGet(OASFactory::createComponents);
        document.setComponents(components.addSchema(NAME, body()));
    }

    private static Content envelope() {
        return OASFactory.createContent()
                .addMediaType(
                        JSON,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/" + NAME)));
    }

    private static Schema body() {
        var codes = Arrays.stream(ErrorCode.values())
                .map(code -> (Object) code.code())
                .distinct()
                .toList();
        return typed(SchemaType.OBJECT)
                .required(List.of("error_code", "message", "request_id"))
                .addProperty("error_code", typed(SchemaType.STRING).enumeration(codes))
                .addProperty("message", typed(SchemaType.STRING).description("Safe to show"))
                .addProperty(
                        "details",
                        typed(SchemaType.OBJECT)
                                .description("More of it; with 422 every failing field at once")
                                .addProperty("errors", typed(SchemaType.ARRAY).items(failingField())))
                .addProperty("request_id", typed(SchemaType.STRING));
    }

    private static Schema failingField() {
        return typed(SchemaType.OBJECT)
                .addProperty("field", typed(SchemaType.STRING))
                .addProperty("message", typed(SchemaType.STRING));
    }

    private static Schema typed(SchemaType type) {
        return OASFactory.createSchema().type(List.of(type));
    }
}
