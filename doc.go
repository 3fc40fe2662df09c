// Package smtpstatus is the root of a module that writes SMTP status codes down
// once, with their sources, and generates everything else from them.
package smtpstatus
