/** The four reference agents, developer, tester, reviewer and security, and the jar's main class. */
package io.golden.agent.reference;
