/** The offline model: real programs, tests and judgements by rules and templates, for a laptop without a model. */
package io.golden.agent.offline;
