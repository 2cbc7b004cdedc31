package io.golden.auth.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.caller.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RolePermissionsTest {
    private static final Path DOCS = Path.of(System.getProperty("golden.root"), "docs", "permissions.md");

    @Test
    void theDocumentShowsWhatEachRoleMayDo() throws IOException {
        assertThat(documentedRoles()).isEqualTo(RolePermissions.roles());
    }

    @Test
    void theDocumentShowsWhatEachServiceMayDo() throws IOException {
        assertThat(documentedServices()).isEqualTo(RolePermissions.services());
    }

    @Test
    void anAdminHoldsEveryPermissionThereIs() throws IllegalAccessException {
        var all = new TreeSet<String>();
        for (var constant : Permission.class.getFields()) {
            all.add((String) constant.get(null));
        }

        assertThat(RolePermissions.ofUser("admin")).containsExactlyElementsOf(all);
    }

    @Test
    void rolesThatDoNotExistMayDoNothing() {
        assertThat(RolePermissions.ofUser("root")).isEmpty();
        assertThat(RolePermissions.ofUser("agent")).isEmpty();
        assertThat(RolePermissions.ofAccount("service", "somebody-else")).isEmpty();
    }

    private static Map<String, Set<String>> documentedRoles() throws IOException {
        var roles = new HashMap<String, Set<String>>();
        List<String> columns = List.of();
        for (var cells : rows()) {
            if (cells.getFirst().equals("permission")) {
                columns = cells.subList(1, cells.size());
            } else if (!columns.isEmpty() && cells.size() == columns.size() + 1) {
                for (int i = 0; i < columns.size(); i++) {
                    var held = roles.computeIfAbsent(columns.get(i), _ -> new TreeSet<>());
                    if (cells.get(i + 1).equals("✓")) {
                        held.add(unquoted(cells.getFirst()));
                    }
                }
            }
        }
        return roles;
    }

    private static Map<String, Set<String>> documentedServices() throws IOException {
        return rows().stream()
                .filter(cells -> cells.size() == 2 && cells.getFirst().startsWith("`"))
                .collect(Collectors.toMap(
                        cells -> unquoted(cells.getFirst()),
                        cells -> Pattern.compile("`([^`]+)`")
                                .matcher(cells.get(1))
                                .results()
                                .map(match -> match.group(1))
                                .collect(Collectors.toSet())));
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(DOCS).stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .filter(cells -> !cells.isEmpty())
                .collect(Collectors.toList());
    }

    private static String unquoted(String name) {
        return name.replace("`", "");
    }
}
