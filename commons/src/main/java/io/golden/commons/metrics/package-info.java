/** The series that every service has, under the names of the suite's dashboards. */
package io.golden.commons.metrics;
