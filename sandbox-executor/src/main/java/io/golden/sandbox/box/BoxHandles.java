package io.golden.sandbox.box;

import io.golden.sandbox.linux.OwnedDescriptors;

/**
 * What ties the service to one box.
 *
 * @param owned all descriptors of it
 * @param pid of bubblewrap, the parent of the first process
 * @param stdin what the program will read, to be written
 * @param orders what the first process waits for; closed to let it go
 * @param ended becomes readable when the box has ended
 * @param report what the first process has said so far
 */
record BoxHandles(
        Host host,
        OwnedDescriptors owned,
        int pid,
        int stdin,
        int stdout,
        int stderr,
        int reports,
        int orders,
        int ended,
        FirstProcessReport report) {
    void order(Limits limits) {
        host.descriptors().write(orders, BoxCommand.orders(limits));
    }

    void writeStdin(byte[] content) {
        host.descriptors().write(stdin, content);
        owned.close(stdin);
    }
}
