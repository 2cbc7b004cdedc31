/** What agents could not settle among themselves, kept until a human decides. */
package io.golden.supervisor.escalation;
