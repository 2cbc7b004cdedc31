/** How much memory all processes of a box use together, and who stops them: a control group or a watcher. */
package io.golden.sandbox.memory;
