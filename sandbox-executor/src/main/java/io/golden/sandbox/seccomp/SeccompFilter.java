package io.golden.sandbox.seccomp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.golden.sandbox.linux.Descriptors;
import io.golden.sandbox.linux.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The compiled filter in a file in memory, made once and kept for the life of the process. */
public final class SeccompFilter {
    /** The Debian package that brings the library. */
    public static final String PACKAGE = "libseccomp2";

    private static final String LIBRARY = "libseccomp.so.2";
    private static final int ALLOW = 0x7FFF_0000;
    private static final int FAIL_EPERM = 0x0005_0001;
    private static final int FAIL_ENOSYS = 0x0005_0026;
    private static final int MASKED_EQUAL = 7;
    private static final int COMPARISON_BYTES = 24;
    private static final int NO_SUCH_CALL = -1;

    private final MethodHandle resolve;
    private final MethodHandle addRule;
    private final int descriptor;

    private SeccompFilter(NativeLibrary library, Descriptors descriptors) throws Throwable {
        var pointer = FunctionDescriptor.of(ADDRESS, JAVA_INT);
        resolve = library.function("seccomp_syscall_resolve_name", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        addRule = library.function(
                "seccomp_rule_add_array",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
        var export = library.function("seccomp_export_bpf", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        var release = library.function("seccomp_release", FunctionDescriptor.ofVoid(ADDRESS));
        var context = (MemorySegment) library.function("seccomp_init", pointer).invokeExact(FAIL_EPERM);
        descriptor = descriptors.memory("golden-seccomp");
        try {
            addRules(context);
            check("seccomp_export_bpf", (int) export.invokeExact(context, descriptor));
        } finally {
            release.invokeExact(context);
        }
    }

    /** Compiles the filter; {@link MissingLibraryException} when the machine has no libseccomp. */
    public static SeccompFilter compile(Descriptors descriptors) {
        try {
            return new SeccompFilter(NativeLibrary.load(LIBRARY), descriptors);
        } catch (IllegalArgumentException e) {
            throw new MissingLibraryException(e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("seccomp", e);
        }
    }

    /** The filter's file; reopen it for each reader, since a position is shared by duplicates. */
    public int descriptor() {
        return descriptor;
    }

    private void addRules(MemorySegment context) throws Throwable {
        try (var arena = Arena.ofConfined()) {
            for (var name : SyscallPolicy.allowed()) {
                add(arena, context, ALLOW, name, MemorySegment.NULL, 0);
            }
            for (var name : SyscallPolicy.unknown()) {
                add(arena, context, FAIL_ENOSYS, name, MemorySegment.NULL, 0);
            }
            for (var rule : SyscallPolicy.checked()) {
                var comparison = arena.allocate(COMPARISON_BYTES, Long.BYTES);
                comparison.set(JAVA_INT, 0, rule.argument());
                comparison.set(JAVA_INT, 4, MASKED_EQUAL);
                comparison.set(JAVA_LONG, 8, rule.mask());
                comparison.set(JAVA_LONG, 16, rule.value());
                add(arena, context, ALLOW, rule.name(), comparison, 1);
            }
        }
    }

    /** A name that this architecture does not have is not an error: there is nothing to allow. */
    private void add(Arena arena, MemorySegment context, int action, String name, MemorySegment comparisons, int count)
            throws Throwable {
        var number = (int) resolve.invokeExact(arena.allocateFrom(name));
        if (number != NO_SUCH_CALL) {
            check(name, (int) addRule.invokeExact(context, action, number, count, comparisons));
        }
    }

    private static void check(String what, int error) {
        if (error != 0) {
            throw new IllegalStateException("%s: error %d".formatted(what, error));
        }
    }

    /** libseccomp is not installed. */
    public static final class MissingLibraryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingLibraryException(Throwable cause) {
            super("%s is missing: install the package %s".formatted(LIBRARY, PACKAGE), cause);
        }
    }
}
