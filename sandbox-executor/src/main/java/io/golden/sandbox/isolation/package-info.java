/** What the isolation consists of on this machine, and whether it holds when something tries to break out. */
package io.golden.sandbox.isolation;
