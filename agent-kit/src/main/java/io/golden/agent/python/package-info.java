/** Looking at Python source without running it. */
package io.golden.agent.python;
