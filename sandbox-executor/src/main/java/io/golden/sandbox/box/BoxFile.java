package io.golden.sandbox.box;

/**
 * A file put beside the code.
 *
 * @param path relative to the working directory, checked by whoever made it: no "..", no empty name
 */
public record BoxFile(String path, byte[] content) {}
