package io.golden.sandbox.box;

import io.golden.sandbox.linux.ProcessTree;

/** Counts the descendants of this process while a box runs. */
final class MostProcesses {
    private MostProcesses() {}

    static long whileRunning(Boxes.Running running) {
        var most = 0L;
        while (!running.future().isDone()) {
            most = Math.max(
                    most, ProcessTree.of((int) ProcessHandle.current().pid()).size());
        }
        return most;
    }
}
