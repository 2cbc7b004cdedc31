/** What an agent may spend, decided before it spends. */
package io.golden.budget;
