package io.golden.sandbox.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Functions of one shared library. Handles live in instances, never in static fields: a native image must look addresses
 * up when it runs, not when it is built. Every shape of call is listed in {@code reachability-metadata.json}.
 */
public final class NativeLibrary {
    private static final int EINTR = 4;
    /** The shapes of all calls that were linked, for the test that compares them to what a native image is told. */
    private static final Set<Shape> LINKED = ConcurrentHashMap.newKeySet();

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup symbols;
    private final StructLayout stateLayout = Linker.Option.captureStateLayout();
    private final VarHandle errno = stateLayout.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private NativeLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    public static NativeLibrary libc() {
        return new NativeLibrary(Linker.nativeLinker().defaultLookup());
    }

    /** Loads a library by its file name; {@link IllegalArgumentException} when the machine has none of that name. */
    public static NativeLibrary load(String file) {
        return new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
    }

    /** A function whose first argument is the segment that receives errno. */
    MethodHandle withErrno(String name, FunctionDescriptor shape) {
        LINKED.add(new Shape(shape, true, OptionalInt.empty()));
        return linker.downcallHandle(symbols.findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
    }

    /** The same for a function that is declared with "..." from that argument on. */
    MethodHandle withErrno(String name, FunctionDescriptor shape, int firstVariadic) {
        LINKED.add(new Shape(shape, true, OptionalInt.of(firstVariadic)));
        return linker.downcallHandle(
                symbols.findOrThrow(name),
                shape,
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(firstVariadic));
    }

    /** A function that returns its error, as POSIX spawn and libseccomp do. */
    public MethodHandle function(String name, FunctionDescriptor shape) {
        LINKED.add(new Shape(shape, false, OptionalInt.empty()));
        return linker.downcallHandle(symbols.findOrThrow(name), shape);
    }

    static Set<Shape> linked() {
        return Set.copyOf(LINKED);
    }

    /** Runs one errno-setting call, again when a signal interrupted it; throws {@link LinuxException} for -1. */
    long call(String name, Call call) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(stateLayout);
            while (true) {
                long result = call.invoke(state, arena);
                if (result >= 0) {
                    return result;
                }
                var number = (int) errno.get(state, 0L);
                if (number != EINTR) {
                    throw new LinuxException(name, number);
                }
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** One invocation of a method handle. */
    @FunctionalInterface
    interface Call {
        long invoke(MemorySegment state, Arena arena) throws Throwable;
    }

    /** What a native image must know of a call. */
    record Shape(FunctionDescriptor function, boolean capturesErrno, OptionalInt firstVariadic) {}

    static FunctionDescriptor ints(MemoryLayout... arguments) {
        return FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
    }
}
