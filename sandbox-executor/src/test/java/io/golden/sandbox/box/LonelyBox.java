package io.golden.sandbox.box;

/** A process of its own that runs one box, so that a test can kill it. */
public final class LonelyBox {
    private LonelyBox() {}

    public static void main(String[] arguments) {
        System.out.println("starting");
        Boxes.python("import os, time\nos.fork()\ntime.sleep(60)");
    }
}
