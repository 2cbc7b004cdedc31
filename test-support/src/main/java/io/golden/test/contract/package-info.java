/** What every service promises, checked in each by one subclass of {@link io.golden.test.contract.ServiceContractTest}. */
package io.golden.test.contract;
