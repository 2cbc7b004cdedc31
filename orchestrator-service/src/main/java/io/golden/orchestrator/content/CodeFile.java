package io.golden.orchestrator.content;

/** One file that an agent wrote; the path is relative and stays inside its folder. */
public record CodeFile(String path, String content) {}
