package cause

// Compiled is our own rules.
var Compiled = &compiled
