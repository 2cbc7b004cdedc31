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

/**
 * Functions of one shared library. Handles live in instances, never in static fields: a native image must look addresses
 * up when it runs, not when it is built. Every shape of call is listed in {@code reachability-metadata.json}.
 */
public final class NativeLibrary {
    private static final int EINTR = 4;

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
    MethodHandle withErrno(String name, FunctionDescriptor shape, Linker.Option... options) {
        var all = new Linker.Option[options.length + 1];
        all[0] = Linker.Option.captureCallState("errno");
        System.arraycopy(options, 0, all, 1, options.length);
        return linker.downcallHandle(symbols.findOrThrow(name), shape, all);
    }

    /** A function that returns its error, as POSIX spawn and libseccomp do. */
    public MethodHandle function(String name, FunctionDescriptor shape) {
        return linker.downcallHandle(symbols.findOrThrow(name), shape);
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

    static FunctionDescriptor ints(MemoryLayout... arguments) {
        return FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
    }
}
